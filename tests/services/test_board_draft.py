"""The proposal for any board: offers stay, limits and marks hold, who can be served is served, twice the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from data.domain.board import TO_DISPATCH, RowState
from data.services.board_draft import Draft, Marks, draft
from data.services.board_input import Item, Standing
from data.services.board_shortages import shortages
from matching.ranking import Candidate, Facts, Reason, Recommendation

EXPERTS = (1, 2, 3, 4)
AWAY = (Reason("no", "AWAY", {"until": "2026-04-12"}),)


def recommendation(totals: dict[int, float]) -> Recommendation:
    ranked = sorted(totals, key=lambda expert: (-totals[expert], expert))
    candidates = tuple(
        Candidate(expert, rank, "banner", totals[expert], {}, Facts((), None, 0, 5, 0, 0), ())
        for rank, expert in enumerate(ranked, start=1)
    )
    return Recommendation("", "", 3, candidates, {}, (), 4, len(candidates), "banner", (), None)


@st.composite
def standings(draw):
    scores = st.dictionaries(st.sampled_from(EXPERTS), st.sampled_from([0.3, 0.5, 0.55, 0.8]))
    items = []
    for problem in range(1, draw(st.integers(1, 6)) + 1):
        totals, holder = draw(scores), draw(st.sampled_from([None, None, None, *EXPERTS]))
        gone = AWAY if holder and draw(st.booleans()) else ()
        if gone:
            totals.pop(holder, None)
        offer = (100 + problem, holder) if holder else None
        items.append(Item(problem, 1, draw(st.booleans()), recommendation(totals), offer, gone))
    room = {expert: draw(st.integers(0, 2)) for expert in EXPERTS}
    return Standing(tuple(items), room, {expert: draw(st.integers(0, 3)) for expert in EXPERTS})


@st.composite
def boards(draw):
    standing = draw(standings())
    pairs = [(item.problem_id, one.expert_id) for item in standing.items for one in item.made.candidates]
    some = st.frozensets(st.sampled_from(pairs), max_size=2) if pairs else st.just(frozenset())
    forbidden = draw(some)
    locked = {problem: expert for problem, expert in draw(some) if (problem, expert) not in forbidden}
    later = draw(st.frozensets(st.sampled_from([item.problem_id for item in standing.items]), max_size=1))
    return standing, Marks(frozenset(locked.items()), forbidden, later - locked.keys())


def given_to(made: Draft) -> dict[int, int]:
    return {one.item.problem_id: one.expert_id for one in made.placed if one.expert_id is not None}


@settings(max_examples=40)
@given(boards())
def test_any_proposal_keeps_the_rules(board: tuple[Standing, Marks]):
    standing, marks = board
    made = draft(standing, marks, {})
    new = [one for one in made.placed if one.state in {*TO_DISPATCH, RowState.ALONE}]
    for expert in EXPERTS:
        assert sum(one.expert_id == expert for one in new) <= standing.room[expert]
    for one in made.placed:
        pair = (one.item.problem_id, one.expert_id)
        assert one.state is not RowState.KEPT or one.expert_id == one.item.offer[1]
        assert (one.state is RowState.KEPT) == one.item.is_kept
        assert one not in new or pair not in marks.forbidden
        assert one.item.problem_id not in marks.later or one.state not in TO_DISPATCH
        assert not {(one.item.problem_id, other) for other in one.alternates} & marks.forbidden
        assert one.expert_id not in one.alternates
    locked = dict(marks.locked)
    for one in new:
        assert one.expert_id == locked.get(one.item.problem_id, one.expert_id)


@settings(max_examples=40)
@given(boards())
def test_nobody_waits_for_a_place_that_is_free(board: tuple[Standing, Marks]):
    standing, marks = board
    made = draft(standing, marks, {})
    locked = dict(marks.locked)
    used = [one.expert_id for one in made.placed if one.state in {*TO_DISPATCH, RowState.ALONE}]
    for item in made.waiting:
        able = {one.expert_id for one in item.made.candidates} & {locked.get(item.problem_id, e) for e in EXPERTS}
        able = {expert for expert in able if (item.problem_id, expert) not in marks.forbidden}
        assert all(used.count(expert) == standing.room[expert] for expert in able)


@settings(max_examples=40)
@given(boards())
def test_solved_twice_it_is_the_same_and_a_second_draft_changes_nothing(board: tuple[Standing, Marks]):
    standing, marks = board
    made = draft(standing, marks, {})
    assert draft(standing, marks, {}).placed == made.placed
    assert shortages(draft(standing, marks, {})) == shortages(made)
    assert given_to(draft(standing, marks, given_to(made))) == given_to(made)


@settings(max_examples=40)
@given(boards())
def test_every_question_without_a_place_is_explained_and_can_be_helped(board: tuple[Standing, Marks]):
    made = draft(*board, {})
    told = shortages(made)
    assert sorted(id_ for one in told for id_ in one["unserved"]) == sorted(item.problem_id for item in made.waiting)
    for one in told:
        assert set(one["unserved"]) <= set(one["problems"])
        assert one["repairs"]
        assert one["repairs"][0]["cost"] == min(change["cost"] for change in one["repairs"])
        for pair in (pair for change in one["repairs"] for pair in change["unlock"]):
            assert tuple(pair) in board[1].locked
