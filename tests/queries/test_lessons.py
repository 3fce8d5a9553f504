"""What an assignment that did not go straight on says about who fits."""

from __future__ import annotations

import pytest

from data.domain.offers import DeclineReason, OverrideReason
from data.models.problem import Problem
from data.queries.lessons import choices, setbacks
from data.queries.recommendations import recommendation_view
from data.services.dispatch import assign, decline
from tests.desk import Desk


@pytest.mark.parametrize(
    ("reason", "tells"), [(DeclineReason.NOT_MY_FIELD, True), (DeclineReason.TOO_FAR, True),
                          (DeclineReason.NO_TIME, False)],
)
def test_only_some_reasons_to_decline_say_who_does_not_fit(desk: Desk, reason: DeclineReason, tells: bool):
    problem_id = desk.ask().problem_id
    assignment, expert = desk.assign_first(problem_id)
    with desk.writing(next(name for name, id_ in desk.experts.items() if id_ == expert)) as ctx:
        decline(ctx, assignment, reason.value)
    with desk.reading("王敏") as ctx:
        assert setbacks(ctx, [problem_id]) == ([(problem_id, expert)] if tells else [])


@pytest.mark.parametrize(("reason", "tells"), [(OverrideReason.ON_THE_WAY, True), (OverrideReason.AGREED, False)])
def test_who_was_chosen_beside_the_first_stands_among_those_shown(desk: Desk, reason: OverrideReason, tells: bool):
    problem_id = desk.ask().problem_id
    with desk.writing("王敏") as ctx:
        made = recommendation_view(ctx, problem_id)
        second = made.candidates[1].expert_id
        version = ctx.session.get_one(Problem, problem_id).version
        assign(ctx, problem_id, version, second, made.id, reason.value)
    with desk.reading("王敏") as ctx:
        found = choices(ctx, [problem_id])
        assert [(one.problem_id, one.chosen) for one in found] == ([(problem_id, second)] if tells else [])
        for one in found:
            assert {second, made.candidates[0].expert_id} <= set(one.parts)
            assert all(set(parts) >= {"subject", "text", "place", "record"} for parts in one.parts.values())
