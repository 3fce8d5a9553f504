"""The text affinity of people: fitted once, then one text at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.ranking.affinity.past import Past, Person, Read, Row
from matching.ranking.affinity.signals import LearnSubject, Signals
from matching.ranking.affinity.validation import choose_weights
from matching.ranking.affinity.weights import Weights

HUB = 0.5


@dataclass(frozen=True)
class Affinity:
    """Immutable. Scores are log-odds on one scale for all texts: a text's scores depend on no other text asked."""

    past: Past
    signals: Signals
    weights: Weights
    read: Read

    @classmethod
    def fit(
        cls, people: Sequence[Person], rows: Sequence[Row], read: Read, weights: Weights | None = None,
        learn_subject: LearnSubject | None = None,
    ) -> Affinity:
        """`read` turns a text into tokens. Without `weights` they are chosen by validation inside `rows`."""
        past = Past.read(people, rows, read)
        chosen = weights or choose_weights(past, Weights.prior(), learn_subject)
        return cls(past, Signals.fit(past, learn_subject), chosen, read)

    def scores(self, text: str) -> np.ndarray:
        """One per person. The mean over all people is taken off by half, since a text that is near to everybody
        says little about anybody."""
        raw = self.signals.of(self.past.space.vector(self.read(text)), text) @ self.weights.array()
        return raw - HUB * raw.mean()

    @property
    def nbytes(self) -> int:
        return self.signals.nbytes + self.past.space.nbytes
