"""The measures against their definitions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.evaluation import Query, measures

EXPERTS = ["a", "b", "c", "d", "e", "f"]


def asked(relevant: dict[str, float]) -> Query:
    return Query("q", "", relevant)


def test_one_query_by_hand():
    scores = np.array([[0.1, 0.9, 0.5, 0.4, 0.3, 0.2]])  # b c d e f a
    found = measures(scores, [asked({"c": 3, "a": 2, "gone": 1})], EXPERTS, {"c"})
    assert (found["acc@1"], found["acc@3"], found["mrr"]) == (0.0, 1.0, 0.5)
    best = 3 + 2 / math.log2(3) + 1 / math.log2(4)
    assert found["ndcg@5"] == pytest.approx(3 / math.log2(3) / best, abs=1e-6)
    assert (found["cold_start_mrr"], found["cold_start_queries"]) == (None, 0)
    assert found["coverage"] == 1.0


def test_a_newcomer_s_query_is_cold():
    scores = np.array([[3.0, 2, 1, 0, 0, 0], [3.0, 2, 1, 0, 0, 0]])
    found = measures(scores, [asked({"a": 1, "b": 0}), asked({"b": 1})], EXPERTS, {"a"})
    assert (found["cold_start_mrr"], found["cold_start_queries"], found["mrr"]) == (0.5, 1, 0.75)


def test_nothing_relevant_is_not_counted():
    scores = np.zeros((2, 6))
    found = measures(scores, [asked({}), asked({"a": 0})], EXPERTS, set())
    assert (found["mrr"], found["acc@1"], found["ndcg@5"]) == (None, None, None)


def test_nobody_to_be_found_counts_as_missed():
    found = measures(np.zeros((1, 6)), [asked({"gone": 2})], EXPERTS, set())
    assert (found["mrr"], found["ndcg@5"], found["acc@10"]) == (0.0, 0.0, 0.0)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 4), min_size=6, max_size=6), min_size=1, max_size=5),
    st.dictionaries(st.sampled_from(EXPERTS), st.integers(0, 5), min_size=1),
)
def test_against_sorting_by_hand(rows, gains):
    queries = [Query(str(number), "", gains) for number in range(len(rows))]
    found = measures(np.array(rows, dtype=float), queries, EXPERTS, set(EXPERTS))
    relevant = {expert for expert, gain in gains.items() if gain > 0}
    if not relevant:
        assert found["mrr"] is None
        return
    orders = [sorted(range(6), key=lambda place, row=row: (-row[place], place)) for row in rows]
    firsts = [next(rank for rank, place in enumerate(order, 1) if EXPERTS[place] in relevant) for order in orders]
    assert found["mrr"] == pytest.approx(sum(1 / first for first in firsts) / len(firsts), abs=1e-6)
    assert found["acc@3"] == pytest.approx(sum(first <= 3 for first in firsts) / len(firsts), abs=1e-6)
    gained = [[gains.get(EXPERTS[place], 0) for place in order] for order in orders]
    best = sorted(gains.values(), reverse=True)
    assert found["ndcg@5"] == pytest.approx(sum(_dcg(row) / _dcg(best) for row in gained) / len(rows), abs=1e-6)


def _dcg(gains: list[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains[:5], start=1))
