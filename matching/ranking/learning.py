"""Weights learned from who really solved past questions, held against the hand-set ones on newer ones.

P(person | question) proportional to exp(sum of weight x part). Weights are never negative: a better part never counts
against anybody. They maximise the log-likelihood of who solved it, minus STRENGTH times the squared distance to the
hand-set weights, so that little evidence leaves those where they are. Only parts that can be told of the past are
learned; the others keep their share. Everybody who could have been asked stands in each question, not only those shown.

What did not work teaches too, each LESSON times as much as a solved question: log(1 - P) of whoever left one unsolved
or declined it as another field or too far; log P among those shown of whom an officer chose beside the first.

Who was asked often solved often: each question weighs 1 / propensity, the propensity being the share of all questions
that went to its person (inverse propensity weighting, clipped at MOST_WEIGHT times the mean).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from matching.ranking.policy import PARTS, Policy

LEARNED = ("subject", "text", "place", "record")
STRENGTH = 0.02
MOST_WEIGHT = 4.0
LESSON = 0.3
# Learned from the older part, judged on the newer one; fewer judged questions decide nothing.
JUDGED_PART, JUDGED_LEAST = 0.4, 60
SURE = 1.96
BINS = 5
SCALES = (1.0, 200.0)


@dataclass(frozen=True)
class Example:
    """One past question. parts: (people, len(LEARNED)) in [0, 1] as they stood before it; solver: row of who solved it;
    person: that person's id."""

    parts: np.ndarray
    solver: int
    person: int

    @classmethod
    def of(cls, parts: Mapping[int, Mapping[str, float]], person: int) -> Example:
        """From parts per person, as `Ranker.parts` gives them. Raises ValueError for a person not among them."""
        table = np.array([[found[name] for name in LEARNED] for found in parts.values()])
        return cls(table, list(parts).index(person), person)


@dataclass(frozen=True)
class Lesson:
    """What else a past question teaches. parts: as of an Example, of everybody where it did not work, of those shown
    where one of them was chosen; who: row of the person; after: how many of the examples are older."""

    parts: np.ndarray
    who: int
    worked: bool
    after: int

    @classmethod
    def of(cls, parts: Mapping[int, Mapping[str, float]], person: int, *, worked: bool, after: int) -> Lesson:
        """As `Example.of`."""
        one = Example.of(parts, person)
        return cls(one.parts, one.solver, worked, after)


@dataclass(frozen=True, slots=True)
class Bin:
    """count first places that were given a chance of `said` on the mean; `solved` of them were who solved it."""

    count: int
    said: float
    solved: float


@dataclass(frozen=True)
class Evidence:
    """What the past says. weights: of a whole policy, summing to 1. mrr_*: weighted mean reciprocal rank of the solver
    among all, on `judged` questions newer than the `learned` ones; low, high: 95 % interval of the difference.
    lessons: how many besides taught."""

    learned: int
    lessons: int
    judged: int
    mrr_hand: float
    mrr_learned: float
    low: float
    high: float
    weights: Mapping[str, float]
    bins: tuple[Bin, ...]

    @property
    def is_better(self) -> bool:
        """Enough questions, and the learned weights surely ahead on them."""
        return self.judged >= JUDGED_LEAST and self.low > 0.0


def weigh(examples: Sequence[Example], policy: Policy, lessons: Sequence[Lesson] = ()) -> Evidence | None:
    """`examples` oldest first; None where fewer than JUDGED_LEAST could be judged. Lessons only teach, those of the
    judged questions not even that."""
    judged = int(len(examples) * JUDGED_PART)
    if judged < JUDGED_LEAST:
        return None
    older, newer = examples[: len(examples) - judged], examples[len(examples) - judged :]
    hand = _hand(older, policy)
    known = [one for one in lessons if one.after < len(older)]
    learned = _learn(older, hand, known)
    importance = _importance(newer)
    gain = _reciprocal(newer, learned) - _reciprocal(newer, hand)
    mean = float(np.average(gain, weights=importance))
    spread = float(np.sqrt(((importance * (gain - mean)) ** 2).sum()) / importance.sum())
    return Evidence(
        learned=len(older), lessons=len(known), judged=judged,
        mrr_hand=float(np.average(_reciprocal(newer, hand), weights=importance)),
        mrr_learned=float(np.average(_reciprocal(newer, learned), weights=importance)), low=mean - SURE * spread,
        high=mean + SURE * spread, weights=_whole(learned, policy), bins=_bins(newer, learned),
    )


