"""How a period differs from the one of the same length before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.queries.impact_cells import CellReader
from data.queries.impact_compare import reader_of, town_names
from data.queries.impact_scope import ImpactScope
from data.reach.cells import Cell, united
from data.services.context import Context

PERCENT_FROM = 20  # a share of fewer than that says nothing


@dataclass(frozen=True)
class Change:
    """A figure in this period and in the one before, of the same number of months; people as at least."""

    code: str
    now: int
    before: int

    @property
    def share(self) -> float | None:
        """Difference ÷ the figure before; None where that is too small to divide by."""
        return (self.now - self.before) / self.before if self.before >= PERCENT_FROM else None


@dataclass(frozen=True)
class Changes:
    """`first_day`, `last_day`: of the period before. `came`, `gone`: towns reached in one period and not in the other.
    `is_running`: the later period is not over."""

    first_day: dt.date
    last_day: dt.date
    is_running: bool
    figures: tuple[Change, ...]
    came: tuple[str, ...]
    gone: tuple[str, ...]


def changes(ctx: Context, scope: ImpactScope) -> Changes:
    """This period beside the same number of months before it; the running month counts as it stands today."""
    months = (scope.last_day.year - scope.first_day.year) * 12 + scope.last_day.month - scope.first_day.month + 1
    first, last = _months_back(scope.first_day, months), scope.first_day - dt.timedelta(days=1)
    before = replace(scope, first_day=first, last_day=last)
    readers = reader_of(ctx, scope), reader_of(ctx, before)
    cells = [united(_own(reader, one).values()) for reader, one in zip(readers, (scope, before), strict=True)]
    towns = [{town for town, people in reader.towns().items() if people.low} for reader in readers]
    names = town_names(ctx, scope, towns[0] | towns[1])
    return Changes(
        first, last, scope.last_day >= ctx.today, tuple(_figures(readers, cells)),
        tuple(names[town] for town in sorted(towns[0] - towns[1]) if town in names),
        tuple(names[town] for town in sorted(towns[1] - towns[0]) if town in names),
    )


def _figures(readers: Sequence[CellReader], cells: Sequence[Cell]) -> list[Change]:
    (now, before), (a, b) = cells, readers
    return [
        Change("people", a.at_least(now.reached), b.at_least(before.reached)),
        Change("contacts", now.contacts + now.heads, before.contacts + before.heads),
        Change("training_contacts", now.training, before.training),
        Change("households", len(now.households), len(before.households)),
        Change("villages", len(now.villages), len(before.villages)),
    ]


def _own(reader: CellReader, scope: ImpactScope) -> dict[int, Cell]:
    begins = scope.first_day.year * 100 + scope.first_day.month
    return {span: cell for span, cell in reader.own_months().items() if span >= begins}


def _months_back(day: dt.date, count: int) -> dt.date:
    index = day.year * 12 + day.month - 1 - count
    return dt.date(index // 12, index % 12 + 1, 1)
