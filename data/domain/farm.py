"""Rules about served units: who is a member of what, what was grown in a year, what a badge says.

Records come as plain documents (`data/register`): parts are lists of dicts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from data.domain.credit_code import is_credit_code
from data.domain.errors import InvalidInput
from data.domain.places import VILLAGE
from data.domain.register import FarmKind

HOUSEHOLDS = frozenset({FarmKind.HOUSEHOLD.value, FarmKind.FAMILY_FARM.value})
ORGANISATIONS = frozenset(kind.value for kind in FarmKind) - {FarmKind.HOUSEHOLD.value}


def farm_faults(document: Mapping[str, Any]) -> Iterator[InvalidInput]:
    """What no single field can know."""
    if document["credit_code"] and not is_credit_code(document["credit_code"]):
        yield InvalidInput("credit_code_wrong", field="credit_code", value=document["credit_code"])
    if document["place_code"] and len(document["place_code"]) < VILLAGE and document["kind"] in HOUSEHOLDS:
        yield InvalidInput("village_missing", field="place_code")
    if document["demo_year"] and not document["demo_level"]:
        yield InvalidInput("demo_level_missing", field="demo_level")
    yield from _year_faults(document["years"])


def _year_faults(years: list[dict]) -> Iterator[InvalidInput]:
    """One line per year and industry, each with an area or a head count."""
    twice = [pair for pair, count in Counter((row["year"], row["industry"]) for row in years).items() if count > 1]
    for year, _industry in twice:
        yield InvalidInput("farm_year_twice", field="years", year=str(year))
    for row in years:
        if row["area_mu"] is None and row["heads"] is None:
            yield InvalidInput("farm_year_empty", field="years", year=str(row["year"]))
