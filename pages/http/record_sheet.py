"""服务记录: an issued record to print, with its code and the address at which anybody can check it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from data.domain.service_record import read_code
from data.queries.county import CountyHere, county_here
from data.queries.service_records import Issued, issued_record
from data.services.context import Context
from pages.http.look import sheet
from pages.shared import record_words
from pages.shared.formats import full_moment


@dataclass(frozen=True)
class Sheet:
    """Plain words throughout: the template escapes them. `address` of the page that checks it."""

    issued: Issued
    county: CountyHere
    days: str
    moment: str
    address: str
    numbers: list[tuple[str, str]]
    definitions: list[tuple[str, str]]
    corrected: list[str]
    headings: list[str]
    rows: list[list[record_words.Cell]]


async def show(request: Request) -> Response:
    address = str(request.url.replace(path="/public/record", query=""))
    return await sheet(request, "record.html", lambda ctx: _read(ctx, request.path_params["code"], address))


def _read(ctx: Context, code: str, address: str) -> Sheet:
    """Raises NotAllowed, NotFound('record_unknown')."""
    issued = issued_record(ctx, read_code(code) or "")
    found = issued.record
    return Sheet(
        issued, county_here(ctx), record_words.days(found), full_moment(issued.at), address,
        record_words.figures(found.figures), record_words.definitions(), record_words.corrected_words(issued.corrected),
        record_words.headings(), record_words.rows(found),
    )
