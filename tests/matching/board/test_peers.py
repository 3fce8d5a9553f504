"""Cases that other programs assert about themselves or get wrong; the optima were found by a second exact solver.

A26, A27 and A29 are about how scores are made and shortlists drawn, which is the ranker's work.
"""

from __future__ import annotations

import pytest

from matching.board import load_limits
from tests.matching.board.judging import answer_to

T = [[0.2, 0.5, 0.2, 0.7], [0.1, 0.2, 0, 0.9], [0.4, 0.3, 0.6, 0.3]]
A8 = [[10, 100, -1, 10], [-1, 10, 10, 100], [-1, 10, 10, 100], [10, 100, 100, 10], [10, -1, 100, 10]]


def board(scores, demand, least, most, **rules):
    return {"scores": scores, "demand": demand, "min_load": least, "max_load": most, **rules}


def team(answer, problem):
    return {expert for served, expert in answer["pairs"] if served == problem}


UNIQUE = {
    "A1": (board(T, [2, 1, 3], [1] * 4, [2] * 4), 3.4, [{1, 3}, {3}, {0, 1, 2}]),
    "A2": (board(T, [2, 2, 2], [1] * 4, [2, 1, 3, 1]), 2.7, [{1, 2}, {0, 3}, {0, 2}]),
    "A3": (board(T, [2, 1, 3], [0] * 4, [2, 1, 3, 1]), 2.6, [{0, 2}, {3}, {0, 1, 2}]),
    "A4": (board(T, [2, 1, 0], [0] * 4, [2] * 4), 2.1, [{1, 3}, {3}, set()]),
    "A5": (
        board([[0, -1, -1, -2], [-1, 0, -1, -2], [-1, -1, 0, 0]], [1, 1, 2], [1] * 4, [2] * 4), 0, [{0}, {1}, {2, 3}],
    ),
    "A8": (
        board(
            A8, [2] * 5, [1] * 4, [3] * 4, forbidden=[[0, 1], [3, 1], [3, 2], [4, 2], [1, 3], [2, 3]]
        ), 100, [{0, 3}, {1, 2}, {1, 2}, {0, 3}, {0, 3}],
    ),
    "A13": (board([[7, 2], [2, 3]], [2, 1], [1, 1], [2, 1]), 11, [{0, 1}, {0}]),
    "A14": (board([[2, 3, 6], [2, 9, 7]], [1, 1], [0, 0, 1], [0, 1, 3]), 15, [{2}, {1}]),
    "A15": (board([[0.1, 10], [10, 0.1]], [1, 1], [0, 0], [1, 1], locked=[[0, 0]]), 0.2, [{0}, {1}]),
    "A16": (board([[None, 0.004, None]], [1], [0] * 3, [1] * 3), 0.004, [{1}]),
}


@pytest.mark.parametrize("name", UNIQUE)
def test_the_one_best_plan(name):
    given, total, teams = UNIQUE[name]
    answer = answer_to(given)
    assert (answer["status"], answer["gap"]) == ("optimal", 0)
    assert answer["total"] == pytest.approx(total, abs=1e-12)
    assert [team(answer, problem) for problem in range(len(teams))] == teams


@pytest.mark.parametrize("spelt", [
    {"scores": [[None] * 5] * 20},
    {"scores": [[1] * 5] * 20, "forbidden": [[problem, expert] for problem in range(20) for expert in range(5)]},
])
def test_a6_every_pair_in_conflict_serves_nothing(spelt):
    answer = answer_to({"demand": [1] * 20, "min_load": [0] * 5, "max_load": [20] * 5, **spelt})
    assert (answer["status"], answer["pairs"], answer["unassigned"]) == ("infeasible", [], list(range(20)))
    assert [fact["kind"] for fact in answer["conflict"]].count("demand") == 1


def test_a7_conflicts_are_not_used():
    barred = [[2, 1], [2, 2], [3, 1], [3, 2], [0, 3], [1, 3]]
    answer = answer_to(board([[1] * 4] * 5, [2] * 5, [1] * 4, [3] * 4, forbidden=barred))
    assert (answer["status"], answer["total"]) == ("optimal", 10)
    assert not [pair for pair in answer["pairs"] if pair in barred]


@pytest.mark.parametrize(("least", "cost"), [(1, 2000), (2, 4000)])
def test_a10_a_minimum_is_paid_for(least, cost):
    answer = answer_to(board([[0, 0, 0, -2000]] * 3, [3] * 3, [least] * 4, [3] * 4))
    assert (answer["status"], answer["total"]) == ("optimal", -cost)


@pytest.mark.parametrize(("given", "limits"), [
    ((1, 4), (1, 4)), ((1, 4, 2), (1, 2)), ((1, 4, 9), (1, 4)), ((1, 4, -3), (0, 0)), ((3, 4, 2), (2, 2)),
])
def test_a28_limits_of_the_board_and_of_the_person(given, limits):
    assert load_limits(*given) == limits


def test_a28_a_negative_maximum_is_none():
    answer = answer_to(board([[5, 1]], [1], [0, 0], [-2, 1]))
    assert (answer["status"], answer["pairs"]) == ("optimal", [[0, 1]])
