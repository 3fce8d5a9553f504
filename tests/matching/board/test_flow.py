"""The exact flow on boards too large for brute force: against its own bound, another solver, and solving again."""

from __future__ import annotations

import json

import numpy as np
import pytest

from matching.board import Instance, allocate, alternates, as_json, network, read_instance
from matching.board.alternates import by_flow
from matching.board.facts import Fact, facts_of
from matching.board.program import Deadline, most_value, solve
from matching.board.rows import rows_of


def random_board(seed: int, problems: int = 40, experts: int = 15, **fields) -> Instance:
    """Tight: a tenth more places than demand; scores that differ."""
    draw = np.random.default_rng(seed)
    able = draw.random((problems, experts)) < 0.5
    able[:, 0] = able[:, 1] = True
    problem, expert = np.nonzero(able)
    demand = draw.integers(0, 3, problems)
    most = np.full(experts, np.ceil(1.1 * demand.sum() / experts))
    return Instance(
        problem=problem, expert=expert, score=draw.normal(size=len(problem)).round(6), demand=demand,
        min_load=draw.integers(0, 3, experts).astype(float), max_load=most, weights=np.ones(problems), **fields,
    )


@pytest.mark.parametrize("load_cost", [0.0, 0.07, 2.0])
@pytest.mark.parametrize("seed", range(6))
def test_the_bound_proves_the_plan_and_another_solver_agrees(seed, load_cost):
    board = random_board(seed, load_cost=load_cost, previous=((0, 0), (3, 1)), change_cost=0.4)
    solved = network.best_plan(board)
    assert solved is not None
    assert solved.flow.bound() == pytest.approx(solved.flow.value(), abs=1e-9)
    other = most_value(board, [rows_of(board, facts_of(board)).constraint()], Deadline(20))
    assert board.value(solved.chosen) == pytest.approx(board.value(other.chosen), abs=1e-5)


def test_a_wrong_price_still_bounds():
    solved = network.best_plan(random_board(1))
    best = solved.flow.value()
    solved.flow.prices[:5] += 0.3
    assert solved.flow.bound() > best + 0.01


@pytest.mark.parametrize("seed", range(3))
def test_alternates_are_what_solving_again_would_say(seed):
    board = random_board(seed, problems=12, experts=6)
    solved = network.best_plan(board)
    for problem, experts in by_flow(solved).items():
        team = {expert for served, expert in board.pairs(solved.chosen) if served == problem}
        worth = {}
        for place in np.flatnonzero(board.problem == problem).tolist():
            expert = int(board.expert[place])
            again = network.best_plan(board.changed(locked=((problem, expert),)))
            if expert not in team and again is not None:
                worth[expert] = board.value(again.chosen)
        assert list(experts) == sorted(worth, key=lambda expert: (-worth[expert], expert))[:5]


def test_short_chains_never_promise_more(monkeypatch):
    """What large boards use in place of all chains: the same order where a free place is near."""
    board = random_board(3)
    solved = network.best_plan(board)
    every = by_flow(solved)
    monkeypatch.setattr(alternates, "DENSE", 0)
    short = by_flow(solved)
    assert short.keys() <= every.keys()
    assert sum(short.get(problem, (None,))[0] == experts[0] for problem, experts in every.items()) > len(every) / 2


def _shell_board(seed: int = 4) -> dict:
    draw = np.random.default_rng(seed)
    return {
        "scores": draw.random((9, 6)).round(2).tolist(), "demand": [1, 2, 1, 1, 2, 1, 0, 1, 1],
        "min_load": [1] * 6, "max_load": [2] * 6, "apart": [[0, 1]], "weights": [1, 1, 1, 1, 1, 1, 1, 1, 1.5],
    }


@pytest.mark.parametrize("more", [{}, {"weights": None, "apart": None}, {"max_load": [1] * 6}])
def test_equal_input_gives_equal_bytes_whatever_the_seed(more):
    answers = set()
    for seed in (0, 0, 7, -1):
        board = read_instance({**_shell_board(), **more, "seed": seed})
        answers.add(json.dumps(as_json(board, allocate(board))))
    assert len(answers) == 1


@pytest.mark.parametrize("seed", range(5))
def test_problems_and_experts_in_another_order_give_the_same_plan(seed):
    data = _shell_board(seed)
    draw = np.random.default_rng(seed)
    data["scores"] = draw.random((9, 6)).tolist()
    rows, columns = draw.permutation(9).tolist(), draw.permutation(6).tolist()
    shuffled = {
        **data,
        "scores": [[data["scores"][row][column] for column in columns] for row in rows],
        "demand": [data["demand"][row] for row in rows],
        "weights": [data["weights"][row] for row in rows],
        "apart": [[columns.index(0), columns.index(1)]],
    }
    first, second = allocate(read_instance(data)), allocate(read_instance(shuffled))
    assert first.status == second.status == "optimal"
    assert {(rows[problem], columns[expert]) for problem, expert in second.pairs} == set(first.pairs)
    assert first.total == pytest.approx(second.total)


@pytest.mark.parametrize("seed", range(5))
def test_a_shortage_has_no_fact_too_many(seed):
    board = random_board(seed, problems=24, experts=9)
    draw = np.random.default_rng(seed)
    barred = board.pairs(draw.choice(len(board.problem), len(board.problem) // 3, replace=False))
    short = board.changed(max_load=board.max_load - 2, min_load=np.zeros(9), forbidden=tuple(sorted(barred)))
    conflict = list(allocate(short).conflict)
    assert conflict
    assert not _can_hold(short, conflict)
    assert all(_can_hold(short, [other for other in conflict if other != fact]) for fact in conflict)


def _can_hold(board: Instance, facts: list[Fact]) -> bool:
    rows = rows_of(board, facts)
    return solve(np.zeros(rows.width), [rows.constraint()], Deadline(20)).state == "optimal"


def test_a_shortage_on_a_large_board_is_named_by_the_few_it_concerns():
    """Three problems that only two experts with one place each can take, among two hundred others."""
    board = random_board(2, problems=200, experts=40)
    only = np.isin(board.problem, [5, 6, 7])
    kept = ~only | np.isin(board.expert, [0, 1])
    demand, most, least = board.demand.copy(), board.max_load + 2, np.zeros(40)
    demand[[5, 6, 7]] = 1
    most[[0, 1]] = 1
    short = board.changed(
        problem=board.problem[kept], expert=board.expert[kept], score=board.score[kept],
        demand=demand, max_load=most, min_load=least,
    )
    plan = allocate(short)
    assert (plan.status, len(plan.unassigned)) == ("infeasible", 1)
    named = {(fact.kind, fact.problem, fact.expert) for fact in plan.conflict}
    assert {("max_load", None, 0), ("max_load", None, 1)} <= named
    assert sum(kind == "demand" for kind, _, _ in named) == 3
    assert [(repair.kinds(), repair.cost) for repair in plan.repairs] == [(("max_load",), 1), (("demand",), 1)]
