"""The board as a mixed-integer program, solved by HiGHS: for weights that differ, side rules, and small questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from matching.board.instance import TOLERANCE, Floats, Instance, Ints

State = Literal["optimal", "feasible", "infeasible", "unknown"]
STATES: dict[int, State] = {0: "optimal", 1: "feasible", 2: "infeasible"}
FAILED = 4  # seen where HiGHS 1.12 presolves rows that only slack can fill; without presolve it solves them
SHORTEST = 0.05
CLOSE = 1e-7
START_CUTS = 12


class Deadline:
    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds; never quite none, so that a solver asked at the end still answers."""
        return max(SHORTEST, self._end - monotonic())

    def passed(self) -> bool:
        return monotonic() >= self._end


@dataclass(frozen=True)
class Outcome:
    """`bound` is above every plan's objective; `chosen` is None without a plan. `shares`: the columns of the pairs,
    fractions where whole numbers were not asked for."""

    state: State
    chosen: Ints | None = None
    bound: float = np.inf
    shares: Floats | None = None


@dataclass(frozen=True)
class Extra:
    """Further columns beside the pairs: what each adds to the objective, from where up, and whether whole."""

    gain: Floats
    low: float = -np.inf
    whole: NDArray[np.bool_] | bool = False


NO_EXTRA = Extra(np.zeros(0))


def solve(
    gain: Floats,
    constraints: Sequence[LinearConstraint],
    deadline: Deadline,
    extra: Extra = NO_EXTRA,
    whole: bool = True,
) -> Outcome:
    """Maximises gain·x + extra·y with x in {0, 1}; the columns of y follow those of x.

    whole: False where the rows are those of a flow, whose vertices are whole by themselves.
    """
    width, more = len(gain), len(extra.gain)
    if not width + more:
        return _without_columns(constraints)
    question = {
        "c": -np.concatenate([gain, extra.gain]),
        "constraints": constraints,
        "integrality": np.concatenate([np.ones(width), np.broadcast_to(extra.whole, more)]) * whole,
        "bounds": Bounds(np.concatenate([np.zeros(width), np.full(more, extra.low)]),
                         np.concatenate([np.ones(width), np.full(more, np.inf)])),
    }
    options = {"mip_rel_gap": 0.0, "time_limit": deadline.left()}
    answer = milp(**question, options=options)
    if answer.status == FAILED:
        answer = milp(**question, options={**options, "presolve": False})
    state = STATES.get(answer.status, "unknown")
    bound = -answer.fun if answer.status == 0 else _bound(answer.get("mip_dual_bound"))
    if answer.x is None:
        return Outcome(state if state == "infeasible" else "unknown", None, bound)
    return Outcome(state, np.flatnonzero(answer.x[:width] > 0.5), bound, answer.x[:width])


def _bound(reported: float | None) -> float:
    return np.inf if reported is None else -reported


def most_value(instance: Instance, constraints: Sequence[LinearConstraint], deadline: Deadline) -> Outcome:
    """The plan of most value; with a price on load by cuts below the square, added where a plan would pass them."""
    if not instance.load_cost:
        return solve(instance.gain, constraints, deadline)
    width = len(instance.problem)
    loads = _load_matrix(instance)
    wide = [_widened(constraint, instance.experts) for constraint in constraints]
    cuts = _first_cuts(instance, loads)
    price = Extra(np.full(instance.experts, -instance.load_cost))
    best = Outcome("unknown")
    while True:
        found = solve(instance.gain, [*wide, *cuts], deadline, price)
        if found.chosen is None:
            return found if best.chosen is None else best
        true = _burdened(instance, found.chosen)
        if best.chosen is None or true > _burdened(instance, best.chosen):
            best = found
        done = found.bound - true <= CLOSE * max(1.0, abs(true))
        if done or deadline.passed() or found.state != "optimal":
            state = "optimal" if done and found.state == "optimal" else "feasible"
            return Outcome(state, best.chosen, found.bound)
        cuts.append(_cut(loads, instance.loads(found.chosen), width))


