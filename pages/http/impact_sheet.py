"""服务成效: the leader's first view on one sheet of A4, to print, sign and hand on; of a closed period, as signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response

from data.domain.errors import NotFound
from data.i18n import _
from data.queries.closed_periods import versions
from data.queries.county import CountyHere, county_here
from data.queries.impact import definitions, impact
from data.queries.impact_people import MonthPoint
from data.queries.impact_places import TownState, TownTile
from data.queries.impact_scope import PeriodKind, scope_of
from data.queries.period_figures import PeriodFigures, figures_of, printed
from data.services.context import Context
from pages.http.look import sheet
from pages.http.signed_part import SignedPart, signed_part
from pages.shared.formats import full_day, full_moment, month, number, period, share
from pages.shared.impact_words import definition, people_words, said

DEFINED = ("people", "contacts", "households", "solved", "towns", "villages")
WIDE, HIGH, ROOF = 640, 120, 1.1  # the line of growth, in units of its drawing; air above the highest point


@dataclass(frozen=True)
class Growth:
    """`low`, `high`: corners of the line and of its band; `first`, `last`: months at the ends."""

    low: str
    band: str
    first: str
    last: str


@dataclass(frozen=True)
class Tile:
    """`shade` 0 (nobody) to 5; `row` and `column` None where the county has no schematic map."""

    name: str
    figure: str
    shade: int
    row: int | None
    column: int | None


@dataclass(frozen=True)
class Sheet:
    """Plain words throughout: the template escapes them."""

    county: CountyHere
    place: str
    days: str
    made: str
    claim: list[tuple[str, str, bool]]
    people: str
    between: str
    definition: str
    evidence: list[tuple[str, int]]
    numbers: list[tuple[str, str]]
    growth: Growth
    is_running: bool
    tiles: list[Tile]
    definitions: list[tuple[str, str]]
    signed: SignedPart | None = None


async def show(request: Request) -> Response:
    """`?closed=` a closed period, in its `version` or the latest; else `?period=` as the records stand."""
    asked = request.query_params
    if "closed" in asked:
        closed, version = _whole(asked["closed"]), _whole(asked.get("version", ""))
        return await sheet(request, "impact.html", lambda ctx: _as_signed(ctx, closed, version))
    raw = asked.get("period", "")
    kind = PeriodKind(raw) if raw in set(PeriodKind) else PeriodKind.YEAR
    return await sheet(request, "impact.html", lambda ctx: _as_it_stands(ctx, kind))


def _whole(raw: str) -> int:
    """0, which nothing has, for what is no number."""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else 0


def _as_it_stands(ctx: Context, kind: PeriodKind) -> Sheet:
    """Raises NotAllowed."""
    found = impact(ctx, scope_of(ctx, kind))
    days = period(found.months[0].month, found.scope.last_day)
    return _sheet(printed(found), county_here(ctx), days, ctx.now, is_running=found.scope.last_day >= ctx.today)


def _as_signed(ctx: Context, period_id: int, version: int) -> Sheet:
    """`version` 0: the latest. Raises NotAllowed, NotFound('period_unknown')."""
    known = versions(ctx, period_id)
    signed = next((one for one in known if one.version == (version or len(known))), None)
    if signed is None:
        raise NotFound("period_unknown", period_id)
    days = f"{full_day(signed.first_day)}—{full_day(signed.last_day)}"
    as_of = dt.datetime.fromisoformat(signed.document["as_of"])
    found = _sheet(figures_of(signed.document, ctx.lang), county_here(ctx), days, as_of, is_running=False)
    return replace(found, signed=signed_part(ctx, known, signed))


def _sheet(found: PeriodFigures, county: CountyHere, days: str, as_of: dt.datetime, *, is_running: bool) -> Sheet:
    people, evidence = found.people.reached, found.people.evidence
    ends = _("没有还没认定的人") if people.is_exact else _("最少 {low}，最多 {high}").format(
        low=number(people.low), high=number(people.high),
    )
    return Sheet(
        county, found.place, days, full_moment(as_of), _claim(found),
        people_words(people.low), ends, definition(found),
        [
            (_("有签字名单"), evidence.listed), (_("本人或户主确认"), evidence.confirmed),
            (_("只有专家记录"), evidence.logged_only), (_("只有人数"), evidence.unnamed),
        ],
        _numbers(found), _growth(found.months), is_running, _tiles(found.towns),
        [(_(definitions()[code].name), _(definitions()[code].sentence)) for code in DEFINED],
    )


def _claim(found: PeriodFigures) -> list[tuple[str, str, bool]]:
    """(as it is said, what the records hold, whether they bear it out), number by number."""
    return [(said(part), number(part.held), part.is_borne_out) for part in found.claim]


def _numbers(found: PeriodFigures) -> list[tuple[str, str]]:
    coverage, problems = found.coverage, found.problems
    shown = [
        (_("服务人次"), number(found.contacts.gross)), (_("受益户数"), number(found.households)),
        (_("农户确认解决"), _("{n} 件").format(n=number(problems.solved))),
        (_("有服务的苏木镇"), f"{coverage.towns} / {coverage.of_towns}"),
        (_("有服务的嘎查村"), f"{coverage.villages} / {coverage.of_villages}"),
    ]
    if coverage.population and coverage.population >= found.people.reached.low:
        shown.append((_("占登记人口"), share(found.people.reached.low, coverage.population)))
    return shown


def _growth(points: Sequence[MonthPoint]) -> Growth:
    top = max(max(point.people.high for point in points), 1) * ROOF
    step = WIDE / max(len(points) - 1, 1)
    low = [f"{n * step:.0f},{HIGH * (1 - point.people.low / top):.1f}" for n, point in enumerate(points)]
    high = [f"{n * step:.0f},{HIGH * (1 - point.people.high / top):.1f}" for n, point in enumerate(points)]
    ends = month(points[0].month), month(points[-1].month)
    return Growth(" ".join(low), " ".join([*low, *reversed(high)]), *ends)


def _tiles(towns: Sequence[TownTile]) -> list[Tile]:
    most = max((town.people.low for town in towns), default=0) or 1
    is_placed = all(town.row and town.column for town in towns)
    return [
        Tile(
            town.short_name, _("未报") if town.state is TownState.UNREPORTED else number(town.people.low),
            -(-town.people.low * 5 // most), *((town.row, town.column) if is_placed else (None, None)),
        )
        for town in towns
    ]
