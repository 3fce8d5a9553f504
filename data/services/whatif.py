"""Last year's questions once more: with other people, with other limits. What would have been served, from how far."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil

from sqlalchemy import select

from data.domain.coverage import DAYS_A_MONTH, WORK_OF, Trade, parts_of
from data.domain.permissions import Permission
from data.domain.places import county_of, town_of
from data.domain.worktime import BEIJING
from data.models.place import County
from data.models.problem import Problem
from data.models.tie import ConflictOfInterest, FarmWish
from data.queries.agreements import agreements_stamp, exclusive_experts
from data.queries.coverage_inputs import CoverageInputs, coverage_inputs, field_asked, watched_problems
from data.queries.matching_inputs import (
    AGREEMENT_ELSEWHERE,
    barred_by_ties,
    expert_profiles,
    problem_query,
    solved_cases,
    travel_minutes,
)
from data.queries.scope import check_role
from data.queries.ties import ties_stamp
from data.services.board_draft import LOAD_COST
from data.services.board_input import Phase, Told, untold
from data.services.clocks import calendar_of, visit_due
from data.services.context import Context
from data.services.coverage import Option, recruit_options
from data.services.engines import kept, text_engine
from matching.board.whatif import PastCase, Replay, Scenario, replay
from matching.ranking import VET, ExpertProfile, Ranker

WEEKS, MONTHS, ANY = 52, 12, 10**6
LONGEST_PROMISE = dt.timedelta(days=90)


@dataclass(frozen=True)
class Year:
    """cases: by week, with the worth of everybody able, people of today and those who might be recruited (ids below
    0). monthly: days a month each has. workdays: of the county in that year."""

    cases: tuple[PastCase, ...]
    monthly: Mapping[int, float]
    days_per_case: float
    workdays: int


@dataclass(frozen=True)
class Setting:
    """without: experts of today who are gone. recruits: ids of `recruit_options`. share: of the limits of today."""

    without: frozenset[int] = frozenset()
    recruits: tuple[int, ...] = ()
    share: float = 1.0


def past_year(ctx: Context, told: Told = untold) -> Year:
    """The year as it can be replayed; scores come from the ranker, rules of the day included, and wishes, conflicts of
    interest and exclusive agreements as they stand today.

    `told(done, of all, phase)` while the ranker reads. Raises NotAllowed.
    """
    check_role(ctx, Permission.IMPACT_READ)
    county = county_of(ctx.actor.area_code)
    also = (
        ties_stamp(ctx, county, FarmWish), ties_stamp(ctx, county, ConflictOfInterest), agreements_stamp(ctx, county),
        ctx.session.scalar(select(County.settings).where(County.code == county)),
    )
    return kept(ctx, "past year", lambda: _read(ctx, coverage_inputs(ctx), told), also)


def replayed(year: Year, setting: Setting) -> Replay:
    """Week by week the most is served that can be, as on the board; who is full waits for nobody. Each person's cases
    begin at even distances over the working days of the year, the one promised first before the others."""
    there = [id_ for id_ in year.monthly if id_ in setting.recruits or (id_ > 0 and id_ not in setting.without)]
    yearly = {id_: year.monthly[id_] * MONTHS / year.days_per_case * setting.share for id_ in there}
    return replay(year.cases, Scenario(
        quota={id_: max(1, ceil(cases / WEEKS)) for id_, cases in yearly.items()},
        yearly={id_: int(cases) for id_, cases in yearly.items()},
        load_cost=LOAD_COST,
        pace={id_: year.workdays / cases for id_, cases in yearly.items() if cases},
    ))


def _read(ctx: Context, inputs: CoverageInputs, told: Told) -> Year:
    options = recruit_options(inputs)
    reader = _Reader(ctx, inputs, options)
    problems = [one for one in ctx.session.scalars(watched_problems(ctx, inputs.first)) if field_asked(one)]
    cases = []
    for problem in problems:
        cases.append(reader.case(problem))
        told(len(cases), len(problems), Phase.READING)
    monthly = {one.id: one.month_days if one.month_days is not None else DAYS_A_MONTH for one in inputs.people}
    return Year(
        tuple(cases), {**monthly, **{one.person.id: DAYS_A_MONTH for one in options}}, inputs.days_per_case,
        len(reader.calendar.workdays_between(inputs.first, inputs.last)),
    )


class _Reader:
    """Past questions as cases: who was able, from how far, when somebody could come and by when it was promised."""

    def __init__(self, ctx: Context, inputs: CoverageInputs, options: Iterable[Option]):
        self.ctx, self.inputs, self.options = ctx, inputs, options
        county = county_of(ctx.actor.area_code)
        here = {one.id for one in inputs.people}
        today = [_unburdened(one) for one in expert_profiles(ctx, county) if one.id in here]
        self.ranker = Ranker.fit(
            text_engine(ctx, county), [*today, *map(_profile, options)], solved_cases(ctx, county),
        )
        self.calendar = calendar_of(ctx, county)
        self.workdays = self.calendar.workdays_between(inputs.first, ctx.today + LONGEST_PROMISE)

    def case(self, problem: Problem) -> PastCase:
        asked = problem.created_at.astimezone(BEIJING)
        ways = self._ways(problem)
        barred = {
            **dict.fromkeys(exclusive_experts(self.ctx, problem.county_code, problem.farm_id), AGREEMENT_ELSEWHERE),
            **barred_by_ties(self.ctx, problem.farm_id),
        }
        query = replace(problem_query(self.ctx, problem), day=asked.date())
        due = visit_due(self.calendar, asked, problem.urgency, problem.gate)
        return PastCase(
            _week(asked.date(), self.inputs.first), self.ranker.fitting(query, asked, ways, barred), ways,
            bisect_right(self.workdays, asked.date()), bisect_right(self.workdays, due.date()) - 1,
        )

    def _ways(self, problem: Problem) -> dict[int, int]:
        between, town = self.inputs.between, town_of(problem.current_place)
        ways = travel_minutes(self.ctx, problem.county_code, problem.current_place)
        return ways | {one.person.id: between[one.town, town] for one in self.options if (one.town, town) in between}


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
