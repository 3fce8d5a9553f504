"""Three outcomes: join, leave apart, ask.

Joints are made from the best downwards as long as the share of right ones among all linked pairs stays, as the model
expects, at `PRECISION`. Of the doubtful ones left, those are asked that are worth most: the likelier and the larger a
joint, the more pairs an answer adds. No question follows from another one (they form a forest).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.special import expit

from matching.identity.clusters import Grouping, GroupPairs, Grower

PRECISION = .9965
STAGES = (8.0, 6.0, 5.0, 4.0, 3.5, 3.0, 2.5, 2.25, 2.0, 1.75, 1.5, 1.25, 1.0, .75, .5)
QUESTIONS_PER_100 = 2.0
LEAST_LIKELY = .02
SPREAD = .01
# Doubtful joints turn out right more often than the model says: log odds, measured on made-up registers.
DOUBTFUL_SHIFT = .4


@dataclass(frozen=True)
class Outcome:
    """`asked`: the questions, the most valuable first. `expected_people`, `low`, `high`: how many people the records
    are; low if every question is answered "same", high if "different". `precision` and `recall` of the linked pairs are
    what the model expects."""

    grouping: Grouping
    asked: GroupPairs
    expected_people: float
    low: int
    high: int
    precision: float
    recall: float


def decide(grower: Grower, missed: float) -> Outcome:
    """`missed`: the expected number of pairs of one person that lie outside all neighbourhoods."""
    grouping = grower.join(STAGES[0])
    for threshold in STAGES[1:]:
        further = grower.join(threshold)
        if _precision(further.made) < PRECISION:
            break
        grouping = further
    return _outcome(grouping, missed)


def _precision(made: GroupPairs) -> float:
    """Expected share of right pairs among the linked ones."""
    return float((expit(made.log_odds) * made.pairs).sum() / max(made.pairs.sum(), 1)) if len(made.pairs) else 1.0


def _outcome(grouping: Grouping, missed: float) -> Outcome:
    made, apart = grouping.made, _shifted(grouping.apart)
    people = len(np.unique(grouping.label))
    forest = _forest(apart, len(grouping.label))
    right, left = (float(_value(pairs).sum()) for pairs in (made, apart))
    joints = expit(forest.log_odds).sum()
    expected = people + (1 - expit(made.log_odds)).sum() - joints - missed * _joints_per_pair(joints, left)
    asked = _questions(forest, int(made.pairs.sum()), people - expected * (1 - SPREAD))
    return Outcome(
        grouping, asked, float(expected), people - len(asked.x), people, _precision(made),
        right / (right + left + missed) if right else 1.0,
    )


def _shifted(apart: GroupPairs) -> GroupPairs:
    return replace(apart, log_odds=apart.log_odds + DOUBTFUL_SHIFT)


def _joints_per_pair(joints: float, pairs: float) -> float:
    """How many joints a missed pair of records stands for, as among the doubtful ones."""
    return min(joints / pairs, 1.0) if pairs else 1.0


def _value(pairs: GroupPairs) -> np.ndarray:
    return expit(pairs.log_odds) * pairs.pairs


def _forest(apart: GroupPairs, n: int) -> GroupPairs:
    """The pairs of groups that hang together with the likeliest joints and without a circle, most valuable first."""
    if not len(apart.x):
        return apart
    order = np.argsort(-apart.log_odds, kind="stable")
    rank = np.empty(len(order))
    rank[order] = np.arange(1, len(order) + 1)
    tree = minimum_spanning_tree(coo_array((rank, (apart.x, apart.y)), shape=(n, n)).tocsr()).tocoo()
    kept = apart.where(np.sort(order[tree.data.astype(np.int64) - 1]))
    return kept.where(np.argsort(-_value(kept), kind="stable"))


def _questions(forest: GroupPairs, linked: int, surplus: float) -> GroupPairs:
    """QUESTIONS_PER_100 of linked and asked pairs; more only where fewer would leave the expected number of people
    below the lowest answer."""
    doubtful = forest.where(expit(forest.log_odds) > LEAST_LIKELY)
    budget = int(linked * QUESTIONS_PER_100 / (100 - QUESTIONS_PER_100))
    count = min(len(doubtful.x), max(budget, int(np.ceil(surplus))))
    return doubtful.where(np.arange(len(doubtful.x)) < count)
