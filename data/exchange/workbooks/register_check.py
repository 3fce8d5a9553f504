"""Accepted rows that may mean a record of the register wait for a person. Simple keys, as within a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from data.domain.errors import AppError
from data.exchange.workbooks.duplicates import Key, differ, who
from data.exchange.workbooks.kinds import KINDS
from data.exchange.workbooks.report_json import Json
from data.i18n.errors import sentence
from data.queries.register_keys import RegisterKey


def compare_with_register(report: Json, kind: str, known: Iterable[RegisterKey], lang: str) -> Json:
    """The report with such rows moved from `rows` to `waiting_rows`; `like` is then the record's {"id", "name"}."""
    records: dict[Key, RegisterKey] = {}
    for record in known:
        for key in keys_of(kind, values_of(record)):
            records.setdefault(key, record)
    alike: dict[bool, list[Json]] = defaultdict(list)
    for row in report["rows"]:
        known_as = like(kind, row["values"], records)
        alike[known_as is not None].append(waiting(row, known_as, report, lang) if known_as else row)
    return report | {
        "accepted": len(alike[False]),
        "waiting": report["waiting"] + len(alike[True]),
        "rows": alike[False],
        "waiting_rows": report["waiting_rows"] + alike[True],
    }


def like(kind: str, values: Json, records: dict[Key, RegisterKey]) -> RegisterKey | None:
    found = ((key, records[key]) for key in keys_of(kind, values) if key in records)
    return next((record for key, record in found if not differ(key, values_of(record), values)), None)


def values_of(record: RegisterKey) -> Json:
    """The record as if it were a row of the list."""
    values = {
        "name": record.name, "phone": record.phone, "village_code": record.place_code,
        "credit_code": record.credit_code, "id_hash": record.id_hash,
    }
    return {name: value for name, value in values.items() if value}


def keys_of(kind: str, values: Json) -> list[Key]:
    """None for visits and problems, which name nobody of their own."""
    if "name" not in values:
        return []
    return list(who(KINDS[kind], values))


def waiting(row: Json, record: RegisterKey, report: Json, lang: str) -> Json:
    heading = next((heading for heading, field in report["columns"].items() if field == "name"), "")
    return {
        **row,
        "column": heading,
        "like": {"id": record.id, "name": record.name},
        "message": sentence(AppError("workbook_row_like_register", name=record.name), lang),
    }
