"""How likely two records are one person's: Fellegi and Sunter's model with three kinds of pairs instead of two.

A pair is of one person, of two people of one household, or of strangers. Phone, household, village and surname agree
in the second kind nearly as often as in the first; a model without it takes relatives for one person. Within a kind
the fields are independent given what was found. Levels' probabilities of the first two kinds come from the data by
expectation maximisation (Winkler 1988; Herzog, Scheuren and Winkler 2007, chapter 9) with priors worth `PRIOR_PAIRS`
pairs each; those of strangers are frequencies and never estimated from candidate pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logsumexp

from matching.identity.compare import Evidence, birth_levels
from matching.identity.frequencies import Frequencies, grid
from matching.identity.levels import CODE, FIELDS, GROUP, LEVELS, MISSING
from matching.identity.records import Encoded

PRIOR_PAIRS = 60.0
ROUNDS = 30
SAMPLE = 600_000
STRANGER_PAIRS = 400_000
BIRTHS = np.array([level.field == "birth" for level in LEVELS])


@dataclass(frozen=True)
class Model:
    """Log probabilities per level (one more for MISSING, 0), and log odds before any evidence of being one person and
    of being of one household, against being strangers."""

    same: np.ndarray
    family: np.ndarray
    stranger: np.ndarray
    prior_same: float
    prior_family: float

    def log_odds(self, evidence: Evidence) -> np.ndarray:
        """Log odds, float64 (pairs,), that the pair is one person's, against both other kinds."""
        same, family, stranger = self._parts(evidence)
        return same - np.logaddexp(family, stranger)

    def ratios(self, evidence: Evidence) -> tuple[np.ndarray, np.ndarray]:
        """Per pair and field the logarithms of same : stranger and family : stranger, 0 where missing; float64."""
        stranger = self.stranger[evidence.levels] + evidence.stranger
        known = evidence.levels != MISSING
        return tuple(np.where(known, part[evidence.levels] - stranger, 0.0) for part in (self.same, self.family))

    def combined(self, same: np.ndarray, family: np.ndarray) -> np.ndarray:
        """Log odds from such ratios."""
        return self.prior_same + same.sum(1) - np.logaddexp(self.prior_family + family.sum(1), 0.0)

    def _parts(self, evidence: Evidence) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        levels = evidence.levels
        same, family = self.prior_same + self.same[levels].sum(1), self.prior_family + self.family[levels].sum(1)
        return same, family, (self.stranger[levels] + evidence.stranger).sum(1)


def fit(evidence: Evidence, counts: Frequencies, records: Encoded) -> Model:
    """The model of the register that the candidate pairs come from."""
    n = len(records)
    all_pairs = max(n * (n - 1) / 2, 1.0)
    stride = max(1, len(evidence.levels) // SAMPLE)
    sample = Evidence(evidence.levels[::stride], evidence.stranger[::stride])
    model = _beginning(records, counts, n, all_pairs)
    for _ in range(ROUNDS):
        model = _next(model, sample, all_pairs / stride)
    return _rounded(model)


def _beginning(records: Encoded, counts: Frequencies, n: int, all_pairs: float) -> Model:
    same = np.array([level.same for level in LEVELS] + [1.0])
    family = np.array([level.family for level in LEVELS] + [1.0])
    duplicates = max(n - counts.persons, 1.0) * 1.5
    return Model(
        np.log(same), np.log(family), _strangers(records), float(np.log(duplicates / all_pairs)),
        float(np.log(3 * n / all_pairs)),
    )


def _strangers(records: Encoded) -> np.ndarray:
    """Log probabilities of the levels of births, from pairs drawn at random; 0 elsewhere: those are in the evidence."""
    logs = np.zeros(len(LEVELS) + 1)
    logs[BIRTHS.nonzero()[0]] = np.log(_birth_shares(records))
    logs[CODE["date_same"]] = 0.0
    return logs


def _birth_shares(records: Encoded) -> np.ndarray:
    rng = np.random.default_rng(20260701)
    known = np.flatnonzero(records.best_birth[:, 0] > 0)
    codes = BIRTHS.nonzero()[0]
    prior = np.array([LEVELS[code].family for code in codes])
    counts = np.zeros(len(LEVELS) + 1)
    if len(known) > 1:
        x, y = rng.choice(known, (2, STRANGER_PAIRS))
        distinct = x != y
        counts += np.bincount(
            birth_levels(records.best_birth[x[distinct]], records.best_birth[y[distinct]]), minlength=len(counts),
        )
    counted = counts[codes] + 20 * prior
    return counted / _group_sums(counted, GROUP[codes])


def _group_sums(values: np.ndarray, groups: np.ndarray) -> np.ndarray:
    return np.bincount(groups, values)[groups]


def _next(model: Model, evidence: Evidence, all_pairs: float) -> Model:
    parts = np.stack(model._parts(evidence))
    shares = np.exp(parts - logsumexp(parts, axis=0))
    return Model(
        _estimate(evidence.levels, shares[0], [level.same for level in LEVELS]),
        _estimate(evidence.levels, shares[1], [level.family for level in LEVELS]),
        model.stranger,
        float(np.log((shares[0].sum() + 1) / all_pairs)), float(np.log((shares[1].sum() + 1) / all_pairs)),
    )


def _estimate(levels: np.ndarray, weight: np.ndarray, prior: list[float]) -> np.ndarray:
    found = sum(
        np.bincount(levels[:, field], weight, minlength=MISSING + 1)[:MISSING] for field in range(len(FIELDS))
    ) + PRIOR_PAIRS * np.array(prior)
    return np.r_[np.log(found / _group_sums(found, GROUP)), 0.0]


def _rounded(model: Model) -> Model:
    """On a grid of tenths, so that one more record does not move the weights of all others."""
    return Model(
        *(np.log(grid(np.exp(part))) for part in (model.same, model.family, model.stranger)),
        float(np.round(model.prior_same, 1)), float(np.round(model.prior_family, 1)),
    )


def probability(log_odds: np.ndarray) -> np.ndarray:
    return expit(log_odds)
