"""Photos and scans: bounded, re-encoded, stored before the row that names them, opened by permission."""

from __future__ import annotations

import datetime as dt
import io
import re
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import select

from data.domain.errors import InvalidInput, NotFound, Refused
from data.domain.imports import ListState
from data.domain.permissions import Permission, allows
from data.models.agreement import Agreement
from data.models.imports import ImportedList
from data.models.problem import Problem, StoredFile
from data.models.public import Upload
from data.models.visit import Visit
from data.queries.scope import agreement_subject, problem_subject, visit_subject
from data.queries.second_opinions import is_second
from data.services.context import Context

MEGABYTE = 1024 * 1024
PHOTO_MEGABYTES, SCAN_MEGABYTES = 20, 10
PIXELS_MAX = 60_000_000
EDGE_MAX = 1600
QUALITY = 82
PHOTOS_MAX = 10
ORPHAN_AGE = dt.timedelta(hours=1)
FORMATS = ("JPEG", "PNG", "WEBP")
PHOTO, LIST, AGREEMENT_SCAN = "photo", "list", "agreement"
JPEG, PDF = "image/jpeg", "application/pdf"
SHA256 = re.compile(r"[0-9a-f]{64}")

Stored = tuple[str, str, int]  # SHA-256, media type, bytes

NAMING = (  # the rows that keep a file
    select(StoredFile.sha256), select(ImportedList.sha256).where(ImportedList.state != ListState.DROPPED),
    select(Upload.sha256),
)

_decoding = threading.BoundedSemaphore(2)


def store_photo(ctx: Context, raw: bytes) -> Stored:
    """Re-encode `raw` as a JPEG of at most 1600 px without EXIF and store it: (SHA-256, media type, bytes).

    Raises Refused photo_too_big(most MB), photo_too_many_pixels(most millions), InvalidInput photo_unreadable.
    """
    if len(raw) > PHOTO_MEGABYTES * MEGABYTE:
        raise Refused("photo_too_big", field="photos", most=PHOTO_MEGABYTES)
    content = _reencode(raw)
    return ctx.runtime.files.write(content), JPEG, len(content)


def store_scan(ctx: Context, raw: bytes) -> Stored:
    """A list's scan: an image as `store_photo`, or a PDF kept as it is; at most 10 MB.

    Raises Refused scan_too_big(most MB), InvalidInput pdf_unreadable, and what `store_photo` raises.
    """
    if len(raw) > SCAN_MEGABYTES * MEGABYTE:
        raise Refused("scan_too_big", field="scan", most=SCAN_MEGABYTES)
    if not raw.startswith(b"%PDF"):
        return store_photo(ctx, raw)
    if not re.match(rb"%PDF-\d\.\d", raw) or b"%%EOF" not in raw[-2048:]:
        raise InvalidInput("pdf_unreadable", field="scan")
    return ctx.runtime.files.write(raw), PDF, len(raw)


def store_photos(ctx: Context, raws: Sequence[bytes]) -> list[Stored]:
    """`store_photo` for each, the same picture once. Call it before the first query: nobody then waits for it.

    Raises Refused('too_many_photos', most=10), and what `store_photo` raises.
    """
    if len(raws) > PHOTOS_MAX:
        raise Refused("too_many_photos", field="photos", most=PHOTOS_MAX)
    return list(dict.fromkeys(store_photo(ctx, raw) for raw in raws))


def keep_list(ctx: Context, visit_id: int, stored: Stored) -> StoredFile:
    """The row of a stored scan; a picture the visit already has becomes a list, and is no longer shown as a photo."""
    row = ctx.session.scalar(
        select(StoredFile).where(StoredFile.visit_id == visit_id, StoredFile.sha256 == stored[0])
    )
    if row is None:
        return file_row(ctx, stored, LIST, visit_id=visit_id)
    row.kind = LIST
    return row


