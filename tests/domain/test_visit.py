"""A visit's state follows from its events: replayed whole it is what step by step gave, and it never grows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.errors import Conflict
from data.domain.visit import (
    COUNTED,
    TRANSITIONS,
    Evidence,
    Grade,
    VisitEventKind,
    VisitState,
    VisitStatus,
    VisitStep,
    apply_step,
    next_visit_status,
    replay_visit,
)

E, S = VisitEventKind, VisitStatus
PEOPLE = [1, 2, 3]
some_people = st.lists(st.sampled_from(PEOPLE), unique=True)
proofs = st.integers(1, 9)
LOGGED = VisitStep(E.LOGGED, {"person_ids": PEOPLE, "heads": 5, "project_ids": [7]})


def list_attached(list_id: int, person_ids: list[int]) -> VisitStep:
    return VisitStep(E.LIST_ATTACHED, {"list_id": list_id, "person_ids": person_ids})


def confirmed(confirmation_id: int, person_ids: list[int], kind: E = E.CONFIRMED) -> VisitStep:
    return VisitStep(kind, {"confirmation_id": confirmation_id, "person_ids": person_ids})


later_steps = st.one_of(
    st.builds(list_attached, proofs, some_people),
    st.builds(confirmed, proofs, some_people, st.sampled_from([E.CONFIRMED, E.CALLED])),
    st.builds(lambda ids: VisitStep(E.PROJECTS_CORRECTED, {"project_ids": ids}), st.lists(st.integers(1, 4))),
    st.just(VisitStep(E.DISPUTED, {})), st.just(VisitStep(E.UPHELD, {"reason": "去过"})),
    st.just(VisitStep(E.VOIDED, {"reason": "写错了"})),
)


@st.composite
def histories(draw) -> list[VisitStep]:
    """Logged, then whatever of the drawn steps is possible."""
    steps, state = [LOGGED], apply_step(None, LOGGED)
    for step in draw(st.lists(later_steps, max_size=10)):
        if state.status is S.VOIDED or (state.status, step.kind) not in TRANSITIONS:
            with pytest.raises(Conflict):
                apply_step(state, step)
            continue
        state = apply_step(state, step)
        steps.append(step)
    return steps


@given(histories())
def test_replay_equals_step_by_step_and_names_stay_the_same(steps: list[VisitStep]) -> None:
    state = apply_step(None, steps[0])
    for step in steps[1:]:
        before, state = state, apply_step(state, step)
        assert set(state.named) == set(PEOPLE) and state.head_count == 5
        assert all(state.named[one].grade <= before.named[one].grade for one in PEOPLE)
    assert replay_visit(steps) == state


@given(histories())
def test_grades_follow_from_the_evidence(steps: list[VisitStep]) -> None:
    state = replay_visit(steps)
    for one in PEOPLE:
        kinds = {step.kind for step in steps[1:] if one in step.details.get("person_ids", ())}
        without_list = Grade.CONFIRMED if kinds & {E.CONFIRMED, E.CALLED} else Grade.NAMED_ONLY
        assert state.named[one].grade is (Grade.SIGNED_LIST if E.LIST_ATTACHED in kinds else without_list)


@given(histories())
def test_a_voided_visit_counts_no_more_and_ends(steps: list[VisitStep]) -> None:
    kinds = [step.kind for step in steps]
    status = replay_visit(steps).status
    assert (status is S.VOIDED) == (E.VOIDED in kinds) == (kinds[-1] is E.VOIDED)
    assert (status in COUNTED) == (status in {S.LOGGED, S.CONFIRMED})


@given(histories())
def test_the_last_correction_of_projects_holds(steps: list[VisitStep]) -> None:
    said = [step.details["project_ids"] for step in steps if step.kind in {E.LOGGED, E.PROJECTS_CORRECTED}]
    assert replay_visit(steps).project_ids == frozenset(said[-1])


def test_the_first_list_and_the_first_confirmation_stay() -> None:
    state = replay_visit([
        LOGGED, list_attached(4, [1]), confirmed(8, [1, 2]), list_attached(5, [1, 2]),
    ])
    assert state == VisitState(S.CONFIRMED, 5, {1: Evidence(4, 8), 2: Evidence(5, 8), 3: Evidence()}, frozenset({7}))


@pytest.mark.parametrize("event", [event for event in E if event is not E.LOGGED])
def test_nothing_comes_before_logging(event: VisitEventKind) -> None:
    with pytest.raises(Conflict, match="visit_step_not_possible"):
        next_visit_status(None, event)


@pytest.mark.parametrize("event", E)
def test_nothing_comes_after_voiding(event: VisitEventKind) -> None:
    with pytest.raises(Conflict, match="visit_voided"):
        next_visit_status(S.VOIDED, event)


def test_no_events_no_visit() -> None:
    with pytest.raises(Conflict, match="visit_without_events"):
        replay_visit([])
