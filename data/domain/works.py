"""Rules about projects, agreements and industries that no single field can know.

Records come as plain documents (`data/register`): days are ISO text, parts are lists of dicts.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from data.domain.errors import InvalidInput
from data.domain.register import Decision, Party


def project_faults(document: Mapping[str, Any]) -> Iterator[InvalidInput]:
    """The term runs forward; one target per indicator and year."""
    yield from _backwards(document)
    yield from _twice(document["targets"], ("year", "indicator"))


def agreement_faults(document: Mapping[str, Any]) -> Iterator[InvalidInput]:
    """The term runs forward; one target per indicator."""
    yield from _backwards(document)
    yield from _twice(document["targets"], ("indicator",))


def industry_faults(document: Mapping[str, Any]) -> Iterator[InvalidInput]:
    """A town is named once."""
    places = Counter(row["place_code"] for row in document["flagships"])
    if any(count > 1 for count in places.values()):
        yield InvalidInput("flagship_twice", field="flagships")


def is_passed(latest: Mapping[Party, Decision]) -> bool:
    """All three parties have passed it."""
    return all(latest.get(party) is Decision.PASSED for party in Party)


def _backwards(document: Mapping[str, Any]) -> Iterator[InvalidInput]:
    first, last = document["first_day"], document["last_day"]
    if first and last and last < first:
        yield InvalidInput(
            "span_backwards", field="last_day", first=dt.date.fromisoformat(first), last=dt.date.fromisoformat(last),
        )


def _twice(rows: list[dict], key: tuple[str, ...]) -> Iterator[InvalidInput]:
    counted = Counter(tuple(row[name] for name in key) for row in rows)
    if any(count > 1 for count in counted.values()):
        yield InvalidInput("target_twice", field="targets")
