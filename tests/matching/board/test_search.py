"""The searched plan, for when the solver has nothing yet: legal whatever the board, and near the best."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from matching.board import Instance, MustHave, allocate, mixed, read_instance
from matching.board.program import Deadline
from matching.board.search import constructed
from matching.board.start import start_of
from tests.matching.board.boards import ruled_boards
from tests.matching.board.brute import Everything


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(ruled_boards())
def test_a_searched_plan_breaks_no_rule(board):
    instance, world = read_instance(board), Everything(board)
    teams = constructed(instance, start_of(instance, Deadline(5)), Deadline(5))
    row = world.row(instance.pairs(teams.chosen()))
    if teams.is_complete():
        assert world.feasible()[row]
    else:
        facts = world.facts()
        assert world.meeting(key for key in facts if key[0] in ("max_load", "forbidden", "apart"))[row]


def middle_board(seed: int, rules: bool) -> Instance:
    """60 problems, 20 experts, 8 candidates each; weights that differ or side rules."""
    draw = np.random.default_rng(seed)
    problem = np.repeat(np.arange(60), 8)
    expert = np.concatenate([np.sort(draw.choice(20, 8, replace=False)) for _ in range(60)])
    groups = tuple(MustHave(p, frozenset(expert[8 * p: 8 * p + 3].tolist()), 1) for p in range(0, 60, 6))
    return Instance(
        problem=problem, expert=expert, score=draw.random(480).round(3), demand=draw.integers(1, 3, 60),
        min_load=np.ones(20), max_load=np.full(20, 7.0),
        weights=np.ones(60) if rules else draw.choice([0.5, 1.0, 1.5], 60),
        must_have=groups if rules else (), apart=((0, 1), (2, 3)) if rules else (),
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rules", [False, True])
def test_a_searched_plan_is_near_the_best(seed, rules):
    board = middle_board(seed, rules)
    best = allocate(board)
    teams = constructed(board, start_of(board, Deadline(5)), Deadline(5))
    assert best.status == "optimal"
    assert teams.is_complete()
    assert board.value(teams.chosen()) > 0.97 * best.value


@pytest.mark.parametrize("rules", [False, True])
def test_a_large_board_has_a_plan_and_its_gap_when_time_is_up(monkeypatch, rules):
    monkeypatch.setattr(mixed, "SMALL", 0)
    board = middle_board(5, rules)
    hurried = allocate(board.changed(time_limit=0.3))
    assert hurried.status in ("optimal", "feasible")
    assert not hurried.unassigned
    best = allocate(board)
    assert hurried.value <= best.value + 1e-6
    assert hurried.value * (1 + hurried.gap) >= best.value - 1e-6
