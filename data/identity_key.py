"""The key under which identity numbers are hashed, kept outside the database: neither tells a number alone."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

VARIABLE, FILE = "DESK_IDENTITY_KEY", "identity.key"
KEY_ID, KEY_BYTES, HASH = 8, 32, 64  # characters of hex in front that name the key; of the whole


class IdentityKey:
    """From the environment, else from a file in the desk's folder, made at first use for its owner's eyes only."""

    def __init__(self, folder: Path):
        self.path = folder / FILE

    def hash(self, number: str) -> str:
        """HMAC-SHA256 of the number: 8 hex characters that name the key, and 56 of the hash. Makes the key if there is
        none. Raises OSError if its file cannot be read or written."""
        key = self._given() or self._kept() or self._made()
        digest = hmac.new(key, number.upper().encode(), hashlib.sha256).hexdigest()
        return _id_of(key) + digest[:HASH - KEY_ID]

    def prefix(self) -> str | None:
        """How the hashes of this key begin; None while there is no key. Hashes of another key, of one that was lost,
        can be compared with nothing."""
        key = self._given() or self._kept()
        return _id_of(key) if key else None

    @staticmethod
    def _given() -> bytes | None:
        return os.environ[VARIABLE].encode() if os.environ.get(VARIABLE) else None

    def _kept(self) -> bytes | None:
        return self.path.read_bytes().strip() if self.path.exists() else None

    def _made(self) -> bytes:
        """Written whole under another name first: of two processes the one that comes second takes the first's key."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_suffix(f".{secrets.token_hex(4)}")
        draft.touch(mode=0o600, exist_ok=False)
        try:
            draft.write_text(secrets.token_hex(KEY_BYTES))
            os.link(draft, self.path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return self.path.read_bytes().strip()


def _id_of(key: bytes) -> str:
    return hashlib.sha256(b"identity key " + key).hexdigest()[:KEY_ID]
