"""The life of a problem: its steps, its owner, its promise, all from the events."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.errors import Conflict
from data.domain.problem import (
    BALL,
    REOPENABLE,
    TRANSITIONS,
    Ball,
    ProblemEventKind,
    ProblemState,
    ProblemStatus,
    ProblemStep,
    next_status,
    replay_problem,
)

E, S = ProblemEventKind, ProblemStatus
DUE = dt.datetime(2026, 4, 9, 8, tzinfo=dt.UTC)


def step(kind: E, expert_id: int | None = None, **details) -> ProblemStep:
    return ProblemStep(kind, expert_id, details)


@st.composite
def histories(draw) -> list[ProblemStep]:
    """Any walk along the allowed transitions."""
    status, steps = S.WAITING, [step(E.SUBMITTED, due_at=DUE.isoformat())]
    for _ in range(draw(st.integers(0, 12))):
        possible = [event for (here, event) in TRANSITIONS if here is status]
        if not possible:
            break
        event = draw(st.sampled_from(possible))
        status = TRANSITIONS[status, event]
        expert = draw(st.integers(1, 5)) if event is E.ASSIGNED else None
        steps.append(step(event, expert, joined_id=1, due_at=None if BALL[status] is Ball.NOBODY else DUE.isoformat()))
    return steps


@given(histories())
def test_a_problem_is_never_lost_and_never_has_two_owners(steps: list[ProblemStep]) -> None:
    state = replay_problem(steps)
    with_expert = state.status in {S.OFFERED, S.IN_PROGRESS, S.TO_CONFIRM}
    assert (state.expert_id is not None) or not with_expert
    assert (state.due_at is None) == (BALL[state.status] is Ball.NOBODY)


@given(histories())
def test_an_open_problem_can_always_go_on(steps: list[ProblemStep]) -> None:
    status = replay_problem(steps).status
    ways_on = {event for here, event in TRANSITIONS if here is status}
    if BALL[status] is not Ball.NOBODY:
        assert ways_on - {E.REOPENED, E.NUMBER_CORRECTED}
    else:
        assert (E.REOPENED in ways_on) == (status in REOPENABLE)
        assert ways_on <= {E.REOPENED, E.CONFIRMED, E.NUMBER_CORRECTED}


def test_owner_from_offer_until_withdrawn_or_declined() -> None:
    offered = [step(E.SUBMITTED, due_at=DUE.isoformat()), step(E.ASSIGNED, 7)]
    assert replay_problem(offered).expert_id == 7
    assert replay_problem([*offered, step(E.WITHDRAWN)]).expert_id is None
    assert replay_problem([*offered, step(E.ACCEPTED), step(E.DECLINED)]).expert_id is None
    again = [*offered, step(E.ACCEPTED), step(E.FINISHED), step(E.NOT_SOLVED)]
    assert replay_problem(again) == ProblemState(S.UNSOLVED, 7, DUE)
    assert replay_problem([*again, step(E.ASSIGNED, 8)]).expert_id == 8


def test_closed_without_a_word_and_taken_up_again_it_stays_with_whoever_left_it_unsolved() -> None:
    finished = [step(E.SUBMITTED, due_at=DUE.isoformat()), step(E.ASSIGNED, 7), step(E.ACCEPTED), step(E.FINISHED)]
    closed = [*finished, step(E.ASKED_AGAIN), step(E.CLOSED, due_at=None)]
    assert replay_problem(closed) == ProblemState(S.UNCONFIRMED, 7, None)
    assert replay_problem([*closed, step(E.CONFIRMED)]).status is S.SOLVED
    assert replay_problem([*closed, step(E.REOPENED, due_at=DUE.isoformat())]) == ProblemState(S.UNSOLVED, 7, DUE)
    with pytest.raises(Conflict):
        replay_problem([*closed, step(E.NOT_SOLVED)])


def test_a_promise_stays_until_the_status_moves() -> None:
    steps = [step(E.SUBMITTED, due_at=DUE.isoformat()), step(E.RECOMMENDED), step(E.CORRECTED)]
    assert replay_problem(steps).due_at == DUE


@pytest.mark.parametrize("event", [event for event in E if event is not E.SUBMITTED])
def test_nothing_comes_before_the_filing(event: E) -> None:
    with pytest.raises(Conflict) as refused:
        next_status(None, event)
    assert refused.value.code == "step_not_possible"


def test_steps_out_of_turn_are_refused() -> None:
    with pytest.raises(Conflict) as refused:
        replay_problem([step(E.SUBMITTED), step(E.CONFIRMED)])
    assert refused.value.params == {"status": S.WAITING, "event": E.CONFIRMED}


def test_no_events_no_problem() -> None:
    with pytest.raises(Conflict) as refused:
        replay_problem([])
    assert refused.value.code == "problem_without_events"
