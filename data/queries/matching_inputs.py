"""What the matching engine is fed with: experts, solved cases, travel times, who may not be offered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from data.domain.expert import season_days
from data.domain.places import COUNTY, VILLAGE, county_of, town_of
from data.domain.problem import WITH_EXPERT, ProblemEventKind, ProblemStatus
from data.domain.register import Licence
from data.domain.ties import ConflictKind
from data.domain.travel import Position, about_minutes
from data.domain.visit import COUNTED
from data.models.expert import Expert, ExpertAbsence
from data.models.place import Place
from data.models.problem import Problem, ProblemEvent
from data.models.recommendation import Assignment, AssignmentState
from data.models.taxonomy import Flagship, Industry
from data.models.visit import Confirmation, Visit, VisitExpert
from data.queries.agreements import exclusive_experts
from data.queries.place_ledger import ledger_stamp
from data.queries.ties import conflicting_experts, long_serving_experts, refused_experts, requested_experts
from data.register.industry import BONUS_MAX
from data.services.context import Context
from matching.ranking import ExpertProfile, ProblemQuery, SolvedCase

OUTCOMES = {
    ProblemStatus.TO_CONFIRM: "reported",
    ProblemStatus.UNCONFIRMED: "reported",
    ProblemStatus.SOLVED: "confirmed",
    ProblemStatus.UNSOLVED: "unsolved",
}
CHANGE_A_CASE = (
    ProblemEventKind.FINISHED, ProblemEventKind.CONFIRMED, ProblemEventKind.NOT_SOLVED, ProblemEventKind.REOPENED,
    ProblemEventKind.CORRECTED,
)
LICENCES = {Licence.VETERINARIAN: "vet", Licence.VILLAGE_VET: "vet_rural"}
DECLINED_BEFORE, NOT_ANSWERED, REFUSED_BY_FARM = "declined_before", "not_answered", "refused_by_farm"
AGREEMENT_ELSEWHERE = "agreement_elsewhere"
NOT_THEIR_TURN = {AssignmentState.WITHDRAWN, AssignmentState.REFUSED}
THEIR_TURN = tuple(state for state in AssignmentState if state not in NOT_THEIR_TURN)


def expert_profiles(ctx: Context, county_code: str) -> list[ExpertProfile]:
    """Every expert registered in the county, with today's load and absences."""
    experts = ctx.session.scalars(
        select(Expert).where(Expert.county_code == county_code).order_by(Expert.id)
        .options(
            selectinload(Expert.absences.and_(ExpertAbsence.last_day >= ctx.today)),
            selectinload(Expert.seasons), selectinload(Expert.licences), selectinload(Expert.postings),
        )
    ).all()
    load, last = open_counts(ctx, county_code), _last_assigned(ctx, county_code)
    served = _days_served(ctx, county_code)
    return [
        _profile(
            expert, ctx.today, open_count=load.get(expert.id, 0), last_assigned=last.get(expert.id),
            days_served=served.get(expert.id, 0),
        )
        for expert in experts
    ]


def solved_cases(ctx: Context, county_code: str) -> list[SolvedCase]:
    """Every problem of the county that an expert has finished, whatever the asker said."""
    ratings = (
        select(Confirmation.problem_id, func.max(Confirmation.id).label("last"))
        .group_by(Confirmation.problem_id).subquery()
    )
    rows = ctx.session.execute(
        select(
            Problem.id, Problem.expert_id, Problem.text, Problem.problem_types, Problem.industry, Problem.crop,
            Problem.current_place, Problem.created_at, Problem.status, Confirmation.rating,
        )
        .outerjoin(ratings, ratings.c.problem_id == Problem.id)
        .outerjoin(Confirmation, Confirmation.id == ratings.c.last)
        .where(*_is_case(county_code)).order_by(Problem.id)
    )
    return [
        SolvedCase(
            expert_id=row.expert_id, text=row.text, problem_types=tuple(row.problem_types), industry=row.industry,
            crop=row.crop, place=row.current_place, day=row.created_at.date(), outcome=OUTCOMES[row.status],
            rating=row.rating, id=row.id,
        )
        for row in rows
    ]