def relaxed(instance: Instance, constraints: Sequence[LinearConstraint], deadline: Deadline) -> Outcome:
    """The same over fractions of pairs: a bound, and shares to start from."""
    if not instance.load_cost:
        return solve(instance.gain, constraints, deadline, whole=False)
    wide = [_widened(constraint, instance.experts) for constraint in constraints]
    cuts = _first_cuts(instance, _load_matrix(instance))
    price = Extra(np.full(instance.experts, -instance.load_cost))
    return solve(instance.gain, [*wide, *cuts], deadline, price, whole=False)


def floor_rows(instance: Instance, floor: float) -> LinearConstraint:
    """Each problem with demand keeps at least this sum of scores."""
    matrix = _score_matrix(instance)
    slack = TOLERANCE * max(1.0, abs(floor))
    return LinearConstraint(matrix, np.full(matrix.shape[0], floor - slack), np.inf)


def highest_floor(instance: Instance, constraints: Sequence[LinearConstraint], deadline: Deadline) -> Outcome:
    """The plan whose poorest problem is best off. At least one problem must have demand."""
    matrix = _score_matrix(instance)
    below = hstack([matrix, csr_array(-np.ones((matrix.shape[0], 1)))])
    wide = [_widened(constraint, 1) for constraint in constraints]
    return solve(np.zeros(matrix.shape[1]), [*wide, LinearConstraint(below, 0, np.inf)], deadline, Extra(np.ones(1)))


def _score_matrix(instance: Instance) -> csr_array:
    width = len(instance.problem)
    every = csr_array((instance.score, (instance.problem, np.arange(width))), shape=(instance.problems, width))
    return every[np.flatnonzero(instance.demand > 0)]


def _load_matrix(instance: Instance) -> csr_array:
    width = len(instance.problem)
    weights = instance.weights[instance.problem]
    return csr_array((weights, (instance.expert, np.arange(width))), shape=(instance.experts, width))


def _burdened(instance: Instance, chosen: Ints) -> float:
    squares = float(np.square(instance.loads(chosen)).sum())
    return float(instance.gain[chosen].sum()) - instance.load_cost * squares


def _first_cuts(instance: Instance, loads: csr_array) -> list[LinearConstraint]:
    """Chords of the square between neighbouring loads when all weights are one, else tangents along the way."""
    most = np.minimum(np.maximum(instance.max_load, 0), loads.sum(axis=1))
    width = loads.shape[1]
    if (instance.weights == 1).all():
        return [_line(loads, np.full(len(most), 2.0 * k + 1), np.full(len(most), -k * (k + 1.0)), width)
                for k in range(min(int(most.max(initial=0)) + 1, START_CUTS))]
    return [_cut(loads, most * share, width) for share in np.linspace(0, 1, START_CUTS)]


def _cut(loads: csr_array, at: Floats, width: int) -> LinearConstraint:
    """The tangent of the square at these loads: y >= 2 a L - a^2, equal at L = a."""
    return _line(loads, 2 * at, -np.square(at), width)


def _line(loads: csr_array, slope: Floats, offset: Floats, width: int) -> LinearConstraint:
    experts = len(slope)
    scaled = csr_array(loads.multiply(-slope[:, None]))
    ones = csr_array((np.ones(experts), (np.arange(experts), np.arange(experts))), shape=(experts, experts))
    return LinearConstraint(hstack([scaled, ones]), offset, np.inf)


def _widened(constraint: LinearConstraint, columns: int) -> LinearConstraint:
    matrix = csr_array(constraint.A)
    empty = csr_array((matrix.shape[0], columns))
    return LinearConstraint(hstack([matrix, empty]), constraint.lb, constraint.ub)


def _without_columns(constraints: Sequence[LinearConstraint]) -> Outcome:
    held = all(np.all(np.asarray(one.lb) <= 0) and np.all(np.asarray(one.ub) >= 0) for one in constraints)
    return Outcome("optimal", np.zeros(0, dtype=np.int64), 0.0) if held else Outcome("infeasible")
