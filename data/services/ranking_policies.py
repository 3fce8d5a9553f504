"""Learning from the county's own past: weigh it, adopt learned weights where it says so, or take the hand-set again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from data.domain.errors import Refused
from data.domain.permissions import Permission, Subject, require
from data.domain.places import county_of
from data.domain.worktime import BEIJING
from data.models.ranking_policy import RankingPolicy
from data.queries.matching_inputs import expert_profiles, solved_cases, travel_minutes
from data.queries.ranking_policies import standing_policy
from data.queries.scope import check_role
from data.services.audit import record
from data.services.context import Context
from data.services.engines import text_engine
from data.services.numbers import touch_county
from matching.ranking import ExpertProfile, Policy, ProblemQuery, Ranker, SolvedCase
from matching.ranking.learning import Evidence, Example, weigh

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
    return weigh(list(_examples(ctx, ranker, people, cases[known:])), Policy())


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


def _examples(
    ctx: Context, ranker: Ranker, people: Sequence[ExpertProfile], cases: Sequence[SolvedCase],
) -> Iterator[Example]:
    """Confirmed cases only: who solved it, among everybody, by what was known before."""
    known = {one.id for one in people}
    ways: dict[str, Mapping[int, int]] = {}
    for case in cases:
        if case.outcome != "confirmed" or case.expert_id not in known or case.place is None or case.day is None:
            continue
        if case.place not in ways:
            ways[case.place] = travel_minutes(ctx, county_of(case.place), case.place)
        yield Example.of(ranker.parts(_query(case), _noon(case.day), ways[case.place]), case.expert_id)


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
