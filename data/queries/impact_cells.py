"""The same as `impact_counted.by_rows`, out of the cells kept beside the visits: as fast for a million as for ten.

It serves whole months of a county or a town, places as they are now: what the screens ask. For any other days, a
village, or places as they were, the rows are counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from pyroaring import BitMap
from sqlalchemy import ColumnElement, or_, select

from data.domain.places import COUNTY, TOWN
from data.models.reach_cell import ReachCell
from data.queries.impact_counted import Counted
from data.queries.impact_people import Evidence, MonthPoint, People
from data.queries.impact_projects import ProjectCount
from data.queries.impact_scope import NO_PROJECT, ImpactScope, PlacesAs
from data.queries.scope import below
from data.reach.cells import (
    ANY_INDUSTRY,
    ANY_PROJECT,
    NONE_SAID,
    NONE_SERVED,
    NUMBERS,
    SETS,
    Cell,
    experts_in,
    united,
)
from data.reach.identities import Identities, interval
from data.reach.interval import Interval
from data.reach.periods import SINCE, month_end, months
from data.services.context import Context


def fits(ctx: Context, scope: ImpactScope) -> bool:
    """Whole months of a county or town as they are now, of everybody; the running month is whole, for nothing lies
    ahead of today."""
    ends_whole = scope.last_day == month_end(scope.last_day) or scope.last_day >= ctx.today
    is_now = scope.places_as is PlacesAs.NOW and len(scope.place) <= TOWN
    return is_now and ends_whole and scope.first_day.day == 1 and scope.expert_id is None


def by_cells(ctx: Context, scope: ImpactScope, pairs: Identities) -> Counted:
    """The scope `fits` and has been checked."""
    reader = CellReader(ctx, scope, pairs)
    own = reader.own_months()
    within = {span: cell for span, cell in own.items() if span >= _span(scope.first_day)}
    before = united(cell for span, cell in own.items() if span < _span(scope.first_day))
    total = united(within.values())
    return Counted(
        people=reader.people(total),
        newly=reader.at_least(before.reached | total.reached) - reader.at_least(before.reached),
        households=len(total.households),
        named=total.contacts,
        unnamed=total.heads,
        training=total.training,
        visits=total.visits,
        service_days=sum(len(cell.expert_days) for cell in within.values()),
        months=reader.cumulative(within),
        towns=reader.towns(),
        reported=reader.reported(),
        villages=len(total.villages),
        projects=reader.projects(),
        experts=experts_in(total),
        industries=reader.industries(),
    )


def reached_by_any(
    ctx: Context, scope: ImpactScope, pairs: Identities, *, towns: Sequence[str] = (), projects: Sequence[int] = (),
    industries: Sequence[str] = (),
) -> Interval:
    """Distinct people of all these towns × projects × industries together in the scope's period; () means any.

    The scope `fits`, is not narrowed itself, and has been checked.
    """
    reader = CellReader(ctx, scope, pairs)
    found = reader.cells(
        ReachCell.span, ReachCell.place_code.in_(towns or [scope.place]),
        ReachCell.project_id.in_(projects or [ANY_PROJECT]), ReachCell.industry.in_(industries or [ANY_INDUSTRY]),
        reader.in_period(), sets=("reached",),
    )
    return Interval(*reader.bounds(BitMap.union(*(cell.reached for _span, cell in found)) if found else BitMap()))


class CellReader:
    """The cells of one scope. `doubt`: the people of undecided pairs."""

    def __init__(self, ctx: Context, scope: ImpactScope, pairs: Identities):
        self.session, self.scope, self.pairs = ctx.session, scope, pairs
        self.doubt = BitMap(pairs.records)
        self.project = {None: ANY_PROJECT, NO_PROJECT: NONE_SERVED}.get(scope.project_id, scope.project_id)
        self.industry = scope.industry or ANY_INDUSTRY
        self.at_project = ReachCell.project_id == self.project
        self.at_industry = ReachCell.industry == self.industry

    def cells(self, column, *conditions: ColumnElement[bool], sets: Sequence[str] = SETS) -> list[tuple]:
        """(value of `column`, cell) for each cell that meets the conditions; other sets than `sets` stay empty."""
        wanted = [ReachCell.__table__.c[name] for name in (*NUMBERS, *sets)]
        rows = self.session.execute(
            select(column, *wanted).where(ReachCell.county_code == self.scope.county, *conditions)
        )
        count = 1 + len(NUMBERS)
        return [
            (row[0], Cell(*row[1:count], **{
                name: BitMap.deserialize(blob) for name, blob in zip(sets, row[count:], strict=True)
            }))
            for row in rows
        ]

    def bitmap(self, blob: bytes) -> BitMap:
        return BitMap.deserialize(blob)

    def own_months(self) -> dict[int, Cell]:
        """Month -> cell of the scope itself, from the beginning of the records to the period's last month."""
        until = ReachCell.span.between(_span(SINCE), _span(self.scope.last_day))
        return dict(self.cells(
            ReachCell.span, ReachCell.place_code == self.scope.place, self.at_project, self.at_industry, until,
        ))

    def in_period(self) -> ColumnElement[bool]:
        """Whole years where the period has them, months before and after."""
        spans = _spans(self.scope.first_day, self.scope.last_day)
        return or_(*(ReachCell.span.between(first, last) for first, last in spans))

    def at_least(self, people: BitMap) -> int:
        return len(people) - self.undecided(people)

    def undecided(self, people: BitMap) -> int:
        return self.pairs.undecided(set(people & self.doubt))

    def bounds(self, people: BitMap) -> tuple[int, int]:
        return self.at_least(people), len(people)

    def interval(self, cell: Cell) -> Interval:
        return interval(len(cell.reached), self.undecided(cell.reached), cell.heads)

    def people(self, cell: Cell) -> People:
        proven = self.at_least(cell.reached)
        listed = min(self.at_least(cell.listed), proven)
        logged_only = max(self.at_least(cell.named) - proven, 0)
        undecided = len(cell.reached) - proven
        return People(
            Interval(proven, len(cell.reached) + cell.heads),
            Evidence(listed, proven - listed, logged_only, cell.heads), undecided,
        )

    def cumulative(self, within: dict[int, Cell]) -> list[MonthPoint]:
        """As `impact_people.cumulative`."""
        first = self.scope.first_day
        if first <= SINCE:
            first = min((_month(span) for span in within), default=self.scope.last_day)
        so_far, points = Cell(), []
        for month in months(first, self.scope.last_day):
            here = within.get(_span(month), Cell())
            so_far.reached |= here.reached
            so_far.heads += here.heads
            points.append(MonthPoint(month, self.interval(so_far), here.contacts + here.heads))
        return points

    def towns(self) -> dict[str | None, Interval]:
        """Town -> people; what lies in no town stands under the county, as among the rows."""
        place, here = ReachCell.place_code, self.scope.place
        in_towns = below(place, here) & (place != here) if len(here) == COUNTY else place == here
        found = _grouped(self.cells(
            place, in_towns, self.at_project, self.at_industry, self.in_period(), sets=("reached",),
        ))
        return {town: self.interval(cell) for town, cell in found.items() if cell.reached or cell.heads}

    def reported(self) -> set[str]:
        """Towns with a visit at any time, for any project, in any industry."""
        anything = ReachCell.project_id == ANY_PROJECT, ReachCell.industry == ANY_INDUSTRY
        county, years = self.scope.county, ReachCell.span < _span(SINCE)
        in_towns = ReachCell.place_code != county
        found = select(ReachCell.place_code).distinct().where(ReachCell.county_code == county, in_towns)
        return set(self.session.scalars(found.where(*anything, years)))

    def projects(self) -> dict[int | None, ProjectCount]:
        """As `impact_projects.project_counts`."""
        others = ReachCell.project_id != ANY_PROJECT if self.scope.project_id is None else self.at_project
        found = _grouped(self.cells(
            ReachCell.project_id, ReachCell.place_code == self.scope.place, others, self.at_industry,
            self.in_period(), sets=("reached",),
        ))
        several = _in_several(cell.reached for cell in found.values())
        return {
            None if project == NONE_SERVED else project: ProjectCount(
                self.interval(cell), len(cell.reached & several), cell.contacts + cell.heads, cell.visits,
            )
            for project, cell in found.items()
        }

    def industries(self) -> set[str]:
        """Those with a visit; of a narrowed scope, its own."""
        said = ReachCell.industry.not_in((ANY_INDUSTRY, NONE_SAID))
        found = self.cells(
            ReachCell.industry, ReachCell.place_code == self.scope.place, self.at_project, self.in_period(),
            said if self.scope.industry is None else self.at_industry, sets=(),
        )
        return {industry for industry, _cell in found}


def _grouped(cells: Iterable[tuple]) -> dict:
    found: dict = {}
    for key, cell in cells:
        found.setdefault(key, Cell()).unite(cell)
    return found


def _in_several(sets: Iterable[BitMap]) -> BitMap:
    """Who is in more than one of the sets."""
    seen, several = BitMap(), BitMap()
    for one in sets:
        several |= seen & one
        seen |= one
    return several


def _spans(first: dt.date, last: dt.date) -> list[tuple[int, int]]:
    """Ranges of spans that cover whole months exactly once: years in the middle, months at the ends."""
    if first.year == last.year:
        return [(_span(first), _span(last))]
    begins = first.year if first.month == 1 else first.year + 1
    head = [(_span(first), first.year * 100 + 12)] if first.month > 1 else []
    years = [(begins, last.year - 1)] if begins < last.year else []
    return [*head, *years, (last.year * 100 + 1, _span(last))]


def _span(day: dt.date) -> int:
    return day.year * 100 + day.month


def _month(span: int) -> dt.date:
    return dt.date(span // 100, span % 100, 1)
