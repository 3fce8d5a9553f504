"""Small forms of the light pages: read without trust, never more than a few kilobytes."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST = 8 * 1024
MOST_FIELDS = 20


async def read_form(request: Request) -> dict[str, str]:
    """The fields of an urlencoded body; the last of equal names counts. Raises 413 or 400."""
    body = await read_body(request, LARGEST)
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as error:
        raise HTTPException(400) from error


async def read_body(request: Request, largest: int) -> bytes:
    """The whole body, given up as soon as it is larger than `largest` bytes (413)."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            raise HTTPException(413)
    return body
