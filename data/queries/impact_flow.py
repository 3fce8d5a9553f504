"""Where the days of service go: from sending units to projects, their platforms and bases, towns and industries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import select

from data.domain.places import TOWN as TOWN_LENGTH
from data.models.demo_base import DemoBase
from data.models.expert import Expert
from data.models.project import Platform, Project
from data.models.reach_cell import ReachCell
from data.queries.impact_cells import CellReader
from data.queries.impact_compare import in_towns, industry_names, reader_of, town_names
from data.queries.impact_scope import NO_PROJECT, ImpactScope
from data.reach.cells import ANY_INDUSTRY, ANY_PROJECT, DAYS, NONE_SAID
from data.services.context import Context

UNITS_SHOWN = 8
UNIT, PROJECT, CARRIER, TOWN, INDUSTRY = range(5)


@dataclass(frozen=True, order=True)
class Node:
    """One name of a layer. `name` '': what has none there (units with few experts, no project, no platform or base, no
    industry). `code` narrows figures to it (project id, town, industry); '' where nothing does."""

    layer: int
    name: str
    code: str = ""


@dataclass(frozen=True)
class Stream:
    """`days` of service that went from a node to one of the next layer."""

    source: Node
    target: Node
    days: int


def flow(ctx: Context, scope: ImpactScope) -> list[Stream]:
    """Days of service: one expert, one day, in one project, one town and one industry is one; who serves two projects
    at once stands in both streams. A project's days in a town go by way of its base there, else of its platform.
    """
    reader = reader_of(ctx, scope)
    units, projects, carriers = _units(ctx, scope), _projects(ctx, scope), _carriers(ctx, scope)
    leaves = _leaves(reader, scope)
    industries = industry_names(ctx, scope)
    towns = town_names(ctx, scope, {town for _project, town, _industry in leaves})
    streams: Counter[tuple[Node, Node]] = Counter()
    for (project, town, industry), days in leaves.items():
        way = (
            projects.get(project, Node(PROJECT, "", str(NO_PROJECT))), Node(CARRIER, carriers.of(project, town)),
            Node(TOWN, towns.get(town, town), town), _industry(industry, industries),
        )
        for expert, number in days.items():
            streams[Node(UNIT, units.get(expert, "")), way[0]] += number
        for ends in pairwise(way):
            streams[ends] += sum(days.values())
    return [Stream(*ends, days) for ends, days in sorted(streams.items())]


@dataclass(frozen=True)
class Carriers:
    """What carries a project where it works: `bases` by project and town, `platforms` by project."""

    bases: Mapping[tuple[int, str], list[str]]
    platforms: Mapping[int, str]

    def of(self, project: int, town: str) -> str:
        here = self.bases.get((project, town))
        return " · ".join(here) if here else self.platforms.get(project, "")


def _leaves(reader: CellReader, scope: ImpactScope) -> dict[tuple[int, str, str], Counter[int]]:
    """(project, town, industry) -> days by expert."""
    found: dict[tuple[int, str, str], Counter[int]] = {}
    columns = ReachCell.project_id, ReachCell.place_code, ReachCell.industry, ReachCell.expert_days
    rows = reader.session.execute(select(*columns).where(
        ReachCell.county_code == scope.county, in_towns(scope), ReachCell.project_id != ANY_PROJECT,
        ReachCell.industry != ANY_INDUSTRY, reader.in_period(),
    ))
    for project, town, industry, blob in rows:
        days = found.setdefault((project, town, industry), Counter())
        days.update(number // DAYS for number in reader.bitmap(blob))
    return found


def _industry(code: str, names: Mapping[str, str]) -> Node:
    return Node(INDUSTRY, "") if code == NONE_SAID else Node(INDUSTRY, names.get(code, code), code)


def _projects(ctx: Context, scope: ImpactScope) -> dict[int, Node]:
    own = select(Project.id, Project.name).where(Project.county_code == scope.county)
    return {id_: Node(PROJECT, name, str(id_)) for id_, name in ctx.session.execute(own)}


def _carriers(ctx: Context, scope: ImpactScope) -> Carriers:
    bases: dict[tuple[int, str], list[str]] = defaultdict(list)
    here = ctx.session.execute(
        select(DemoBase.project_id, DemoBase.current_place, DemoBase.name)
        .where(DemoBase.county_code == scope.county, DemoBase.project_id.is_not(None)).order_by(DemoBase.id)
    )
    for project, place, name in here:
        bases[project, place[:TOWN_LENGTH]].append(name)
    platforms = select(Project.id, Platform.name).join(Platform, Platform.id == Project.platform_id)
    return Carriers(bases, dict(ctx.session.execute(platforms.where(Project.county_code == scope.county)).all()))


def _units(ctx: Context, scope: ImpactScope) -> dict[int, str]:
    """Expert -> where he works; units with few experts stand together under ''."""
    rows = ctx.session.execute(select(Expert.id, Expert.unit).where(Expert.county_code == scope.county)).all()
    largest = {unit for unit, _count in Counter(unit for _id, unit in rows).most_common(UNITS_SHOWN)}
    return {id_: unit if unit in largest else "" for id_, unit in rows}
