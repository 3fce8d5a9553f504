"""Last year's questions once more: with other people, with other limits. What would have been served, from how far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil

from data.domain.coverage import DAYS_A_MONTH, WORK_OF, Trade, parts_of
from data.domain.permissions import Permission
from data.domain.places import county_of, town_of
from data.domain.worktime import BEIJING
from data.models.problem import Problem
from data.queries.coverage_inputs import CoverageInputs, coverage_inputs, field_asked, watched_problems
from data.queries.matching_inputs import expert_profiles, problem_query, solved_cases, travel_minutes
from data.queries.scope import check_role
from data.services.board_draft import LOAD_COST
from data.services.board_input import Told
from data.services.boards import untold
from data.services.context import Context
from data.services.coverage import Option, recruit_options
from data.services.engines import kept, text_engine
from matching.board.whatif import PastCase, Replay, Scenario, replay
from matching.ranking import VET, ExpertProfile, Ranker

WEEKS, MONTHS, ANY = 52, 12, 10**6


@dataclass(frozen=True)
class Year:
    """cases: by week, with the worth of everybody able, people of today and those who might be recruited (ids below
    0). monthly: days a month each has."""

    cases: tuple[PastCase, ...]
    monthly: Mapping[int, float]
    days_per_case: float


@dataclass(frozen=True)
class Setting:
    """without: experts of today who are gone. recruits: ids of `recruit_options`. share: of the limits of today."""

    without: frozenset[int] = frozenset()
    recruits: tuple[int, ...] = ()
    share: float = 1.0


def past_year(ctx: Context, told: Told = untold) -> Year:
    """The year as it can be replayed; scores come from the ranker, rules of the day included, conflicts of single
    farms left out.

    `told(done, of all)` while the ranker reads. Raises NotAllowed.
    """
    check_role(ctx, Permission.IMPACT_READ)
    return kept(ctx, "past year", lambda: _read(ctx, coverage_inputs(ctx), told))


def replayed(year: Year, setting: Setting) -> Replay:
    """Week by week the most is served that can be, as on the board; who is full waits for nobody."""
    there = [id_ for id_ in year.monthly if id_ in setting.recruits or (id_ > 0 and id_ not in setting.without)]
    yearly = {id_: year.monthly[id_] * MONTHS / year.days_per_case * setting.share for id_ in there}
    quota = {id_: max(1, ceil(cases / WEEKS)) for id_, cases in yearly.items()}
    return replay(year.cases, Scenario(quota, {id_: int(cases) for id_, cases in yearly.items()}, LOAD_COST))


def _read(ctx: Context, inputs: CoverageInputs, told: Told) -> Year:
    options = recruit_options(inputs)
    here = {one.id for one in inputs.people}
    county_code = county_of(ctx.actor.area_code)
    today = [_unburdened(one) for one in expert_profiles(ctx, county_code) if one.id in here]
    ranker = Ranker.fit(
        text_engine(ctx, county_code), [*today, *map(_profile, options)], solved_cases(ctx, county_code),
    )
    problems = [one for one in ctx.session.scalars(watched_problems(ctx, inputs.first)) if field_asked(one)]
    cases = []
    for problem in problems:
        cases.append(_case(ctx, ranker, inputs, options, problem))
        told(len(cases), len(problems))
    monthly = {one.id: one.month_days if one.month_days is not None else DAYS_A_MONTH for one in inputs.people}
    return Year(
        tuple(cases), {**monthly, **{one.person.id: DAYS_A_MONTH for one in options}}, inputs.days_per_case,
    )


def _case(
    ctx: Context, ranker: Ranker, inputs: CoverageInputs, options: Iterable[Option], problem: Problem,
) -> PastCase:
    asked = problem.created_at.astimezone(BEIJING)
    town = town_of(problem.current_place)
    ways = travel_minutes(ctx, problem.county_code, problem.current_place)
    ways |= {one.person.id: inputs.between[one.town, town] for one in options if (one.town, town) in inputs.between}
    scores = ranker.fitting(replace(problem_query(ctx, problem), day=asked.date()), asked, ways)
    return PastCase(_week(asked.date(), inputs.first), scores, ways)


def _week(day: dt.date, first: dt.date) -> int:
    return (day - first).days // 7


def _unburdened(one: ExpertProfile) -> ExpertProfile:
    """Without today's load: the replay has its own."""
    return replace(one, open_count=0, max_open=ANY, month_days=None, days_served=0, last_assigned=None)


def _profile(one: Option) -> ExpertProfile:
    works = {parts_of(field)[1] for field in one.person.industries}
    return ExpertProfile(
        id=one.person.id, industries=tuple(sorted({parts_of(field)[0] for field in one.person.industries})),
        problem_types=tuple(sorted(code for code, work in WORK_OF.items() if work in works)), home_place=one.town,
        licences=frozenset({VET}) if one.trade is Trade.VET else frozenset(), max_open=ANY,
    )
