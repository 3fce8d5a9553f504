"""What experts did: figures for the list, and for one expert the shown expertise, cases, service, platforms, teams."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from data.domain.expert import season_days
from data.domain.permissions import Permission
from data.domain.problem import WITH_EXPERT, ProblemStatus
from data.domain.visit import COUNTED
from data.models.expert import Expert, ExpertAbsence, TeamMember
from data.models.problem import Problem
from data.models.project import Platform, PlatformExpert
from data.models.visit import Visit, VisitExpert
from data.queries.impact_scope import visit_contacts
from data.queries.offers import OffersMade, offers_made
from data.queries.problem_rows import ProblemCard, cards, cards_query
from data.queries.scope import find
from data.queries.taxonomy import industries, problem_types
from data.services.context import Context

CASES_SHOWN = 10
YEAR = dt.timedelta(days=365)
SHOWS, TELLS = 3, 5


@dataclass(frozen=True)
class ExpertFigures:
    """`open` in hand, `solved` confirmed by the asker, `last_day` of a counted visit, `away_until` today's absence."""

    open: int = 0
    solved: int = 0
    last_day: dt.date | None = None
    away_until: dt.date | None = None


@dataclass(frozen=True)
class Shown:
    """What solved cases show: (name, cases), most first. Only cases whose asker said they are solved.

    `undeclared`: kinds of problem solved SHOWS times or more that the expert does not declare. `unshown`: declared
    kinds without a solved case, told once there are TELLS cases in all.
    """

    problem_types: tuple[tuple[str, int], ...]
    industries: tuple[tuple[str, int], ...]
    crops: tuple[tuple[str, int], ...]
    undeclared: tuple[str, ...] = ()
    unshown: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExpertRecord:
    """`service`: days, visits and contacts (人次) of the last 365 days, counted visits only. `cases`: the latest
    ten, as far as the actor may see them. `offers`: what came of those of a year. `teams`: (id, name) the expert
    belongs to or leads."""

    figures: ExpertFigures
    shown: Shown
    cases: tuple[ProblemCard, ...]
    service: tuple[int, int, int]
    platforms: tuple[str, ...]
    teams: tuple[tuple[int, str], ...]
    offers: OffersMade


def expert_figures(ctx: Context, ids: Sequence[int]) -> dict[int, ExpertFigures]:
    """Figures of the given experts; the caller has checked that they may be seen."""
    in_hand = _count_by_expert(ctx, ids, WITH_EXPERT)
    solved = _count_by_expert(ctx, ids, (ProblemStatus.SOLVED,))
    last = dict(ctx.session.execute(
        select(VisitExpert.expert_id, func.max(Visit.service_day)).join(Visit, Visit.id == VisitExpert.visit_id)
        .where(VisitExpert.expert_id.in_(ids), Visit.status.in_(COUNTED)).group_by(VisitExpert.expert_id)
    ).all())
    away = _away(ctx, ids)
    return {
        id_: ExpertFigures(in_hand.get(id_, 0), solved.get(id_, 0), last.get(id_), away.get(id_)) for id_ in ids
    }


def expert_record(ctx: Context, expert_id: int) -> ExpertRecord:
    """Raises NotAllowed, NotFound expert_unknown."""
    find(ctx, Permission.EXPERT_READ, Expert, expert_id)
    newest = cards_query(ctx, Problem.expert_id == expert_id).order_by(None).order_by(Problem.id.desc())
    return ExpertRecord(
        expert_figures(ctx, [expert_id])[expert_id], _shown(ctx, expert_id),
        cards(ctx, ctx.session.execute(newest.limit(CASES_SHOWN)).all()),
        _service(ctx, expert_id), _platforms(ctx, expert_id), _teams(ctx, expert_id),
        offers_made(ctx, [expert_id]).get(expert_id, OffersMade()),
    )


def _count_by_expert(ctx: Context, ids: Sequence[int], statuses: Iterable[ProblemStatus]) -> dict[int, int]:
    return dict(ctx.session.execute(
        select(Problem.expert_id, func.count())
        .where(Problem.expert_id.in_(ids), Problem.status.in_(list(statuses))).group_by(Problem.expert_id)
    ).all())


def _away(ctx: Context, ids: Sequence[int]) -> dict[int, dt.date]:
    """Expert -> last day of the absence or season that covers today."""
    experts = ctx.session.scalars(select(Expert).where(Expert.id.in_(ids)).options(
        selectinload(Expert.absences.and_(ExpertAbsence.last_day >= ctx.today)), selectinload(Expert.seasons),
    ))
    found = {}
    for expert in experts:
        spans = [(absence.first_day, absence.last_day) for absence in expert.absences]
        spans += [span for one in expert.seasons for span in season_days(one.first, one.last, ctx.today.year)]
        ends = [last for first, last in spans if first <= ctx.today <= last]
        if ends:
            found[expert.id] = max(ends)
    return found


def _shown(ctx: Context, expert_id: int) -> Shown:
    rows = ctx.session.execute(
        select(Problem.problem_types, Problem.industry, Problem.crop)
        .where(Problem.expert_id == expert_id, Problem.status == ProblemStatus.SOLVED)
    ).all()
    type_names = {one.code: one.short_name for one in problem_types(ctx)}
    trade_names = {one.code: one.short_name for one in industries(ctx)}
    codes = Counter(code for row in rows for code in row.problem_types)
    declared = ctx.session.get_one(Expert, expert_id).problem_types
    undeclared = [type_names.get(code, code) for code in sorted(codes) if codes[code] >= SHOWS and code not in declared]
    unshown = [type_names.get(code, code) for code in declared if code not in codes] if len(rows) >= TELLS else []
    types = Counter({type_names.get(code, code): count for code, count in codes.items()})
    trades = Counter(trade_names.get(row.industry, row.industry) for row in rows if row.industry)
    crops = Counter(row.crop for row in rows if row.crop)
    return Shown(_most(types), _most(trades), _most(crops), tuple(undeclared), tuple(unshown))


def _most(counted: Counter) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _service(ctx: Context, expert_id: int) -> tuple[int, int, int]:
    days, visits, contacts = ctx.session.execute(
        select(func.count(Visit.service_day.distinct()), func.count(), func.coalesce(func.sum(visit_contacts()), 0))
        .join(VisitExpert, VisitExpert.visit_id == Visit.id)
        .where(
            VisitExpert.expert_id == expert_id, Visit.status.in_(COUNTED), Visit.service_day > ctx.today - YEAR,
        )
    ).one()
    return days, visits, contacts


def _platforms(ctx: Context, expert_id: int) -> tuple[str, ...]:
    return tuple(ctx.session.scalars(
        select(Platform.name).join(PlatformExpert, PlatformExpert.platform_id == Platform.id)
        .where(PlatformExpert.expert_id == expert_id).order_by(Platform.name)
    ))


def _teams(ctx: Context, expert_id: int) -> tuple[tuple[int, str], ...]:
    belongs = select(TeamMember.team_id).where(TeamMember.member_id == expert_id)
    rows = ctx.session.execute(
        select(Expert.id, Expert.name)
        .where(Expert.id.in_(belongs) | (Expert.leader_id == expert_id), Expert.is_active).order_by(Expert.pinyin)
    )
    return tuple((id_, name) for id_, name in rows)
