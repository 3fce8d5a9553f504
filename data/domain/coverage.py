"""What it means to cover a county: kinds of work, how near is near enough, how many days somebody has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

# One field is one kind of work in one industry: cattle disease, orchard water.
REACH_MINUTES = 120
# For whoever names no limit: two days a week beside their own work.
DAYS_A_MONTH = 8
# One person may stand for half of a field in a place; the rest is firm only if somebody else could come.
MOST_OF_ONE = 0.5
WATCHED_DAYS = 365


class Work(StrEnum):
    """Kinds of problem that the same training serves."""

    DISEASE = "disease"
    PESTS = "pests"
    SOIL = "soil"
    GROWING = "growing"
    FEEDING = "feeding"
    MACHINES = "machines"
    BUSINESS = "business"


TYPES_OF = {
    Work.PESTS: ("P01", "P02", "P03"),
    Work.SOIL: ("P04", "P05"),
    Work.GROWING: ("P06", "P07", "P08", "P09", "P10"),
    Work.DISEASE: ("P11", "P12"),
    Work.FEEDING: ("P13", "P14", "P15", "P16"),
    Work.MACHINES: ("P17",),
    Work.BUSINESS: ("P18", "P19", "P20", "P21", "P22", "P24"),
}
WORK_OF = {code: work for work, codes in TYPES_OF.items() for code in codes}


class Trade(StrEnum):
    """Whom a county recruits: what one training makes somebody able to do."""

    VET = "vet"                # disease of all animals
    AGRONOMIST = "agronomist"  # pests, soil and growing, of one industry
    KEEPER = "keeper"          # feeding and breeding of all animals
    MECHANIC = "mechanic"
    ADVISER = "adviser"        # processing, brands, markets, cooperatives: all industries


WORKS_OF = {
    Trade.VET: (Work.DISEASE,), Trade.AGRONOMIST: (Work.PESTS, Work.SOIL, Work.GROWING), Trade.KEEPER: (Work.FEEDING,),
    Trade.MECHANIC: (Work.MACHINES,), Trade.ADVISER: (Work.BUSINESS,),
}
TRADE_OF = {work: trade for trade, works in WORKS_OF.items() for work in works}


def trade_of(field: str) -> tuple[Trade, str | None]:
    """The trade that serves a field, and its industry where the trade has one."""
    industry, work = parts_of(field)
    trade = TRADE_OF[work]
    return trade, industry if trade is Trade.AGRONOMIST else None


def fields_of_trade(trade: Trade, industry: str | None, fields: Iterable[str]) -> frozenset[str]:
    """Of the county's fields, those that somebody of the trade is able to serve."""
    return frozenset(field for field in fields if trade_of(field) == (trade, industry))


def field_of(industry: str, work: Work) -> str:
    return f"{industry}/{work.value}"


def parts_of(field: str) -> tuple[str, Work]:
    """(industry, kind of work) of a field."""
    industry, _, work = field.rpartition("/")
    return industry, Work(work)


def fields_known(industries: Iterable[str], problem_types: Iterable[str], *, is_vet: bool) -> frozenset[str]:
    """What somebody is qualified for by their record: every kind of work they declare, in every industry of theirs.
    Animal disease takes a licensed veterinarian."""
    works = {WORK_OF[code] for code in problem_types if code in WORK_OF}
    if not is_vet:
        works.discard(Work.DISEASE)
    return frozenset(field_of(industry, work) for industry in industries for work in works)


def free_days(limit: int | None, away: Iterable[tuple[dt.date, dt.date]], year: int) -> dict[int, float]:
    """Month 1-12 -> days somebody has in it: the limit, less the share of the month they are away."""
    spans = list(away)
    monthly = DAYS_A_MONTH if limit is None else limit
    found = {}
    for month in range(1, 13):
        first = dt.date(year, month, 1)
        days = [first + dt.timedelta(days=n) for n in range((_next_month(first) - first).days)]
        there = sum(not any(start <= day <= end for start, end in spans) for day in days)
        found[month] = monthly * there / len(days)
    return found


def _next_month(first: dt.date) -> dt.date:
    return dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
