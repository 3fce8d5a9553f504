"""What must hold for any register and any question."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.ranking import ExpertProfile, Policy, ProblemQuery, Ranker, SolvedCase
from matching.ranking.eligibility import objections
from matching.ranking.policy import PARTS
from matching.text.taxonomy import PROBLEM_TYPES
from tests.matching.builders import HAILIUTU, NOW, SHIHAHE, TODAY, WUJIAHE

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CROPS = ("西梅", "葡萄", "玉米", "向日葵", "番茄", "肉羊", "奶牛")
TEXTS = ("西梅剪枝", "葡萄霜霉病用药", "玉米施肥追肥", "羊拉稀", "番茄大棚放风", "奶牛不发情", "")
SENTENCES = (
    "西梅怎么剪枝", "葡萄叶子背面一层白霜", "玉米缺什么肥，苗发紫", "羔子拉稀打什么针", "棚里太潮了", "不知道咋了",
)
TYPES = st.lists(st.sampled_from(PROBLEM_TYPES[:18]), max_size=3, unique=True).map(tuple)


@st.composite
def experts(draw):
    count = draw(st.integers(1, 7))
    return [
        ExpertProfile(
            id=number,
            text=draw(st.sampled_from(TEXTS)),
            problem_types=draw(TYPES),
            crops=tuple(draw(st.lists(st.sampled_from(CROPS), max_size=2, unique=True))),
            industries=tuple(draw(st.lists(st.sampled_from(["I1", "I3", "I4", "I6", "I7"]), max_size=2, unique=True))),
            home_place=draw(st.sampled_from([None, HAILIUTU, SHIHAHE, WUJIAHE])),
            outside=draw(st.booleans()),
            open_count=draw(st.integers(0, 5)),
            max_open=draw(st.integers(1, 5)),
            active=draw(st.integers(0, 9)) > 0,
            away=draw(st.sampled_from([(), ((TODAY, TODAY + timedelta(days=2)),)])),
            licences=draw(st.sampled_from([frozenset(), frozenset({"vet"})])),
            last_assigned=draw(st.sampled_from([None, NOW - timedelta(days=2), NOW - timedelta(days=40)])),
        )
        for number in range(1, count + 1)
    ]


@st.composite
def cases(draw):
    return [
        SolvedCase(
            expert_id=draw(st.integers(1, 8)),
            text=draw(st.sampled_from(SENTENCES)),
            problem_types=draw(TYPES),
            crop=draw(st.sampled_from([None, *CROPS])),
            outcome=draw(st.sampled_from(["confirmed", "reported", "unsolved"])),
            rating=draw(st.sampled_from([None, 1.0, 5.0])),
        )
        for _ in range(draw(st.integers(0, 8)))
    ]


@st.composite
def queries(draw):
    return ProblemQuery(
        id="q", text=draw(st.sampled_from(SENTENCES)), gate=draw(st.sampled_from([None, "prescription", "mass_event"])),
        town=draw(st.sampled_from([None, HAILIUTU])), language=draw(st.sampled_from([None, "mn"])),
        requested=draw(st.sampled_from([(), (1,)])),
    )


MINUTES_BY_ROAD = st.dictionaries(st.integers(1, 7), st.integers(0, 300), max_size=7)
BARRED = st.dictionaries(st.integers(1, 7), st.sampled_from(["conflict", "declined_before"]), max_size=2)


def stored(recommendation) -> str:
    return json.dumps(recommendation.to_dict(), ensure_ascii=False)


@FEW
@given(experts(), cases(), queries(), MINUTES_BY_ROAD, BARRED, st.randoms(use_true_random=False))
def test_the_order_of_inputs_changes_no_byte(engine, people, past, query, minutes, barred, random):
    one = Ranker.fit(engine, people, past).recommend(query, NOW, minutes, barred)
    shuffled = [random.sample(people, len(people)), random.sample(past, len(past))]
    other_minutes = dict(random.sample(list(minutes.items()), len(minutes)))
    two = Ranker.fit(engine, *shuffled).recommend(query, NOW, other_minutes, dict(reversed(barred.items())))
    assert stored(one) == stored(two)


@FEW
@given(experts(), cases(), queries(), MINUTES_BY_ROAD, st.data())
def test_one_more_open_case_never_raises_a_rank(engine, people, past, query, minutes, data):
    ranker = Ranker.fit(engine, people, past)
    before = [c.expert_id for c in ranker.recommend(query, NOW, minutes).candidates]
    busier = data.draw(st.sampled_from(people))
    loaded = [replace(p, open_count=p.open_count + 1) if p.id == busier.id else p for p in people]
    after = [c.expert_id for c in ranker.refreshed(loaded).recommend(query, NOW, minutes).candidates]
    assert busier.id not in after or after.index(busier.id) >= before.index(busier.id)


@FEW
@given(experts(), cases(), queries(), MINUTES_BY_ROAD, BARRED)
def test_everybody_is_somewhere_and_the_ineligible_are_never_candidates(engine, people, past, query, minutes, barred):
    recommendation = Ranker.fit(engine, people, past).recommend(query, NOW, minutes, barred)
    offered = {c.expert_id for c in recommendation.candidates}
    refused = {p.id for p in people if objections(query, p, TODAY, barred.get(p.id), Policy())}
    unfit = {one.expert_id for one in recommendation.not_qualified}
    assert set(recommendation.exclusions) == refused
    assert not offered & refused and not unfit & (offered | refused)
    rest = {p.id for p in people} - offered - refused - unfit
    assert all(p.outside for p in people if p.id in rest)
    assert recommendation.candidates or recommendation.rung == "queue"


@FEW
@given(experts(), cases(), queries(), MINUTES_BY_ROAD)
def test_totals_follow_from_the_stored_parts(engine, people, past, query, minutes):
    policy = Policy()
    recommendation = Ranker.fit(engine, people, past, policy).recommend(query, NOW, minutes)
    kept = json.loads(stored(recommendation))
    for candidate in kept["candidates"]:
        assert all(0.0 <= candidate["parts"][name] <= 1.0 for name in PARTS)
        assert candidate["total"] == round(sum(policy.weights[n] * candidate["parts"][n] for n in PARTS), 6)
    totals = [candidate["total"] for candidate in kept["candidates"]]
    assert totals == sorted(totals, reverse=True)


@FEW
@given(experts(), cases(), queries(), MINUTES_BY_ROAD, BARRED)
def test_explanations_agree_with_the_recommendation(engine, people, past, query, minutes, barred):
    ranker = Ranker.fit(engine, people, past)
    recommendation = ranker.recommend(query, NOW, minutes, barred)
    offered = {c.expert_id: c for c in recommendation.candidates}
    for person in people:
        reasons = ranker.explain(query, person.id, NOW, minutes, barred)
        ranks = [r.params["rank"] for r in reasons if r.code == "QUALIFIED_RANK"]
        assert ranks == ([offered[person.id].rank] if person.id in offered else [])
        if person.id in recommendation.exclusions:
            assert reasons[: len(recommendation.exclusions[person.id])] == recommendation.exclusions[person.id]


@FEW
@given(experts(), cases(), queries())
def test_reasons_are_four_lines_with_two_against_at_most(engine, people, past, query):
    for candidate in Ranker.fit(engine, people, past).recommend(query, NOW).candidates:
        kinds = [reason.kind for reason in candidate.reasons]
        assert kinds.count("plus") in (1, 2, 3)
        assert kinds.count("minus") <= 2
        assert len(kinds) <= 4
        assert kinds == sorted(kinds, key=["plus", "minus"].index)