def file_row(
    ctx: Context, stored: Stored, kind: str, *,
    problem_id: int | None = None, visit_id: int | None = None, agreement_id: int | None = None,
) -> StoredFile:
    """The row that names a stored file of one problem, one visit or one agreement."""
    sha256, media_type, size = stored
    row = StoredFile(
        sha256=sha256, media_type=media_type, size=size, kind=kind, problem_id=problem_id, visit_id=visit_id,
        agreement_id=agreement_id,
        added_by_id=ctx.signed_in.account_id if ctx.signed_in else None, added_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row


def open_file(ctx: Context, sha256: str) -> tuple[bytes, str]:
    """(content, media type) of a file of a problem, visit or agreement that the actor may see.

    Raises NotFound('file_unknown') for any other, NotFound('file_gone') when the folder has lost it.
    """
    rows = ctx.session.scalars(select(StoredFile).where(StoredFile.sha256 == sha256)).all()
    row = next((row for row in rows if _may_open(ctx, row)), None)
    if row is None or not SHA256.fullmatch(sha256):
        raise NotFound("file_unknown")
    try:
        return ctx.runtime.files.read(sha256), row.media_type
    except FileNotFoundError:
        raise NotFound("file_gone", sha256) from None


def sweep_orphans(ctx: Context) -> int:
    """Remove files without a row that are older than an hour (a write that did not happen), and those of lists that
    were put away: how many.

    The folder must be this database's own: files of another one have no row here.
    """
    named = {sha256 for query in NAMING for sha256 in ctx.session.scalars(query)}
    return remove_old(ctx, (path for path in ctx.runtime.files.paths() if path.name not in named))


def unnamed(ctx: Context, sha256s: Iterable[str]) -> list[str]:
    """Those of `sha256s` that no row names."""
    asked = set(sha256s)
    those = (query.where(query.selected_columns.sha256.in_(asked)) for query in NAMING)
    named = {sha256 for query in those for sha256 in ctx.session.scalars(query)}
    return sorted(asked - named)


def remove_old(ctx: Context, paths: Iterable[Path]) -> int:
    """Unlink files that no row names, but for those of the last hour, whose row may be on its way: how many."""
    oldest = (ctx.now - ORPHAN_AGE).timestamp()
    old = [path for path in paths if path.exists() and path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _may_open(ctx: Context, row: StoredFile) -> bool:
    """A signed list shows other people's names: only those who may attach one may open it."""
    if row.problem_id is not None:
        problem = ctx.session.get_one(Problem, row.problem_id)
        return allows(ctx.actor, Permission.PROBLEM_READ, problem_subject(problem)) or is_second(ctx, problem.id)
    if row.agreement_id is not None:
        agreement = ctx.session.get_one(Agreement, row.agreement_id)
        return allows(ctx.actor, Permission.AGREEMENT_READ, agreement_subject(agreement))
    visit = ctx.session.get_one(Visit, row.visit_id)
    needed = Permission.EVIDENCE_ATTACH if row.kind == LIST else Permission.VISIT_READ
    return allows(ctx.actor, needed, visit_subject(ctx, visit))


def _reencode(raw: bytes) -> bytes:
    try:
        with _decoding, Image.open(io.BytesIO(raw), formats=FORMATS) as image:
            if image.width * image.height > PIXELS_MAX:
                raise Refused("photo_too_many_pixels", field="photos", most=PIXELS_MAX // 1_000_000)
            bare = _on_white(ImageOps.exif_transpose(_shrunk(image)))
            out = io.BytesIO()
            bare.save(out, "JPEG", quality=QUALITY, optimize=True)
            return out.getvalue()
    except Image.DecompressionBombError:
        raise Refused("photo_too_many_pixels", field="photos", most=PIXELS_MAX // 1_000_000) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise InvalidInput("photo_unreadable", field="photos") from None


def _shrunk(image: Image.Image) -> Image.Image:
    """Within the bound. Palette and one-bit pictures would lose thin strokes, so they become RGBA first."""
    if image.mode not in ("RGB", "RGBA", "L", "CMYK"):
        image = image.convert("RGBA")
    image.thumbnail((EDGE_MAX, EDGE_MAX))
    return image


def _on_white(image: Image.Image) -> Image.Image:
    """As RGB; what is transparent becomes white. A new image, so that no metadata travels along."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
    bare = Image.new("RGB", image.size)
    bare.paste(image.convert("RGB"))
    return bare
