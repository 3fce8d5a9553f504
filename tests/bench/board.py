"""`python -m tests.bench.board [--large]`: the board's engine beside two others on the same random boards, in one run.

Needs tests/bench/requirements.txt. Seconds are processor time; the ratio is the other's time by ours. Every engine must
reach the same total (the flow library calculates in whole millionths). `--large` adds the largest size, without the
mixed-integer solver, and prints the memory that was needed.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from scipy.optimize import Bounds, milp

from matching.board import Instance, allocate, mixed, network
from matching.board.facts import facts_of
from matching.board.program import Deadline
from matching.board.rows import rows_of

SIZES = {"200 x 200": (200, 200, 200), "2,000 x 500 x 50": (2000, 500, 50)}
LARGE = {"20,000 x 5,000 x 20": (20000, 5000, 20)}
UNIT = 1_000_000


def random_board(problems: int, experts: int, candidates: int, room: float = 1.1) -> Instance:
    """Scores in millionths, demand 1 or 2, minima 0 to 2, maxima of different size that sum to `room` x demand."""
    draw = np.random.default_rng(1)
    demand = draw.integers(1, 3, problems)
    most = np.maximum(1, np.round(draw.dirichlet(np.full(experts, 8)) * demand.sum() * room))
    chosen = [np.sort(draw.choice(experts, candidates, replace=False)) for _ in range(problems)]
    return Instance(
        problem=np.repeat(np.arange(problems), candidates), expert=np.concatenate(chosen),
        score=draw.integers(0, UNIT, problems * candidates) / UNIT, demand=demand,
        min_load=np.minimum(draw.integers(0, 3, experts), most).astype(float), max_load=most, weights=np.ones(problems),
    )


def by_milp(board: Instance) -> float:
    rows = rows_of(board, facts_of(board)).constraint()
    width = len(board.score)
    answer = milp(
        -board.score, constraints=rows, integrality=np.ones(width), bounds=Bounds(0, 1), options={"mip_rel_gap": 0.0},
    )
    return -answer.fun


def by_flow_library(board: Instance) -> float:
    """Problems, experts, sink; the part of an expert's load that must be is paid with more than all scores together."""
    flow, sink = SimpleMinCostFlow(), board.problems + board.experts
    costs = -np.round(board.score * UNIT).astype(np.int64)
    flow.add_arcs_with_capacity_and_unit_cost(board.problem, board.problems + board.expert, np.ones_like(costs), costs)
    nodes = board.problems + np.arange(board.experts)
    least, most = board.min_load.astype(np.int64), board.max_load.astype(np.int64)
    reward = -2 * UNIT * board.problems
    flow.add_arcs_with_capacity_and_unit_cost(nodes, np.full(len(nodes), sink), least, np.full(len(nodes), reward))
    flow.add_arcs_with_capacity_and_unit_cost(nodes, np.full(len(nodes), sink), most - least, np.zeros_like(least))
    flow.set_nodes_supplies(np.arange(board.problems), board.demand)
    flow.set_nodes_supplies(np.array([sink]), np.array([-board.demand.sum()]))
    if flow.solve() != flow.OPTIMAL:
        raise ArithmeticError("the flow library found no optimum")
    return (least.sum() * reward - flow.optimal_cost()) / UNIT


def timed(solve: Callable[[Instance], float], board: Instance) -> tuple[float, float]:
    begun = time.process_time()
    total = solve(board)
    return total, time.process_time() - begun


def first_plan(board: Instance) -> str:
    """The same board with weights that differ, after three seconds of wall time."""
    draw = np.random.default_rng(2)
    heavy = board.changed(weights=draw.choice([1.0, 1.5, 2.0], board.problems), max_load=1.5 * board.max_load + 0.5)
    begun = time.perf_counter()
    found = mixed.best_plan(heavy, Deadline(3.0))
    seconds = time.perf_counter() - begun
    if found.chosen is None:
        return f"none in {seconds:.1f} s"
    value = heavy.value(found.chosen)
    return f"{value:.3f}, bound {found.bound:.3f}, in {seconds:.1f} s"


def main(large: bool) -> None:
    engines = {
        "plan": lambda board: board.value(network.best_plan(board).chosen),
        "with alternates": lambda board: allocate(board).total,
        "milp": by_milp,
        "flow library": by_flow_library,
    }
    for name, size in {**SIZES, **(LARGE if large else {})}.items():
        board = random_board(*size)
        print(f"\n{name:<28}{'total':>16}{'seconds':>10}{'ratio':>8}")
        ours = 0.0
        for engine, solve in engines.items():
            if engine == "milp" and name in LARGE:
                continue
            total, seconds = timed(solve, board)
            ours = ours or seconds
            print(f"{engine:<28}{total:>16.6f}{seconds:>10.2f}{seconds / ours:>8.1f}")
        if name not in LARGE:
            print(f"{'weights differ':<28}{first_plan(board)}")
    print(f"\nmost memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main("--large" in sys.argv)
