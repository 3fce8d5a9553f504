"""A leader's figures for one scope, by the definitions (docs/definitions.md): the one place where screens get them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import exists, select

from data.domain.places import COUNTY
from data.models.place import County, Place
from data.models.place_change import PlaceChange
from data.models.project import Project
from data.queries import impact_people
from data.queries.impact_cells import by_cells, fits
from data.queries.impact_claim import ClaimView, claim, own_industries
from data.queries.impact_counted import Counted, by_rows
from data.queries.impact_people import MonthPoint, People
from data.queries.impact_places import Coverage, TownTile, coverage, names_in, towns
from data.queries.impact_problems import IndustryBar, ProblemCounts, problems_by_industry
from data.queries.impact_projects import ProjectRow, projects
from data.queries.impact_scope import ImpactScope, check_scope
from data.reach.figures import FIGURES, FINISHED, OPEN, SOLVED, UNCONFIRMED, Axis, Figure, Measured, add
from data.rollup.follow import catch_up
from data.services.context import Context


@dataclass(frozen=True)
class Contacts:
    """`named` + heads without a name = `gross`; `repeats` are named contacts of people counted once already."""

    named: int
    unnamed: int
    training: int
    repeats: int

    @property
    def gross(self) -> int:
        return self.named + self.unnamed


@dataclass(frozen=True)
class Impact:
    """All of the screen but its lists, for one scope."""

    scope: ImpactScope
    place: str
    project: str | None
    is_demonstration: bool
    places_changed: bool
    people: People
    newly: int
    households: int
    contacts: Contacts
    visits: int
    service_days: int
    problems: ProblemCounts
    coverage: Coverage
    months: list[MonthPoint]
    towns: list[TownTile]
    industries: list[IndustryBar]
    projects: list[ProjectRow]
    claim: ClaimView | None


def definitions() -> Mapping[str, Figure]:
    """What each figure of `Impact` counts, by code: name, unit, one sentence, version."""
    return FIGURES


def data_version(ctx: Context) -> int:
    """Rises with every change that may move a figure of the actor's county."""
    version = select(County.data_version).where(County.code == ctx.actor.area_code[:COUNTY])
    return ctx.session.scalar(version) or 0


def impact(ctx: Context, scope: ImpactScope) -> Impact:
    """Every figure of `scope`. Raises as `impact_scope.check_scope`."""
    check_scope(ctx, scope)
    catch_up(ctx.session)
    pairs = impact_people.identities(ctx, scope.county)
    count = by_cells if fits(ctx, scope) else by_rows
    counted = count(ctx, scope, pairs)
    tiles = towns(ctx, scope, counted.towns, counted.reported)
    covered = coverage(ctx, scope, tiles, counted.villages)
    industries = problems_by_industry(ctx, scope)
    return Impact(
        scope=scope,
        place=_place_name(ctx, scope),
        project=_project_name(ctx, scope.project_id),
        is_demonstration=_is_demonstration(ctx, scope.county),
        places_changed=_places_changed(ctx, scope.county),
        people=counted.people,
        newly=counted.newly,
        households=counted.households,
        contacts=_contacts(counted),
        visits=counted.visits,
        service_days=counted.service_days,
        problems=_all_industries(scope, industries),
        coverage=covered,
        months=counted.months,
        towns=tiles,
        industries=industries,
        projects=projects(ctx, scope, counted.projects),
        claim=claim(ctx, scope, _held(ctx, scope, counted, covered)),
    )


def _contacts(counted: Counted) -> Contacts:
    people = counted.people
    repeats = counted.named - people.reached.low - people.evidence.logged_only
    return Contacts(counted.named, counted.unnamed, counted.training, repeats)


def _held(ctx: Context, scope: ImpactScope, counted: Counted, covered: Coverage) -> dict[str, int]:
    """What the records hold of each number that a claim may name."""
    return {
        "experts": counted.experts, "industries": len(counted.industries & own_industries(ctx, scope)),
        "towns": covered.towns, "villages": covered.villages, "people": counted.people.reached.low,
    }


def _all_industries(scope: ImpactScope, bars: list[IndustryBar]) -> ProblemCounts:
    def total(figure: Figure, name: str) -> int:
        parts = [Measured(figure, getattr(bar.counts, name), {Axis.INDUSTRY: bar.code or "none"}) for bar in bars]
        return int(add(parts, Axis.INDUSTRY).value) if parts else 0  # type: ignore[arg-type]

    handed_over = sum(bar.counts.handed_over for bar in bars)
    return ProblemCounts(
        total(SOLVED, "solved"), total(FINISHED, "finished"), total(OPEN, "open"), handed_over,
        total(UNCONFIRMED, "unconfirmed"),
    )


def _place_name(ctx: Context, scope: ImpactScope) -> str:
    place = ctx.session.get(Place, scope.place)
    return names_in(ctx, scope, [place])[place.code] if place else scope.place


def _project_name(ctx: Context, project_id: int | None) -> str | None:
    return None if project_id is None else ctx.session.scalar(select(Project.name).where(Project.id == project_id))


def _places_changed(ctx: Context, county: str) -> bool:
    """Places as they were and as they are now may differ."""
    stands = PlaceChange.county_code == county, PlaceChange.undone_at.is_(None)
    return ctx.session.scalar(select(exists().where(*stands))) or False


def _is_demonstration(ctx: Context, county: str) -> bool:
    return ctx.session.scalar(select(exists().where(County.code == county, County.is_demonstration))) or False
