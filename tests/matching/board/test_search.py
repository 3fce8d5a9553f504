"""The searched plan, for when the solver has nothing yet: legal whatever the board, and near the best."""

from __future__ import annotations

from itertools import chain, repeat

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from matching.board import Instance, MustHave, allocate, mixed, read_instance
from matching.board.program import Deadline, Outcome
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


def short_board() -> Instance:
    """The middle board with side rules and a lock, where five problems more ask for a full expert alone."""
    board = middle_board(3, rules=True)
    locked, demand = ((59, int(board.expert[8 * 59])),), board.demand.copy()
    demand[:5] = 1
    only = np.isin(board.problem, range(5)) & (board.expert != board.expert[8 * board.problem])
    most = board.max_load.copy()
    most[board.expert[0]] = 1
    board = board.changed(
        problem=board.problem[~only], expert=np.where(board.problem < 5, board.expert[0], board.expert)[~only],
        score=board.score[~only],
    )
    rules = tuple(rule for rule in board.must_have if rule.problem > 4)
    return board.changed(demand=demand, max_load=most, locked=locked, must_have=rules)


@pytest.mark.parametrize("finds", [[], ["locks only"]])
def test_without_a_plan_most_is_served_even_if_the_solver_finds_nothing_in_time(monkeypatch, finds):
    """A large board has no more from the solver than a plan that keeps the locks and serves nothing else."""
    board, answers = short_board(), chain(finds, repeat("nothing"))
    only_locks = np.array([board.position[pair] for pair in board.locked])
    monkeypatch.setattr(mixed, "solve", lambda *given: Outcome(
        "feasible", only_locks if next(answers) == "locks only" else None,
    ))
    monkeypatch.setattr(mixed, "most_value", lambda *given: Outcome("unknown"))
    served = mixed.serve_most(board, Deadline(5))
    taken = set(board.pairs(served))
    assert len(taken) == board.demand.sum() - 4
    assert taken >= set(board.locked)
    assert all(rule.is_met(taken) for rule in board.must_have)
    assert not any({(problem, one), (problem, other)} <= taken for one, other in board.apart for problem in range(60))


def test_what_clashes_within_one_problem_is_named_out_of_a_large_board():
    """Eight able people of whom no two may meet, and a problem that takes two: nothing else has a part in it."""
    board = middle_board(4, rules=True)
    demand, able = board.demand.copy(), sorted(board.expert[8 * 31: 8 * 32].tolist())
    demand[31] = 2
    strangers = tuple((one, other) for one in able for other in able if one < other)
    plan = allocate(board.changed(demand=demand, apart=tuple(sorted({*board.apart, *strangers}))))
    assert plan.status == "infeasible"
    assert {(fact.kind, fact.problem, fact.pair) for fact in plan.conflict} == {
        ("demand", 31, None), *(("apart", None, pair) for pair in strangers),
    }
    assert plan.repairs[0].cost == 1
