"""Fit on the past, score every query on its own, and say what it cost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from time import perf_counter

import numpy as np

from matching.evaluation.inputs import Given
from matching.evaluation.subject import subject_learner
from matching.ranking.affinity import Affinity, Row, Weights
from matching.ranking.affinity.tokens import tokens
from matching.text import TextEngine, load_engine


@dataclass(frozen=True)
class Scored:
    """scores: (queries, experts), higher is better, on one scale for all queries. left_out: history rows of
    experts who are no candidates. milliseconds: one per query."""

    scores: np.ndarray
    weights: Weights
    left_out: int
    fit_seconds: float
    milliseconds: np.ndarray
    index_bytes: int

    def costs(self) -> dict[str, float | None]:
        p50, p95 = np.percentile(self.milliseconds, (50, 95)) if len(self.milliseconds) else (None, None)
        return {
            "fit_seconds": round(self.fit_seconds, 3),
            "p50_ms": None if p50 is None else round(float(p50), 3),
            "p95_ms": None if p95 is None else round(float(p95), 3),
            "index_mb": round(self.index_bytes / 1e6, 3),
        }


def score(given: Given, weights: Weights | None = None) -> Scored:
    """Without `weights` they are chosen by validation inside the history. The order of the input changes no score."""
    begun = perf_counter()
    engine = load_engine()
    experts = sorted(given.experts, key=lambda expert: expert.id)
    place = {expert.id: position for position, expert in enumerate(experts)}
    columns = [place[expert.id] for expert in given.experts]
    rows = [
        Row(case.text, place[case.expert], case.weight, case.day) for case in given.history if case.expert in place
    ]
    subject = subject_learner(engine, experts, rows)
    affinity = Affinity.fit(experts, rows, partial(_read, engine if subject else None), weights, subject)
    fitted = perf_counter()
    scores = np.zeros((len(given.queries), len(given.experts)), dtype=np.float32)
    milliseconds = np.zeros(len(given.queries))
    for number, query in enumerate(given.queries):
        asked = perf_counter()
        scores[number] = affinity.scores(query.text)[columns]
        milliseconds[number] = (perf_counter() - asked) * 1000
    return Scored(
        scores, affinity.weights, len(given.history) - len(rows), fitted - begun, milliseconds, affinity.nbytes
    )


def _read(engine: TextEngine | None, text: str) -> dict[str, float]:
    """The lexicon takes part only where it has something to say."""
    return tokens(text, engine.lexicon.find(text) if engine else ())
