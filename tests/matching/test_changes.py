"""What is said to make somebody first is carried out, and then the person is first."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matching.ranking import Ranker, SolvedCase
from tests.matching.builders import CASES, EVERYBODY, MINUTES, NOW, PLUM, PRUNER
from tests.matching.test_ranking_properties import BARRED, FEW, MINUTES_BY_ROAD, cases, experts, queries


def ranks(ranker, query, minutes, barred) -> dict[int, int]:
    return {one.expert_id: one.rank for one in ranker.recommend(query, NOW, minutes, barred).candidates}


def changed_people(people, id_, **changes):
    return [replace(one, **changes) if one.id == id_ else one for one in people]


def declared(people, id_, fields):
    """With the kinds and the crop written into the record."""
    one = next(person for person in people if person.id == id_)
    types = [code for kind, code in fields if kind == "problem_type"]
    crops = [name for kind, name in fields if kind == "crop"]
    return changed_people(people, id_, problem_types=(*one.problem_types, *types), crops=(*one.crops, *crops))


def carried_out(engine, way, id_, people, past, query, minutes, barred) -> int | None:
    """The person's rank once `way` has come true."""
    match way.code:
        case "LEAD_ASKED":
            query = replace(query, requested=(id_,))
        case "LEAD_LESS_OPEN":
            people = changed_people(people, id_, open_count=way.params["open"])
        case "LEAD_NEARER":
            minutes = {**minutes, id_: way.params["minutes"]}
        case "LEAD_DECLARED" | "RANK_IF_DECLARED":
            people = declared(people, id_, way.params["fields"])
        case "LEAD_OTHERS_GONE":
            order = ranks(Ranker.fit(engine, people, past), query, minutes, barred)
            barred = {**barred, **{other: "kin" for other, rank in order.items() if rank < order[id_]}}
    return ranks(Ranker.fit(engine, people, past), query, minutes, barred).get(id_)


@FEW
@given(experts(), cases(), queries(), MINUTES_BY_ROAD, BARRED, st.data())
def test_every_way_to_the_first_place_leads_there(engine, people, past, query, minutes, barred, data):
    ranker = Ranker.fit(engine, people, past)
    id_ = data.draw(st.sampled_from([person.id for person in people]))
    ways = [one for one in ranker.explain(query, id_, NOW, minutes, barred) if one.kind == "change"]
    assert len(ways) <= 3
    for way in ways:
        if way.code in ("RANK_IF_FREE", "RANK_IF_NEEDED", "LEAD_NOTHING_ALONE"):
            continue
        found = carried_out(engine, way, id_, people, past, query, minutes, barred)
        assert found == way.params.get("rank", 1), way


@FEW
@given(experts(), cases(), queries(), MINUTES_BY_ROAD)
def test_a_lifted_bar_gives_the_rank_that_was_said(engine, people, past, query, minutes):
    ranker = Ranker.fit(engine, people, past)
    free = ranks(ranker, query, minutes, {})
    for id_, rank in list(free.items())[:3]:
        (way,) = (one for one in ranker.explain(query, id_, NOW, minutes, {id_: "kin"}) if one.kind == "change")
        assert (way.code, way.params) == ("RANK_IF_FREE", {"rank": rank})


@FEW
@given(experts(), cases(), queries(), MINUTES_BY_ROAD, BARRED)
def test_whoever_is_proposed_but_not_first_has_an_answer(engine, people, past, query, minutes, barred):
    ranker = Ranker.fit(engine, people, past)
    for one in ranker.recommend(query, NOW, minutes, barred).candidates:
        ways = [r for r in ranker.explain(query, one.expert_id, NOW, minutes, barred) if r.kind == "change"]
        assert bool(ways) == (one.rank > 1)


def test_the_change_said_is_the_smallest_that_is_enough(engine):
    """A twin of the first, a little further away and with one case more."""
    twin = replace(PRUNER, id=21, open_count=PRUNER.open_count + 1)
    people, minutes = [*EVERYBODY, twin], {**MINUTES, 21: MINUTES[1] + 8}
    same = [replace(case, expert_id=21) for case in CASES if case.expert_id == PRUNER.id]
    ranker = Ranker.fit(engine, people, [*CASES, *same])
    assert ranks(ranker, PLUM, minutes, {})[21] == 2
    ways = {one.code: one.params for one in ranker.explain(PLUM, 21, NOW, minutes) if one.kind == "change"}
    assert set(ways) == {"LEAD_ASKED", "LEAD_LESS_OPEN", "LEAD_NEARER"}
    assert ranks(ranker, PLUM, {**minutes, 21: ways["LEAD_NEARER"]["minutes"] + 5}, {})[21] == 2
    busier = ranker.refreshed(changed_people(people, 21, open_count=ways["LEAD_LESS_OPEN"]["open"] + 1))
    assert ranks(busier, PLUM, minutes, {})[21] == 2


def test_the_cards_say_what_the_first_has_and_the_others_lack(ranker):
    first, *others = ranker.recommend(PLUM, NOW, MINUTES).top
    assert [one.kind for one in first.compared] == ["ahead"]
    for one in others:
        kinds = [reason.kind for reason in one.compared]
        assert kinds[0] == "behind" and set(kinds[1:]) == {"change"}


def test_evidence_is_the_own_cases_of_the_field_confirmed_and_most_alike_first(engine):
    numbered = [replace(case, id=number) for number, case in enumerate(CASES, start=100)]
    first = Ranker.fit(engine, EVERYBODY, numbered).recommend(PLUM, NOW, MINUTES).candidates[0]
    told = first.evidence.cases
    own = {case.id: case for case in numbered if case.expert_id == first.expert_id}
    assert {one.id for one in told} <= set(own)
    assert [one.alike for one in told] == sorted((one.alike for one in told), reverse=True)
    assert own[told[0].id].text == "西梅叶子发黄叶脉绿，喷铁肥管用吗"
    assert first.evidence.home == EVERYBODY[0].home_place


def test_a_question_is_no_evidence_for_itself(engine):
    """A question that was finished is looked at again: the case it has become by then is left out."""
    itself = SolvedCase(PRUNER.id, PLUM.text, ("P08",), "I4", "西梅", id=77)
    ranker = Ranker.fit(engine, EVERYBODY, [*CASES, itself])
    mine = {one.expert_id: one for one in ranker.recommend(replace(PLUM, case_id=77), NOW, MINUTES).candidates}
    others = {one.expert_id: one for one in ranker.recommend(PLUM, NOW, MINUTES).candidates}
    assert 77 in {case.id for case in others[PRUNER.id].evidence.cases}
    assert 77 not in {case.id for case in mine[PRUNER.id].evidence.cases}
    assert mine[PRUNER.id].facts.solved == others[PRUNER.id].facts.solved - 1
