"""Photos and scans in a content-addressed folder beside the database: backup = database + folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path


class FileStore:
    """Files by the SHA-256 of their bytes. Written and synced before the row that names them."""

    def __init__(self, folder: Path):
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def write(self, content: bytes) -> str:
        """Store `content` durably; return its SHA-256. Written again, a file is only made young for the sweep."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path(sha256)
        if target.exists():
            target.touch()
            return sha256
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
        self._sync(target.parent)
        return sha256

    def read(self, sha256: str) -> bytes:
        return self.path(sha256).read_bytes()

    def paths(self) -> Iterator[Path]:
        """Every file there is, half-written ones of a crash too."""
        return (path for path in self.folder.glob("??/*") if path.is_file())

    @staticmethod
    def _sync(folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
