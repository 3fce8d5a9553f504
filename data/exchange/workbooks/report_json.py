"""A report as the plain data that leaves the process: the form of docs/import-files.md."""

from __future__ import annotations

from typing import Any

from data.domain.errors import AppError
from data.exchange.workbooks.checking import Report, Waiting
from data.exchange.workbooks.rows import Rejection, Row
from data.exchange.workbooks.sheets import PREFIX, RowFault
from data.i18n.errors import sentence

VALUE_IN_SENTENCE, VALUE_LONGEST = 40, 1000

Json = dict[str, Any]


def report_json(report: Report, lang: str) -> Json:
    return {
        "read": report.read,
        "accepted": len(report.accepted),
        "rejected": [rejection_json(rejection, lang) for rejection in report.rejections],
        "waiting": len(report.waiting),
        "columns": report.columns,
        "rows": [row_json(row) for row in report.accepted],
        "waiting_rows": [waiting_json(waiting, lang) for waiting in report.waiting],
        "skipped": [{"sheet": sheet, "code": str(why)} for sheet, why in report.skipped],
    }


def refused_json(error: AppError, lang: str) -> Json:
    return {"refused": error.code.removeprefix(PREFIX), "message": sentence(error, lang)}


def row_json(row: Row) -> Json:
    return {"sheet": row.sheet, "row": row.row, "values": row.values, "others": row.others}


def rejection_json(rejection: Rejection, lang: str) -> Json:
    return {
        "sheet": rejection.sheet,
        "row": rejection.row,
        "column": rejection.column,
        "value": short(rejection.value, VALUE_LONGEST),
        "code": rejection.fault.value,
        "message": rejection_sentence(rejection, lang),
    }


def full_report_json(report: Report, lang: str) -> Json:
    """The report with, for each fault, what its sentence is made of (`about`): for whoever says it again, in another
    language."""
    answer = report_json(report, lang)
    for entry, rejection in zip(answer["rejected"], report.rejections, strict=True):
        entry["about"] = {"sentence": sentence_of(rejection), **rejection.about}
    return answer


def rejection_sentence(rejection: Rejection, lang: str) -> str:
    value = short(rejection.value, VALUE_IN_SENTENCE)
    error = AppError(
        f"workbook_row_{sentence_of(rejection)}", column=rejection.column, value=value, **rejection.about,
    )
    return sentence(error, lang)


def sentence_of(rejection: Rejection) -> str:
    """Which sentence says it: a place missing in both columns, or one like a place there is, has its own."""
    if rejection.about.get("close"):
        return "unknown_place_close"
    if rejection.fault is RowFault.MISSING_REQUIRED and rejection.about.get("is_place"):
        return "missing_place"
    return rejection.fault.value


def short(value: str, longest: int) -> str:
    return value if len(value) <= longest else value[:longest] + "…"


def waiting_json(waiting: Waiting, lang: str) -> Json:
    like = waiting.like
    return {
        **row_json(waiting.row),
        "column": waiting.column,
        "like": {"sheet": like.sheet, "row": like.row},
        "message": like_sentence(waiting, lang),
    }


def like_sentence(waiting: Waiting, lang: str) -> str:
    like = waiting.like
    return sentence(AppError("workbook_row_like_earlier", sheet=like.sheet, row=like.row), lang)
