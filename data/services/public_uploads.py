"""Photos of somebody without an account, in parts: what broke off goes on from where it was."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from data.domain.errors import Conflict, InvalidInput, Refused
from data.domain.public import MEGABYTE, PART_MAX, PHOTO_MAX, UPLOAD_KEPT
from data.models.public import Upload, UploadPart
from data.services.context import Context
from data.services.files import JPEG, PHOTOS_MAX, Stored, unnamed
from data.services.public_limits import WHO_MAX, check_bytes, check_unfinished

TOKEN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")


@dataclass(frozen=True)
class UploadState:
    """`whole`: every byte is here and the picture is stored."""

    name: str
    size: int
    received: int
    whole: bool


def check_token(token: str) -> str:
    """A form's token is a version 4 UUID in small letters. Raises InvalidInput('form_token')."""
    if not TOKEN.fullmatch(token):
        raise InvalidInput("form_token")
    return token


def uploads_of(ctx: Context, token: str) -> tuple[UploadState, ...]:
    """The photos of a form so far, oldest first."""
    rows = ctx.session.scalars(select(Upload).where(Upload.token == check_token(token)).order_by(Upload.id))
    return tuple(_state(row) for row in rows)


def add_part(
    ctx: Context, token: str, name: str, size: int, start: int, content: bytes, client: str,
) -> tuple[UploadState, bytes | None]:
    """Add `content` at `start`; the whole picture's bytes come back with the part that completes it.

    A part that does not begin where the last one ended changes nothing: the state says where to go on.
    Raises InvalidInput form_token, upload_part; Refused photo_too_big, too_many_photos,
    too_many_unfinished, upload_budget.
    """
    if not NAME.fullmatch(name) or size < 1 or not 0 <= len(content) <= PART_MAX:
        raise InvalidInput("upload_part", field="photos")
    row = _row(ctx, check_token(token), name, size, client)
    if row.sha256 is None and start == row.received and row.received < row.size and content:
        if start + len(content) > row.size:
            raise InvalidInput("upload_part", field="photos")
        check_bytes(ctx, row.client, len(content))
        ctx.session.add(UploadPart(upload_id=row.id, start=start, content=content))
        row.received += len(content)
        ctx.session.flush()
    is_complete = row.sha256 is None and row.received == row.size
    return _state(row), _joined(ctx, row) if is_complete else None


def keep_whole(ctx: Context, token: str, name: str, stored: Stored) -> UploadState:
    """The complete picture is re-encoded and stored; its parts can go."""
    row = ctx.session.scalars(
        select(Upload).where(Upload.token == token, Upload.name == name).with_for_update()
    ).one()
    row.sha256, row.stored_size, row.stored_at = stored[0], stored[2], ctx.now
    ctx.session.execute(delete(UploadPart).where(UploadPart.upload_id == row.id))
    return _state(row)


def drop_upload(ctx: Context, token: str, name: str) -> None:
    """Forget a photo: it was taken out again, or cannot be read. The budget keeps what was sent, the row the picture's
    name until `forget_uploads`. Raises InvalidInput form_token, upload_part."""
    if not NAME.fullmatch(name):
        raise InvalidInput("upload_part", field="photos")
    row = ctx.session.scalar(select(Upload).where(Upload.token == check_token(token), Upload.name == name))
    if row is not None:
        ctx.session.execute(delete(UploadPart).where(UploadPart.upload_id == row.id))
        row.token = f"dropped-{row.id}"


def stored_photos(ctx: Context, token: str) -> list[Stored]:
    """The whole photos of a form, the same picture once."""
    rows = ctx.session.scalars(
        select(Upload).where(Upload.token == token, Upload.sha256.is_not(None)).order_by(Upload.id).limit(PHOTOS_MAX)
    )
    return list(dict.fromkeys((str(row.sha256), JPEG, row.stored_size or 0) for row in rows))


def forget_uploads(ctx: Context) -> tuple[int, list[str]]:
    """Uploads older than any form: how many are gone, and the pictures that nothing names since.

    The caller unlinks those once this is committed.
    """
    is_old = Upload.begun_at <= ctx.now - UPLOAD_KEPT
    pictures = set(ctx.session.scalars(select(Upload.sha256).where(is_old, Upload.sha256.is_not(None))))
    ctx.session.execute(delete(UploadPart).where(UploadPart.upload_id.in_(select(Upload.id).where(is_old))))
    gone = ctx.session.execute(delete(Upload).where(is_old)).rowcount
    return gone, unnamed(ctx, pictures)


def _row(ctx: Context, token: str, name: str, size: int, client: str) -> Upload:
    known = ctx.session.scalar(
        select(Upload).where(Upload.token == token, Upload.name == name).with_for_update()
    )
    if known is not None:
        if known.size != size:
            raise Conflict("upload_other", field="photos")
        return known
    if size > PHOTO_MAX:
        raise Refused("photo_too_big", field="photos", most=PHOTO_MAX // MEGABYTE)
    count = ctx.session.scalar(select(func.count()).where(Upload.token == token))
    if (count or 0) >= PHOTOS_MAX:
        raise Refused("too_many_photos", field="photos", most=PHOTOS_MAX)
    check_unfinished(ctx, client)
    row = Upload(token=token, name=name, client=client[:WHO_MAX], size=size, received=0, begun_at=ctx.now)
    ctx.session.add(row)
    ctx.session.flush()
    return row


def _joined(ctx: Context, row: Upload) -> bytes:
    parts = ctx.session.scalars(
        select(UploadPart.content).where(UploadPart.upload_id == row.id).order_by(UploadPart.start)
    )
    return b"".join(parts)


def _state(row: Upload) -> UploadState:
    return UploadState(row.name, row.size, row.received, row.sha256 is not None)
