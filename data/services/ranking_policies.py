"""Learning from the county's own past: weigh it, adopt learned weights where it says so, or take the hand-set again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import accumulate

from data.domain.errors import Refused
from data.domain.permissions import Permission, Subject, require
from data.domain.places import county_of
from data.domain.worktime import BEIJING
from data.models.ranking_policy import RankingPolicy
from data.queries.lessons import choices, setbacks
from data.queries.matching_inputs import expert_profiles, solved_cases, travel_minutes
from data.queries.ranking_policies import standing_policy
from data.queries.scope import check_role
from data.services.audit import record
from data.services.context import Context
from data.services.engines import text_engine
from data.services.numbers import touch_county
from matching.ranking import ExpertProfile, Policy, ProblemQuery, Ranker, SolvedCase
from matching.ranking.learning import Evidence, Example, Lesson, weigh

# The older cases are what a ranker of that time would have known; the newest at most so many are practised on.
KNOWN_PART, PRACTISED_MOST = 0.5, 500


def weigh_past(ctx: Context) -> Evidence | None:
    """What the county's solved questions say about the weights; None while there are too few. Takes some seconds.

    Raises NotAllowed.
    """
    check_role(ctx, Permission.POLICY_READ)
    county = county_of(ctx.actor.area_code)
    people = [one for one in expert_profiles(ctx, county) if one.active]
    cases = sorted((one for one in solved_cases(ctx, county) if one.day), key=lambda one: (one.day, one.id))
    known = max(int(len(cases) * KNOWN_PART), len(cases) - PRACTISED_MOST)
    ranker = Ranker.fit(text_engine(ctx, county), people, cases[:known])
    past = _Past(ctx, ranker, people, cases[known:])
    return weigh(past.examples(), Policy(), past.lessons())


def adopt_learned(ctx: Context) -> str:
    """The learned weights recommend from now on: their version. Weighed anew, so that nobody adopts old figures.

    Raises NotAllowed; Refused('policy_not_proven') unless the past surely speaks for them.
    """
    county = _own_county(ctx)
    found = weigh_past(ctx)
    if found is None or not found.is_better:
        raise Refused("policy_not_proven")
    _end(ctx, county)
    row = RankingPolicy(
        county_code=county, version=f"learned-{ctx.today:%Y%m%d}-{found.learned}", weights=dict(found.weights),
        evidence=asdict(found), adopted_by_id=ctx.actor.account_id, adopted_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    record(ctx, "adopted", "ranking_policy", row.id, version=row.version)
    return row.version


def back_to_hand_set(ctx: Context) -> None:
    """The hand-set weights recommend again; once is enough. Raises NotAllowed."""
    _end(ctx, _own_county(ctx))


class _Past:
    """Practised cases, oldest first, as what they teach: everybody's parts by what was known before."""

    def __init__(
        self, ctx: Context, ranker: Ranker, people: Sequence[ExpertProfile], cases: Sequence[SolvedCase],
    ):
        self.ctx, self.ranker = ctx, ranker
        self.known = {one.id for one in people}
        self.cases = [one for one in cases if one.place is not None and one.day is not None]
        self.ways: dict[str, Mapping[int, int]] = {}

    def examples(self) -> list[Example]:
        """Who solved it, of the confirmed ones."""
        return [Example.of(self._parts(one), one.expert_id) for one in self.cases if self._is_example(one)]

    def lessons(self) -> list[Lesson]:
        """What did not work, and whom officers chose beside the first."""
        after = list(accumulate(map(self._is_example, self.cases), initial=0))
        place = {one.id: number for number, one in enumerate(self.cases)}
        failed = {(one.id, one.expert_id) for one in self.cases if one.outcome == "unsolved"}
        failed |= set(setbacks(self.ctx, place))
        found = [
            Lesson.of(self._parts(self.cases[place[case]]), expert, worked=False, after=after[place[case]])
            for case, expert in sorted(failed) if expert in self.known
        ]
        return found + [
            Lesson.of(one.parts, one.chosen, worked=True, after=after[place[one.problem_id]])
            for one in choices(self.ctx, place)
        ]

    def _is_example(self, case: SolvedCase) -> bool:
        return case.outcome == "confirmed" and case.expert_id in self.known

    def _parts(self, case: SolvedCase) -> Mapping[int, Mapping[str, float]]:
        if case.place not in self.ways:
            self.ways[case.place] = travel_minutes(self.ctx, county_of(case.place), case.place)
        return self.ranker.parts(_query(case), _noon(case.day), self.ways[case.place])


def _query(case: SolvedCase) -> ProblemQuery:
    types = tuple((code, 1 / len(case.problem_types)) for code in case.problem_types)
    return ProblemQuery(
        str(case.id), case.text, types, case.industry, case.crop, town=(case.place or "")[:9], day=case.day,
        case_id=case.id,
    )


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), BEIJING)


def _own_county(ctx: Context) -> str:
    check_role(ctx, Permission.POLICY_EDIT)
    county = county_of(ctx.actor.area_code)
    require(ctx.actor, Permission.POLICY_EDIT, Subject(county))
    touch_county(ctx, county)
    return county


def _end(ctx: Context, county: str) -> None:
    row = standing_policy(ctx, county)
    if row is not None:
        row.ended_by_id, row.ended_at = ctx.actor.account_id, ctx.now
        record(ctx, "ended", "ranking_policy", row.id, version=row.version)
