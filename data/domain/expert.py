"""Rules about experts: seasons of the year, postings that exclude each other, who is in a team.

Records come as plain documents (`data/register`): days are ISO strings, parts are lists of dicts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from data.domain.errors import InvalidInput
from data.domain.register import ExpertKind

LEAP_DAY = "02-29"
FOREVER = "9999-12-31"


def season_days(first: str, last: str, year: int) -> list[tuple[dt.date, dt.date]]:
    """A yearly season ("MM-DD" to "MM-DD", both included) as days of `year` and its neighbours.

    A season whose end comes before its beginning runs over New Year; 29 February is the 28th where there is none.
    """
    return [
        (_in_year(first, start), _in_year(last, start if first <= last else start + 1))
        for start in (year - 1, year, year + 1)
    ]


def is_away(absences: list[tuple[dt.date, dt.date]], seasons: list[tuple[str, str]], day: dt.date) -> bool:
    """On a day off, or within a season without time."""
    spans = absences + [span for first, last in seasons for span in season_days(first, last, day.year)]
    return any(first <= day <= last for first, last in spans)


def expert_faults(document: Mapping[str, Any]) -> Iterator[InvalidInput]:
    """What no single field can know: spans the right way round, one posting of a group at a time, teams led."""
    for part in ("absences", "postings"):
        yield from _backward_spans(document, part)
    yield from _posting_clashes(document["postings"])
    if document["kind"] == ExpertKind.TEAM:
        yield from _team_faults(document)


def _in_year(month_day: str, year: int) -> dt.date:
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return dt.date.fromisoformat(f"{year}-{'02-28' if month_day == LEAP_DAY and not is_leap else month_day}")


def _backward_spans(document: Mapping[str, Any], part: str) -> Iterator[InvalidInput]:
    for row in document[part]:
        if row["last_day"] and row["last_day"] < row["first_day"]:
            yield _backwards(part, row["first_day"], row["last_day"])


def _posting_clashes(postings: list[dict]) -> Iterator[InvalidInput]:
    """Two postings of one group must not share a day. ISO days compare as text."""
    for one, other in combinations(postings, 2):
        same_group = one["exclusive_group"] and one["exclusive_group"] == other["exclusive_group"]
        if same_group and _overlap(one, other):
            yield InvalidInput(
                "posting_clash", field="postings", group=one["exclusive_group"],
                one=dt.date.fromisoformat(one["first_day"]), other=dt.date.fromisoformat(other["first_day"]),
            )


def _overlap(one: dict, other: dict) -> bool:
    return one["first_day"] <= (other["last_day"] or FOREVER) and other["first_day"] <= (one["last_day"] or FOREVER)


def _team_faults(document: Mapping[str, Any]) -> Iterator[InvalidInput]:
    if document["leader_id"] is None:
        yield InvalidInput("leader_missing", field="leader_id")
    if document["term_first"] and document["term_last"] and document["term_last"] < document["term_first"]:
        yield _backwards("term_last", document["term_first"], document["term_last"])


def _backwards(field: str, first: str, last: str) -> InvalidInput:
    return InvalidInput(
        "span_backwards", field=field, first=dt.date.fromisoformat(first), last=dt.date.fromisoformat(last),
    )
