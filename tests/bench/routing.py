"""`python -m tests.bench.routing FOLDER`: the engine beside the recipes to beat, in one run.

MRR of the first relevant expert per set; the last columns say how much of what the best recipe misses the engine finds
(share of 1 - MRR), and the 95 % interval of the difference in MRR by a paired bootstrap over the queries. The best
recipe is chosen on the queries themselves, which flatters it. "banner" is our own data, written by hand.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from matching.evaluation import Given, score
from matching.evaluation.measures import first_rank, ranks_of
from tests.bench.recipes import RECIPES
from tests.bench.routing_sets import sets

DRAWS = 2000
MOST_SVM = 120


def main(folder: Path) -> None:
    names = [*RECIPES, "engine"]
    heads = "".join(f"{name:>11}" for name in names)
    print(f"{'set':<26}{heads}{'missed less':>13}{'difference':>20}  fit s, ms")
    kept = []
    for title, given in sets(folder):
        found = {name: reciprocal(recipe(given), given) for name, recipe in RECIPES.items() if _fits(name, given)}
        scored = score(given)
        found["engine"] = reciprocal(scored.scores, given)
        best = max((found[name] for name in RECIPES if name in found), key=np.mean)
        low, high = bootstrap(found["engine"] - best)
        kept.append(1 - (1 - found["engine"].mean()) / (1 - best.mean()))
        cells = "".join(f"{found[name].mean():>11.4f}" if name in found else f"{'-':>11}" for name in names)
        costs = scored.costs()
        print(f"{title:<26}{cells}{kept[-1]:>13.1%}{f'{low:+.4f} … {high:+.4f}':>20}"
              f"  {costs['fit_seconds']:.1f}, {costs['p50_ms']:.1f}", flush=True)
    print(f"{'mean':<26}{'':>{11 * len(names)}}{np.mean(kept):>13.1%}")


def reciprocal(scores: np.ndarray, given: Given) -> np.ndarray:
    """1 / rank of the first relevant expert, one per query."""
    place = {expert.id: position for position, expert in enumerate(given.experts)}
    rows = zip(scores, given.queries, strict=True)
    return np.array([1.0 / first_rank(query, ranks_of(row), place) for row, query in rows])


def bootstrap(differences: np.ndarray) -> tuple[float, float]:
    random = np.random.default_rng(0)
    means = [random.choice(differences, len(differences)).mean() for _ in range(DRAWS)]
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def _fits(name: str, given: Given) -> bool:
    """One SVM per expert takes too long where there are hundreds."""
    return name != "SVM" or len(given.experts) <= MOST_SVM


main(Path(sys.argv[1]))