def _hand(examples: Sequence[Example], policy: Policy) -> np.ndarray:
    """The hand-set weights on the scale on which their shares are most likely."""
    share = np.array([policy.weights[name] for name in LEARNED])
    importance = _importance(examples)
    found = optimize.minimize_scalar(
        lambda scale: -_likelihood(examples, scale * share, importance), bounds=SCALES, method="bounded",
    )
    return float(found.x) * share


def _learn(examples: Sequence[Example], hand: np.ndarray, lessons: Sequence[Lesson]) -> np.ndarray:
    importance = _importance(examples)

    def cost(weights: np.ndarray) -> float:
        off = (weights - hand) / hand.sum()
        said = _likelihood(examples, weights, importance) + LESSON * _likelihood_of_lessons(lessons, weights)
        return -said + STRENGTH * len(examples) * float(off @ off)

    found = optimize.minimize(cost, hand, method="L-BFGS-B", bounds=[(0.0, None)] * len(hand))
    return found.x if found.x.sum() > 0.0 else hand


def _likelihood(examples: Sequence[Example], weights: np.ndarray, importance: np.ndarray) -> float:
    return float(sum(
        part * np.log(max(_shares(one, weights)[one.solver], 1e-12))
        for one, part in zip(examples, importance, strict=True)
    ))


def _likelihood_of_lessons(lessons: Sequence[Lesson], weights: np.ndarray) -> float:
    chances = ((one.worked, _shares(one, weights)[one.who]) for one in lessons)
    return float(sum(np.log(max(chance if worked else 1.0 - chance, 1e-12)) for worked, chance in chances))


def _shares(one: Example | Lesson, weights: np.ndarray) -> np.ndarray:
    logits = one.parts @ weights
    odds = np.exp(logits - logits.max())
    return odds / odds.sum()


def _importance(examples: Sequence[Example]) -> np.ndarray:
    """1 / propensity of each question's person, mean about 1, clipped."""
    counts = Counter(one.person for one in examples)
    raw = np.array([len(examples) / (len(counts) * counts[one.person]) for one in examples])
    return np.minimum(raw, MOST_WEIGHT)


def _reciprocal(examples: Sequence[Example], weights: np.ndarray) -> np.ndarray:
    """1 / rank of the solver, ties counted as behind."""
    scores = [one.parts @ weights for one in examples]
    return np.array([1.0 / (found >= found[one.solver]).sum() for one, found in zip(examples, scores, strict=True)])


def _bins(examples: Sequence[Example], weights: np.ndarray) -> tuple[Bin, ...]:
    """First places by their chance, in BINS of equal number: how often the first was the solver."""
    shares = [_shares(one, weights) for one in examples]
    said = np.array([found.max() for found in shares])
    right = np.array([int(found.argmax()) == one.solver for one, found in zip(examples, shares, strict=True)])
    parts = np.array_split(np.argsort(said, kind="stable"), BINS)
    return tuple(Bin(len(rows), float(said[rows].mean()), float(right[rows].mean())) for rows in parts)


def _whole(learned: np.ndarray, policy: Policy) -> dict[str, float]:
    """Learned parts share what the hand-set ones had together; the others keep theirs. Rounded to sum to 1."""
    together = sum(policy.weights[name] for name in LEARNED)
    shares = dict(zip(LEARNED, (learned / learned.sum() * together).tolist(), strict=True))
    weights = {name: round(shares.get(name, policy.weights[name]), 4) for name in PARTS}
    largest = max(PARTS, key=lambda name: weights[name])
    weights[largest] = round(weights[largest] + 1.0 - sum(weights.values()), 4)
    return weights
