"""Where the search begins: the plan of a simpler board that is a flow, led towards the rules it does not know."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from matching.board.instance import Floats, Instance, Ints, Pair
from matching.board.network import serve_most
from matching.board.program import Deadline

ROUNDS = 5


def relaxation(instance: Instance) -> Instance:
    """Every weight the least one, and no rules: what is a plan of the board is one here, and worth no less."""
    return _with_equal_weights(instance, float(instance.weights.min()))


def start_of(instance: Instance, deadline: Deadline) -> Ints:
    """Every weight the mean one, no locks; groups and people apart by a bonus or a fine where the last round broke
    them. The plan of the round that broke least. The board has a problem."""
    simple = _with_equal_weights(instance, float(instance.weights.mean()))
    solved = serve_most(simple)
    best, score, step = (np.inf, solved.chosen), instance.score.copy(), _step(instance.score)
    for _ in range(ROUNDS):
        broken = _steer(instance, solved.chosen, score, step)
        if broken < best[0]:
            best = (broken, solved.chosen)
        if not broken or deadline.passed():
            break
        solved = serve_most(simple.changed(score=score))
    return best[1]


def _with_equal_weights(instance: Instance, weight: float) -> Instance:
    return instance.changed(weights=np.full(instance.problems, weight), locked=(), must_have=(), apart=())


def _step(score: Floats) -> float:
    return float(np.ptp(score)) / 4 + 0.01 if len(score) else 0.0


def _steer(instance: Instance, chosen: Ints, score: Floats, step: float) -> int:
    """Changes the scores where a rule is broken; how many were."""
    taken = set(instance.pairs(chosen))
    unmet = [rule for rule in instance.must_have if not rule.is_met(taken)]
    for rule in unmet:
        pairs = ((rule.problem, expert) for expert in rule.experts)
        score[[instance.position[pair] for pair in pairs if pair in instance.position]] += step
    met = list(_met(instance, taken))
    for one, other in met:
        score[min(instance.position[one], instance.position[other], key=lambda place: score[place])] -= step
    return len(unmet) + len(met)


def _met(instance: Instance, taken: set[Pair]) -> Iterator[tuple[Pair, Pair]]:
    """Pairs of a problem whose experts must not meet."""
    enemies = {(one, other) for one, other in instance.apart}
    by_problem: dict[int, list[int]] = {}
    for problem, expert in sorted(taken):
        by_problem.setdefault(problem, []).append(expert)
    for problem, team in by_problem.items():
        for place, one in enumerate(team):
            for other in team[place + 1:]:
                if (one, other) in enemies:
                    yield (problem, one), (problem, other)
