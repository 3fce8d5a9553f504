"""Projects side by side, who is reached by several, which town is served in what.

Everything out of the cells (`impact_cells`); the scope is a county or a town in whole months.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import func, select

from data.domain.register import Indicator
from data.models.place import Place
from data.models.project import Project, ProjectFund, ProjectTarget
from data.models.reach_cell import ReachCell
from data.models.taxonomy import Industry
from data.queries.impact_cells import CellReader
from data.queries.impact_people import identities
from data.queries.impact_places import short_name
from data.queries.impact_scope import ImpactScope, check_scope
from data.queries.scope import below
from data.reach.cells import ANY_INDUSTRY, ANY_PROJECT, Cell
from data.reach.interval import Interval
from data.rollup.follow import catch_up
from data.services.context import Context

ODD_SHARE = 3  # a target passed three times over, or not begun, is asked about


@dataclass(frozen=True)
class ProjectCompared:
    """One project in the calendar year up to the scope's last day. `target`: people, None when none is set; `yuan`:
    the year's funds, None when none are known. `shared`: of its people, those another project reached too."""

    project_id: int
    name: str
    industry: str
    people: Interval
    contacts: int
    visits: int
    shared: int
    target: int | None
    yuan: int | None

    @property
    def share(self) -> float | None:
        """People reached ÷ target; None without a target, and for a target of 0."""
        return self.people.low / self.target if self.target else None

    @property
    def is_odd(self) -> bool:
        """Nobody reached yet, or the target passed so often that it says little."""
        return self.share is not None and (self.share == 0 or self.share > ODD_SHARE)

    @property
    def yuan_per_person(self) -> float | None:
        return self.yuan / self.people.low if self.yuan and self.people.low else None


@dataclass(frozen=True)
class ProjectsOfYear:
    """The projects of one calendar year, by industry and name."""

    year: int
    rows: tuple[ProjectCompared, ...]


class Named(NamedTuple):
    """`code` narrows figures to it: a project's id, a town, an industry."""

    code: str
    name: str


@dataclass(frozen=True)
class Overlap:
    """`counts[i][j]`: records reached by both; on the diagonal, by the project itself. An undecided pair is two."""

    projects: tuple[Named, ...]
    counts: tuple[tuple[int, ...], ...]

    def pairs(self) -> list[tuple[Named, Named, int]]:
        """Each two projects that have people in common, those with most first."""
        found = [
            (one, other, self.counts[i][j])
            for i, one in enumerate(self.projects) for j, other in enumerate(self.projects[:i]) if self.counts[i][j]
        ]
        return sorted(found, key=lambda pair: -pair[2])


@dataclass(frozen=True)
class Matrix:
    """People reached (at least) in each industry (row) and town (column); 0 where nobody was."""

    industries: tuple[Named, ...]
    towns: tuple[Named, ...]
    people: tuple[tuple[int, ...], ...]

    def first_of_towns(self) -> list[tuple[Named, Named, int]]:
        """(town, industry, people): what most people of each town were reached in; the upper row of equals."""
        found = []
        for town, column in zip(self.towns, zip(*self.people, strict=True), strict=True):
            people = max(column)
            if people:
                found.append((town, self.industries[column.index(people)], people))
        return found

    def fields(self) -> list[tuple[Named, Named, int]]:
        """(town, industry, people) wherever somebody was reached, most people first."""
        found = [
            (town, industry, people)
            for industry, row in zip(self.industries, self.people, strict=True)
            for town, people in zip(self.towns, row, strict=True) if people
        ]
        return sorted(found, key=lambda field: -field[2])


def projects_compared(ctx: Context, scope: ImpactScope) -> ProjectsOfYear:
    """The county's projects that were served or promised something in the calendar year of the scope's last day."""
    year = replace(scope, first_day=scope.last_day.replace(month=1, day=1))
    reader = reader_of(ctx, year)
    counts = reader.projects()
    targets = _of_year(ctx, ProjectTarget.value, ProjectTarget, year, ProjectTarget.indicator == Indicator.PEOPLE)
    funds = _of_year(ctx, ProjectFund.amount_yuan, ProjectFund, year)
    names = industry_names(ctx, scope)
    projects = ctx.session.execute(
        select(Project.id, Project.name, Project.industries).where(Project.county_code == scope.county)
    )
    rows = []
    for id_, name, industries in projects:
        count = counts.get(id_)
        if count is None and id_ not in targets:
            continue
        industry = names.get(industries[0], "") if industries else ""
        people = count.people if count else Interval(0, 0)
        rows.append(ProjectCompared(
            id_, name, industry, people, count.contacts if count else 0, count.visits if count else 0,
            count.shared if count else 0, targets.get(id_), funds.get(id_),
        ))
    return ProjectsOfYear(scope.last_day.year, tuple(sorted(rows, key=lambda row: (row.industry, row.name))))


