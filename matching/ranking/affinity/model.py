"""The text affinity of people: fitted once, then one text at a time. Both the ranker's text part and `evaluate`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.ranking.affinity.past import Past, Person, Read, Row
from matching.ranking.affinity.signals import MOST_COMPARED, LearnSubject, Signals
from matching.ranking.affinity.space import Space, Vector, evenly
from matching.ranking.affinity.validation import choose_weights
from matching.ranking.affinity.weights import Weights

HUB = 0.5


@dataclass(frozen=True)
class Affinity:
    """Immutable. A text's scores depend on no other text asked. read: turns a text into tokens. words: the past texts
    that are compared one by one."""

    space: Space
    signals: Signals
    weights: Weights
    read: Read
    words: tuple[str, ...]

    @classmethod
    def fit(
        cls, people: Sequence[Person], rows: Sequence[Row], read: Read, weights: Weights | None = None,
        learn_subject: LearnSubject | None = None,
    ) -> Affinity:
        """Without `weights` they are chosen by validation inside `rows`."""
        past = Past.read(people, rows, read)
        chosen = weights or choose_weights(past, Weights.prior(), learn_subject)
        compared = tuple(past.words[place] for place in evenly(len(past.words), MOST_COMPARED).tolist())
        return cls(past.space, Signals.fit(past, learn_subject), chosen, read, compared)

    def vector(self, text: str) -> Vector:
        return self.space.vector(self.read(text))

    def near(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Sum of weight x signal, one per person; and the cosine with each of `words`."""
        signals, cosines = self.signals.compare(self.vector(text), text)
        return signals @ self.weights.array(), cosines

    def scores(self, text: str) -> np.ndarray:
        """One per person, on one scale for all texts. The mean over all people is taken off by half, since a text
        that is near to everybody says little about anybody."""
        near, _ = self.near(text)
        return near - HUB * near.mean()

    @property
    def nbytes(self) -> int:
        return self.signals.nbytes + self.space.nbytes