def fitted_on(ctx: Context, county_code: str) -> tuple:
    """What changes whenever a ranker fitted on the county's experts and cases would come out differently."""
    experts = ctx.session.execute(
        select(func.count(), func.max(Expert.id), func.sum(Expert.version)).where(Expert.county_code == county_code)
    ).one()
    cases = ctx.session.scalar(
        select(func.count()).where(Problem.county_code == county_code, Problem.status.in_(OUTCOMES))
    )
    # Of any county: walking back from the last event is quick, and one fit too many does no harm.
    last_change = ctx.session.scalar(
        select(ProblemEvent.id).where(ProblemEvent.kind.in_(CHANGE_A_CASE))
        .order_by(ProblemEvent.id.desc()).limit(1)
    )
    return (*experts, cases, last_change, ledger_stamp(ctx, county_code))


def problem_query(ctx: Context, problem: Problem) -> ProblemQuery:
    """The problem as it is understood now, by the asker, the engine or an officer."""
    return ProblemQuery(
        id=problem.number, text=problem.text, problem_types=_shares(problem), industry=problem.industry,
        crop=problem.crop, urgency=problem.urgency.value, gate=problem.gate.value if problem.gate else None,
        town=town_of(problem.current_place), day=ctx.today, requested=requested_experts(ctx, problem.id),
        flagship=_flagship(ctx, problem), case_id=problem.id,
        village=problem.current_place if len(problem.current_place) == VILLAGE else None,
    )


def travel_minutes(ctx: Context, county_code: str, place_code: str) -> dict[int, int]:
    """Expert id -> minutes by road to `place_code`, about; experts whose way is unknown are left out."""
    known = positions(ctx)
    there = position_of(known, place_code)
    homes = ctx.session.execute(select(Expert.id, Expert.current_home).where(Expert.county_code == county_code))
    ways = ((id_, about_minutes(home, position_of(known, home), place_code, there)) for id_, home in homes)
    return {id_: minutes for id_, minutes in ways if minutes is not None}


def barred_experts(ctx: Context, problem: Problem) -> dict[int, str]:
    """Expert id -> why this problem is not offered to them. Long service does not bar whom the farm asks for."""
    declined, lapsed = (_had(ctx, problem, state) for state in (AssignmentState.DECLINED, AssignmentState.LAPSED))
    long_serving = long_serving_experts(ctx, problem.county_code, problem.farm_id)
    bound = exclusive_experts(ctx, problem.county_code, problem.farm_id)
    return {
        **dict.fromkeys(bound, AGREEMENT_ELSEWHERE),
        **dict.fromkeys(long_serving - set(requested_experts(ctx, problem.id)), ConflictKind.LONG_SERVICE.value),
        **dict.fromkeys(lapsed, NOT_ANSWERED),
        **dict.fromkeys(declined, DECLINED_BEFORE),
        **barred_by_ties(ctx, problem.farm_id),
    }


def barred_by_ties(ctx: Context, farm_id: int) -> dict[int, str]:
    """Expert id -> refused by the farm, or which conflict of interest with it was declared, as it stands today."""
    return {
        **dict.fromkeys(refused_experts(ctx, farm_id), REFUSED_BY_FARM),
        **{expert: kind.value for expert, kind in conflicting_experts(ctx, farm_id).items()},
    }


def _had(ctx: Context, problem: Problem, state: AssignmentState) -> list[int]:
    return list(ctx.session.scalars(
        select(Assignment.expert_id).where(Assignment.problem_id == problem.id, Assignment.state == state)
    ))


def _profile(expert: Expert, today: dt.date, **load: Any) -> ExpertProfile:
    """As registered, with what holds today: licences that have not run out, days off and seasons, who is reachable."""
    held = {one.kind for one in expert.licences if one.is_valid(today)}
    return ExpertProfile(
        id=expert.id, text=f"{expert.subject}。{expert.profile}", disciplines=tuple(expert.disciplines),
        industries=tuple(expert.industries), problem_types=tuple(expert.problem_types), crops=tuple(expert.crops),
        languages=tuple(expert.languages), home_place=expert.current_home, outside=expert.is_outside,
        posts=tuple(_posts(expert, today)), title=expert.title.value,
        licences=frozenset(LICENCES[kind] for kind in held),
        max_open=expert.max_open, month_days=expert.month_days, away=tuple(_away(expert, today)),
        active=expert.is_active, reachable=expert.unreachable is None, last_confirmed=expert.last_confirmed, **load,
    )


