"""Small forms of the light pages: read without trust, never more than their fields can hold."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

from data.domain.branches import FACT_CODES, FACT_MAX
from data.domain.errors import InvalidInput, Refused
from data.domain.text import WORDS_MAX

ENCODED = 9  # bytes of one Chinese character, urlencoded
LARGEST = ENCODED * (WORDS_MAX + FACT_MAX * len(FACT_CODES) + 1000)  # words, every fact, and the short fields
MOST_FIELDS = len(FACT_CODES) + 20


async def read_form(request: Request) -> dict[str, str]:
    """The fields of an urlencoded body; the last of equal names counts.

    Raises Refused('form_too_long'), InvalidInput('form_broken').
    """
    body = await read_body(request, LARGEST)
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as error:
        raise InvalidInput("form_broken") from error


async def read_body(request: Request, largest: int) -> bytes:
    """The whole body, given up as soon as it is larger than `largest` bytes: Refused('form_too_long')."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            raise Refused("form_too_long", most=largest // 1024)
    return body