def overlap(ctx: Context, scope: ImpactScope, most: int = 12) -> Overlap:
    """How many people each two projects have in common in the period; the `most` with most people, by name."""
    reader = reader_of(ctx, scope)
    found: dict[int, Cell] = {}
    for project, cell in reader.cells(
        ReachCell.project_id, ReachCell.place_code == scope.place, ReachCell.project_id > ANY_PROJECT,
        reader.at_industry, reader.in_period(), sets=("reached",),
    ):
        found.setdefault(project, Cell()).unite(cell)
    names = dict(ctx.session.execute(select(Project.id, Project.name).where(Project.id.in_(found))).all())
    largest = sorted(found, key=lambda id_: (-len(found[id_].reached), names[id_]))[:most]
    chosen = sorted(largest, key=names.get)  # type: ignore[arg-type]
    counts = tuple(tuple(len(found[a].reached & found[b].reached) for b in chosen) for a in chosen)
    return Overlap(tuple(Named(str(id_), names[id_]) for id_ in chosen), counts)


def industry_by_town(ctx: Context, scope: ImpactScope) -> Matrix:
    """What each town is served in. A person may stand in several fields."""
    reader = reader_of(ctx, scope)
    cells: dict[tuple[str, str], Cell] = {}
    place = ReachCell.place_code
    for town, industry, cell in _by_two(reader, place, ReachCell.industry, in_towns(scope),
                                        ReachCell.industry != ANY_INDUSTRY, reader.at_project):
        cells.setdefault((industry, town), Cell()).unite(cell)
    industries, towns = industry_names(ctx, scope), town_names(ctx, scope, {town for _industry, town in cells})
    rows = [code for code in industries if any((code, town) in cells for town in towns)]
    people = tuple(
        tuple(reader.at_least(cells[code, town].reached) if (code, town) in cells else 0 for town in towns)
        for code in rows
    )
    return Matrix(tuple(Named(code, industries[code]) for code in rows), tuple(map(Named._make, towns.items())), people)


def reader_of(ctx: Context, scope: ImpactScope) -> CellReader:
    check_scope(ctx, scope)
    catch_up(ctx.session)
    return CellReader(ctx, scope, identities(ctx, scope.county))


def _by_two(reader: CellReader, first, second, *conditions):
    """(value, value, cell with people) for each cell of the period that meets the conditions."""
    rows = reader.session.execute(select(first, second, ReachCell.reached).where(
        ReachCell.county_code == reader.scope.county, reader.in_period(), *conditions,
    ))
    for one, other, blob in rows:
        yield one, other, Cell(reached=reader.bitmap(blob))


def in_towns(scope: ImpactScope):
    return below(ReachCell.place_code, scope.place) & (func.length(ReachCell.place_code) > len(scope.county))


def _of_year(ctx: Context, value, model, scope: ImpactScope, *conditions) -> dict[int, int]:
    rows = select(model.project_id, func.sum(value)).where(model.year == scope.last_day.year, *conditions)
    return {id_: int(total) for id_, total in ctx.session.execute(rows.group_by(model.project_id))}


def industry_names(ctx: Context, scope: ImpactScope) -> dict[str, str]:
    name = Industry.short_name_en if ctx.lang == "en" else Industry.short_name
    query = select(Industry.code, name).where(Industry.county_code == scope.county).order_by(Industry.code)
    return dict(ctx.session.execute(query).all())


def town_names(ctx: Context, scope: ImpactScope, codes: set[str]) -> Mapping[str, str]:
    places = ctx.session.scalars(select(Place).where(Place.code.in_(codes)).order_by(Place.code))
    return {place.code: short_name(place.name_en if ctx.lang == "en" else place.name) for place in places}
