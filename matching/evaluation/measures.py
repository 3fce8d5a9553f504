"""How good a ranking is, per query and on average.

acc@k     share of queries with a relevant expert among the first k
mrr       mean of 1 / rank of the first relevant expert, 0 if there is none
ndcg@5    sum of gain / log2(rank + 1) over the first five, divided by the best possible sum (gains as given)
coverage  share of the experts that stand among the first ten of some query
Equal scores share no rank: the order of the experts decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from matching.evaluation.inputs import Query

DEPTH = 5
SEEN = 10


def measures(scores: np.ndarray, queries: Sequence[Query], experts: Sequence[str], known: set[str]) -> dict:
    """scores: (queries, experts). known: experts with a history; `cold_start_mrr` is over the queries none of whose
    relevant experts has one. Queries without a relevant expert count only for coverage; None where nothing counts."""
    place = {expert: position for position, expert in enumerate(experts)}
    ranks = [ranks_of(row) for row in scores]
    asked = [(query, rank) for query, rank in zip(queries, ranks, strict=True) if _relevant(query)]
    firsts = [first_rank(query, rank, place) for query, rank in asked]
    cold = [first for first, (query, _) in zip(firsts, asked, strict=True) if not known & _relevant(query)]
    return {
        **{f"acc@{k}": _mean([first <= k for first in firsts]) for k in (1, 3, 10)},
        "mrr": _mean([1.0 / first for first in firsts]),
        "ndcg@5": _mean([ndcg(query.relevant, rank, place) for query, rank in asked]),
        "coverage": _coverage(ranks, len(experts)),
        "cold_start_mrr": _mean([1.0 / first for first in cold]),
        "cold_start_queries": len(cold),
    }


def ranks_of(scores: np.ndarray) -> np.ndarray:
    """1 = highest."""
    ranks = np.empty(len(scores), dtype=np.int64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks


def first_rank(query: Query, ranks: np.ndarray, place: Mapping[str, int]) -> float:
    """Of the best placed relevant expert; infinity when none is a candidate."""
    return min((float(ranks[place[expert]]) for expert in _relevant(query) if expert in place), default=float("inf"))


def ndcg(relevant: Mapping[str, float], ranks: np.ndarray, place: Mapping[str, int]) -> float:
    """With linear gain, over the first DEPTH ranks."""
    found = {int(ranks[place[expert]]): gain for expert, gain in relevant.items() if expert in place}
    best = sorted(relevant.values(), reverse=True)[:DEPTH]
    ideal = sum(gain / np.log2(rank + 1) for rank, gain in enumerate(best, start=1))
    return float(sum(gain / np.log2(rank + 1) for rank, gain in found.items() if rank <= DEPTH) / ideal)


def _relevant(query: Query) -> set[str]:
    return {expert for expert, gain in query.relevant.items() if gain > 0}


def _coverage(ranks: Sequence[np.ndarray], experts: int) -> float | None:
    seen = {position for rank in ranks for position in np.flatnonzero(rank <= SEEN).tolist()}
    return round(len(seen) / experts, 6) if ranks and experts else None


def _mean(values: Sequence[float]) -> float | None:
    return round(float(np.mean(values)), 6) if len(values) else None
