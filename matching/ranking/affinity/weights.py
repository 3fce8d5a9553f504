"""How much each signal counts: P(person | text) proportional to exp(sum of weight x signal).

Learned weights maximise the log-likelihood of who really handled texts that were held out, minus `strength` times the
squared distance to the prior weights, each in units of SCALE: little evidence leaves the prior where it is. Of several
strengths the strongest is taken whose mean reciprocal rank is within one standard error of the best.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from matching.ranking.affinity.signals import SIGNALS

STRENGTHS = (100.0, 30.0, 10.0, 3.0, 1.0)
PRIOR: Mapping[str, float] = {
    "linear": 5.0, "sum": 5.0, "nearest": 5.0, "topics": 3.0, "topics_nearest": 2.0, "profile": 4.0, "field": 2.0,
    "young_profile": 2.0, "young": 0.0, "subject": 9.0, "active": 0.1, "active_90": 0.0, "active_14": 0.1,
}
# Signals that may count against a person.
_FREE = frozenset({"young"})
_SCALE = {name: 1.0 if name.startswith(("active", "young")) else 10.0 for name in SIGNALS}


@dataclass(frozen=True, slots=True)
class Weights:
    """One per signal, in the order of SIGNALS. learned: from how many held-out texts; 0 = the prior."""

    values: tuple[float, ...]
    learned: int = 0

    @classmethod
    def of(cls, named: Mapping[str, float]) -> Weights:
        """Signals that are not named weigh nothing."""
        return cls(tuple(named.get(name, 0.0) for name in SIGNALS))

    @classmethod
    def prior(cls) -> Weights:
        return cls.of(PRIOR)

    def array(self) -> np.ndarray:
        return np.array(self.values)


def choose(signals: np.ndarray, shares: np.ndarray, prior: Weights) -> Weights:
    """signals: (texts, people, len(SIGNALS)). shares: (texts, people), rows sum to 1: who handled the text."""
    menu = [prior, *(learn(signals, shares, prior, strength) for strength in STRENGTHS)]
    found = np.array([reciprocal_ranks(signals @ weights.array(), shares) for weights in menu])
    lost = found[np.argmax(found.mean(axis=1))] - found
    allowed = lost.std(axis=1) / np.sqrt(lost.shape[1])
    return menu[int(np.argmax(lost.mean(axis=1) <= allowed))]


def learn(signals: np.ndarray, shares: np.ndarray, prior: Weights, strength: float) -> Weights:
    """The weights of one strength; arrays as for `choose`."""
    start, scale = prior.array(), np.array([_SCALE[name] for name in SIGNALS])

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        logs = log_shares(signals @ weights)
        slope = np.einsum("tps,tp->s", signals, np.exp(logs) - shares, optimize=True)
        off = (weights - start) / scale
        return float(strength * off @ off - (shares * logs).sum()), slope + 2 * strength * off / scale

    bounds = [(None if name in _FREE else 0.0, None) for name in SIGNALS]
    found = optimize.minimize(cost, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 200})
    return Weights(tuple(round(float(value), 4) for value in found.x), len(signals))


def reciprocal_ranks(scores: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """1 / rank of the best placed person with a share, one per text."""
    best = np.where(shares > 0, scores, -np.inf).max(axis=1, keepdims=True)
    return 1.0 / (1.0 + (scores > best).sum(axis=1))


def log_shares(scores: np.ndarray) -> np.ndarray:
    """Log of the softmax over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
