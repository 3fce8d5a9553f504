"""How likely two records are one person's: Fellegi and Sunter's model with four kinds of pairs instead of two.

A pair is of one person, of two people of one household, of twins, or of strangers. Phone, household, village and
surname agree in the second kind nearly as often as in the first; a model without it takes relatives for one person.
Within a kind the fields are independent given what was found. The probabilities of levels come from the data by
expectation maximisation (Winkler 1988; Herzog, Scheuren and Winkler 2007, chapter 9) with priors worth `PRIOR_PAIRS`
pairs each; those of strangers are frequencies and never estimated from candidate pairs. Of twins only their number is
estimated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.identity.compare import Evidence, birth_levels
from matching.identity.frequencies import Frequencies, grid
from matching.identity.levels import CODE, FIELDS, GROUP, LEVELS, MISSING
from matching.identity.records import Encoded

PRIOR_PAIRS = 60.0
ROUNDS = 25
SETTLED = 2e-4
SAMPLE = 300_000
STRANGER_PAIRS = 400_000
FEWEST_TWINS = .004  # of pairs of relatives
BIRTHS = np.array([level.field == "birth" for level in LEVELS])


SAME, FAMILY, TWINS = range(3)


@dataclass(frozen=True)
class Model:
    """`levels`: (3, levels + 1), log probability of each level, and 0 for MISSING, among pairs of one person, of one
    household, of twins; `stranger`: (levels + 1,) what of it does not depend on values; `priors`: (3,), log odds of
    each kind against strangers before any evidence."""

    levels: np.ndarray
    stranger: np.ndarray
    priors: np.ndarray

    def log_odds(self, evidence: Evidence) -> np.ndarray:
        """Log odds, float64 (pairs,), that the pair is one person's, against all other kinds."""
        same, *others = self.joint(evidence)
        return same - np.logaddexp.reduce(others)

    def joint(self, evidence: Evidence) -> tuple[np.ndarray, ...]:
        """Log probability of the kind and the evidence together, float64 (pairs,), of each kind, strangers last."""
        sums = [prior + sum(table[column] for column in evidence.levels.T)
                for prior, table in zip((*self.priors, 0.0), (*self.levels, self.stranger), strict=True)]
        return (*sums[:-1], sums[-1] + evidence.stranger.sum(1, dtype=np.float64))

    def ratios(self, evidence: Evidence) -> np.ndarray:
        """Log likelihood ratios of the kinds against strangers, (3, pairs, fields), 0 where a field is missing."""
        stranger = self.stranger[evidence.levels] + evidence.stranger
        return np.where(evidence.levels != MISSING, self.levels[:, evidence.levels] - stranger, 0.0)

    def combined(self, ratios: np.ndarray) -> np.ndarray:
        """Log odds of being one person's from such ratios, (pairs,)."""
        same, family, twins = self.priors[:, None] + ratios.sum(2)
        return same - np.logaddexp(np.logaddexp(family, twins), 0.0)

    def against_rival(self, evidence: Evidence) -> np.ndarray:
        """Log likelihood ratios by field, (pairs, fields), against the kind that explains the pair best if it is not
        one person's."""
        ratios = self.ratios(evidence)
        rivals = np.concatenate([ratios[FAMILY:], np.zeros_like(ratios[:1])])
        likelihood = rivals.sum(2) + np.r_[self.priors[FAMILY:], 0.0][:, None]
        return ratios[SAME] - rivals[likelihood.argmax(0), np.arange(ratios.shape[1])]


def fit(evidence: Evidence, counts: Frequencies, records: Encoded) -> Model:
    """The model of the register that the candidate pairs come from."""
    n = len(records)
    all_pairs = max(n * (n - 1) / 2, 1.0)
    stride = max(1, len(evidence.levels) // SAMPLE)
    sample = Evidence(evidence.levels[::stride], evidence.stranger[::stride])
    model = _beginning(records, counts, n, all_pairs)
    for _ in range(ROUNDS):
        before, model = model, _next(model, sample, all_pairs / stride)
        if np.abs(np.exp(model.levels[SAME]) - np.exp(before.levels[SAME])).max() < SETTLED:
            break
    return _rounded(model)


def _beginning(records: Encoded, counts: Frequencies, n: int, all_pairs: float) -> Model:
    probabilities = [[level.same, level.family, level.twins] for level in LEVELS]
    duplicates = max(n - counts.persons, 1.0) * 1.5
    relatives = 3 * max(n, 1)
    return Model(
        np.log(np.array([*probabilities, [1.0] * 3]).T), _strangers(records),
        np.log(np.array([duplicates, relatives, relatives * FEWEST_TWINS]) / all_pairs),
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
    joint = model.joint(evidence)
    whole = np.logaddexp.reduce(joint)
    same, family, twins = (np.exp(kind - whole) for kind in joint[:-1])
    levels = np.stack([
        _estimate(evidence.levels, same, [level.same for level in LEVELS]),
        _estimate(evidence.levels, family, [level.family for level in LEVELS]),
        model.levels[TWINS],
    ])
    levels[TWINS, :-1] = np.where(BIRTHS, levels[SAME, :-1], levels[TWINS, :-1])
    number = np.array([same.sum() + 1, family.sum() + 1, twins.sum() + FEWEST_TWINS * family.sum() + .1])
    return Model(levels, model.stranger, np.log(number / all_pairs))


def _estimate(levels: np.ndarray, weight: np.ndarray, prior: list[float]) -> np.ndarray:
    found = sum(
        np.bincount(levels[:, field], weight, minlength=MISSING + 1)[:MISSING] for field in range(len(FIELDS))
    ) + PRIOR_PAIRS * np.array(prior)
    return np.r_[np.log(found / _group_sums(found, GROUP)), 0.0]


def _rounded(model: Model) -> Model:
    """On a grid of tenths, so that one more record does not move the weights of all others."""
    return Model(np.log(grid(np.exp(model.levels))), np.log(grid(np.exp(model.stranger))), np.round(model.priors, 1))
