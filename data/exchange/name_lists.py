"""The names of a signed list out of a table: lines as they stand, and what could not be read of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.domain.name_list import WrittenLine
from data.exchange.workbooks.isolated import check_content
from data.exchange.workbooks.report_json import Json


@dataclass(frozen=True)
class ReadList:
    """`faults`: (line of the table, sentence). `refusal`: why nothing could be read at all, '' when something was."""

    lines: tuple[WrittenLine, ...]
    faults: tuple[tuple[int, str], ...]
    refusal: str = ""


def read_name_table(name: str, content: bytes, county: str, today: dt.date, lang: str) -> ReadList:
    """A table of any kind the desk reads (Excel, CSV), in a process with limits. `number` is the line of the table."""
    report: Json = check_content(name, content, "signed_list", county, lang=lang, today=today)
    if "refused" in report:
        return ReadList((), (), report["message"])
    lines = tuple(_line(row) for row in report["rows"])
    return ReadList(lines, tuple((fault["row"], fault["message"]) for fault in report["rejected"]))


def _line(row: Json) -> WrittenLine:
    values = row["values"]
    place = "".join(values.get(column, "") for column in ("town", "village"))
    return WrittenLine(row["row"], values["name"], values.get("phone", ""), place)