def _posts(expert: Expert, today: dt.date) -> Iterator[str]:
    """Towns of the postings that run today."""
    for one in expert.postings:
        if one.first_day <= today and (one.last_day is None or today <= one.last_day):
            yield town_of(one.current_place) or one.current_place


def _flagship(ctx: Context, problem: Problem) -> float:
    """The bonus, as a part of 1, of a town that is known for the problem's industry; 0 elsewhere."""
    bonus = ctx.session.scalar(
        select(Flagship.bonus).join(Industry, Industry.id == Flagship.industry_id).where(
            Industry.county_code == problem.county_code, Industry.code == problem.industry, Industry.is_active,
            Flagship.current_place == town_of(problem.current_place),
        )
    )
    return (bonus or 0) / BONUS_MAX


def _away(expert: Expert, today: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """Days off, and the seasons of this year and its neighbours."""
    yield from ((absence.first_day, absence.last_day) for absence in expert.absences)
    for season in expert.seasons:
        yield from season_days(season.first, season.last, today.year)


def open_counts(ctx: Context, county_code: str) -> dict[int, int]:
    """Expert id -> problems in hand: offered or being worked on."""
    experts = select(Expert.id).where(Expert.county_code == county_code)
    rows = ctx.session.execute(
        select(Problem.expert_id, func.count())
        .where(Problem.expert_id.in_(experts), Problem.status.in_(WITH_EXPERT)).group_by(Problem.expert_id)
    )
    return dict(rows.all())


def _days_served(ctx: Context, county_code: str) -> dict[int, int]:
    """Distinct days of counted visits in this calendar month, of experts who limit them."""
    rows = ctx.session.execute(
        select(VisitExpert.expert_id, func.count(Visit.service_day.distinct()))
        .join(Visit, Visit.id == VisitExpert.visit_id).join(Expert, Expert.id == VisitExpert.expert_id)
        .where(
            Expert.county_code == county_code, Expert.month_days.is_not(None), Visit.status.in_(COUNTED),
            Visit.service_day >= ctx.today.replace(day=1),
        )
        .group_by(VisitExpert.expert_id)
    )
    return dict(rows.all())


def _last_assigned(ctx: Context, county_code: str) -> dict[int, dt.datetime]:
    """One look into the index per expert and state, however many assignments there are."""
    last = [
        select(func.max(Assignment.assigned_at)).where(Assignment.expert_id == Expert.id, Assignment.state == state)
        .scalar_subquery() for state in THEIR_TURN
    ]
    rows = ctx.session.execute(select(Expert.id, *last).where(Expert.county_code == county_code))
    return {expert_id: max(filter(None, moments)) for expert_id, *moments in rows if any(moments)}


def _is_case(county_code: str) -> tuple:
    return Problem.county_code == county_code, Problem.status.in_(OUTCOMES), Problem.expert_id.is_not(None)


def _shares(problem: Problem) -> tuple[tuple[str, float], ...]:
    """As read from the words; once somebody has said the types, they count alike."""
    if problem.understanding["types_stated"]:
        return tuple((code, 1 / len(problem.problem_types)) for code in problem.problem_types)
    return tuple((code, share) for code, share in problem.understanding["problem_types"])


def positions(ctx: Context) -> dict[str, Position]:
    rows = ctx.session.execute(
        select(Place.code, Place.longitude, Place.latitude).where(Place.longitude.is_not(None))
    )
    return {
        code: (longitude, latitude) for code, longitude, latitude in rows
        if longitude is not None and latitude is not None
    }


def position_of(positions: dict[str, Position], code: str) -> Position | None:
    """The place's own position, else its town's, else its county's."""
    nearest = (code, town_of(code) or "", county_of(code) if len(code) >= COUNTY else "")
    return next((positions[c] for c in nearest if c in positions), None)
