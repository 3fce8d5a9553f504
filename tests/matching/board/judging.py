"""What must hold of any answer, judged by the slow way."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from matching.board import allocate, as_json, read_instance
from tests.matching.board.brute import EXACT, Everything


def answer_to(board: dict[str, Any]) -> dict[str, Any]:
    instance = read_instance(board)
    return as_json(instance, allocate(instance))


def judge(board: dict[str, Any]) -> dict[str, Any]:
    answer, world = answer_to(board), Everything(board)
    row = world.row(answer["pairs"])
    assert answer["pairs"] == sorted(answer["pairs"])
    assert answer["total"] == pytest.approx(world.totals[row], abs=1e-9)
    missing = [p for p, need in enumerate(board["demand"]) for _ in range(need - int(world.served[row, p]))]
    assert answer["unassigned"] == missing
    if world.feasible().any():
        _judge_plan(world, answer, row)
    else:
        _judge_explanation(world, answer, row)
    return answer


def _judge_plan(world: Everything, answer: dict[str, Any], row: int) -> None:
    assert (answer["status"], answer["gap"], answer["conflict"], answer["repairs"]) == ("optimal", 0, [], [])
    assert world.feasible()[row]
    floor, value = world.best()
    assert world.floors()[row] == pytest.approx(floor, abs=1e-7)
    assert world.values()[row] == pytest.approx(value, abs=1e-6)
    for problem in range(world.problems):
        assert answer["alternates"].get(str(problem), []) == ranked_alternates(world, answer["pairs"], problem)


def _judge_explanation(world: Everything, answer: dict[str, Any], row: int) -> None:
    assert (answer["status"], answer["gap"]) == ("infeasible", None)
    bearable = world.bearable()
    assert bearable[row]
    served = world.served.sum(axis=1)
    assert served[row] == served[bearable].max()
    _judge_conflict(world, answer["conflict"])
    costs = [repair["cost"] for repair in answer["repairs"]]
    assert costs[0] == pytest.approx(world.cheapest_repair())
    assert all(first <= second + EXACT for first, second in pairwise(costs))
    for repair in answer["repairs"]:
        assert repair["cost"] > 0
        assert repair["text"]
        assert Everything({**world.data, **repair["change"]}).feasible().any(), repair


def _judge_conflict(world: Everything, conflict: list[dict[str, Any]]) -> None:
    keys = [key_of(fact) for fact in conflict]
    assert keys
    assert not world.meeting(keys).any()
    for key in keys:
        assert world.meeting(other for other in keys if other != key).any(), f"{key} is not needed"


def key_of(fact: dict[str, Any]) -> tuple:
    if fact["kind"] == "must_have":
        return ("must_have", fact["problem"], *fact["experts"], fact["at_least"])
    if "pair" in fact:
        return (fact["kind"], *fact["pair"])
    return (fact["kind"], fact.get("problem", fact.get("expert")))


def ranked_alternates(world: Everything, pairs: list[list[int]], problem: int) -> list[int]:
    """Who else could take it, by what the board is then worth; equal ones by number, five at most."""
    ranked = []
    for expert in range(world.experts):
        if [problem, expert] not in pairs and (problem, expert) in world.pairs:
            locked = [*world.data.get("locked", []), [problem, expert]]
            best = Everything({**world.data, "locked": locked}).best()
            if best is not None:
                ranked.append((-round(best[0], 6), -round(best[1], 6), expert))
    return [expert for *_, expert in sorted(ranked)][:5]
