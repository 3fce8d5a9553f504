"""Persons from pairs, so that the whole group holds together.

Groups grow by joining the two that fit each other best, as long as any fit. How well two groups fit is asked anew
after each step, from what both know together: per field the mean, over the pairs of their records that have it, of the
likelihood ratio (a new record copies what some earlier record of the person says). So a phone in one record and a
birthday in another count together, a changed phone does no harm where an older record has it, and three records that
only hang together like a chain come apart where the ends contradict each other.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matching.identity.compare import Evidence
from matching.identity.levels import MISSING
from matching.identity.model import SAME, Model

FAINTEST = -4.0
LARGEST = 80
LONGEST = 60
CLASH = -1.5


@dataclass(frozen=True)
class GroupPairs:
    """Pairs of groups, each named by one of its records, with the log odds of being one person and the number of pairs
    of records between them."""

    x: np.ndarray
    y: np.ndarray
    log_odds: np.ndarray
    pairs: np.ndarray

    def where(self, chosen: np.ndarray) -> GroupPairs:
        return GroupPairs(self.x[chosen], self.y[chosen], self.log_odds[chosen], self.pairs[chosen])

    def and_more(self, other: GroupPairs) -> GroupPairs:
        return GroupPairs(*(np.concatenate([getattr(self, f.name), getattr(other, f.name)]) for f in fields(self)))


_NOTHING = np.zeros(0, np.int64)
NONE = GroupPairs(_NOTHING, _NOTHING, np.zeros(0), _NOTHING)


@dataclass(frozen=True)
class Grouping:
    """`label`: the group of each record, named by a record of it. `made`: the joints in the order they were made;
    `apart`: the pairs of groups that were left apart. `joined_at`: per pair of records the log odds at which their
    groups were joined, minus infinity if they were not."""

    label: np.ndarray
    made: GroupPairs
    apart: GroupPairs
    joined_at: np.ndarray


def neighbourhoods(n: int, a: np.ndarray, b: np.ndarray, log_odds: np.ndarray) -> np.ndarray:
    """A label per record: records that a chain of pairs connects, each pair better than FAINTEST; where a chain would
    tie more than LARGEST records together the fainter pairs are cut."""
    least = np.full(n, FAINTEST)
    while True:
        used = log_odds > np.maximum(least[a], least[b])
        label = components(n, a[used], b[used])
        too_large = np.bincount(label)[label] > LARGEST
        if not too_large.any():
            return label
        least[too_large] += 1.0


def components(n: int, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """A label per record, equal where a chain of the pairs leads from one to the other."""
    return connected_components(coo_array((np.ones(len(a), bool), (a, b)), shape=(n, n)), directed=False)[1]


def pairs_inside(label: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All pairs (a, b), a < b, of records with one label."""
    order = np.argsort(label, kind="stable")
    sizes = np.bincount(label)
    remaining = np.repeat(np.cumsum(sizes), sizes) - np.arange(len(label)) - 1
    left = np.repeat(np.arange(len(label)), remaining)
    offset = np.arange(len(left)) - np.repeat(np.cumsum(remaining) - remaining, remaining)
    return order[left], order[left + 1 + offset]


class Grower:
    """Joins groups of records, down to thresholds that may fall, but not below `lowest`, and never rise.

    `neighbourhood`: a label per record; `a`, `b`: all pairs inside neighbourhoods. A neighbourhood where nothing fits
    above `lowest` any more is settled and not looked at again.
    """

    def __init__(
        self, neighbourhood: np.ndarray, a: np.ndarray, b: np.ndarray, evidence: Evidence, model: Model, lowest: float,
    ):
        self._neighbourhood, self._a, self._b, self._model, self._lowest = neighbourhood, a, b, model, lowest
        self._ratios = model.ratios(evidence).astype(np.float32)
        self._known = evidence.levels != MISSING
        self._active = np.arange(len(a))
        self._settled = NONE
        self.grouping = Grouping(np.arange(len(neighbourhood)), NONE, NONE, np.full(len(a), -np.inf))

    def join(self, threshold: float) -> Grouping:
        """Joins the best until no joint has log odds above `threshold`."""
        for _ in range(LONGEST):
            apart = self._apart()
            best = _mutual_best(apart, threshold, len(self.grouping.label))
            if not best.any():
                break
            self._step(apart.where(best))
        self.grouping = replace(self.grouping, apart=self._settled.and_more(apart))
        return self.grouping

    def _apart(self) -> GroupPairs:
        """Pairs of groups in neighbourhoods that are not settled; settles those that now are."""
        use = self._active
        table = _Groups(
            self.grouping.label, self._a[use], self._b[use], self._ratios[:, use], self._known[use],
        )
        apart = GroupPairs(table.x, table.y, self._model.combined(table.ratios), table.pairs)
        going = np.zeros(len(self._neighbourhood), bool)
        going[self._neighbourhood[apart.x[apart.log_odds > self._lowest]]] = True
        done = ~going[self._neighbourhood[apart.x]]
        self._settled = self._settled.and_more(apart.where(done))
        self._active = use[going[self._neighbourhood[self._a[use]]]]
        return apart.where(~done)

    def _step(self, joints: GroupPairs) -> None:
        use, label = self._active, _relabelled(self.grouping.label, joints.x, joints.y)
        score = np.zeros(len(label))
        score[joints.x] = joints.log_odds
        joined_at = self.grouping.joined_at.copy()
        new = use[(label[self._a[use]] == label[self._b[use]]) & np.isneginf(joined_at[use])]
        joined_at[new] = score[label[self._a[new]]]
        made = self.grouping.made.and_more(joints)
        self.grouping = replace(self.grouping, label=label, made=made, joined_at=joined_at)


class _Groups:
    """Pairs of different groups (x < y) and their ratios per field, from the pairs of records between them."""

    def __init__(self, label: np.ndarray, a: np.ndarray, b: np.ndarray, ratios: np.ndarray, known: np.ndarray):
        n = len(label)
        x, y = label[a], label[b]
        between = x != y
        low, high = np.minimum(x, y)[between].astype(np.int64), np.maximum(x, y)[between]
        keys, at = np.unique(low * n + high, return_inverse=True)
        self.x, self.y, self.pairs = keys // n, keys % n, np.bincount(at, minlength=len(keys))
        self.ratios = np.zeros((len(ratios), len(keys), known.shape[1]))
        for field in range(known.shape[1]):
            here = known[:, field] & between
            of = at[known[between, field]]
            for kind, source in enumerate(ratios):
                self.ratios[kind, :, field] = _log_mean(source[here, field], of, len(keys))
            clash = here & (ratios[SAME, :, field] < CLASH)
            if clash.any():
                cost = _log_mean(ratios[SAME, clash, field], at[clash[between]], len(keys))
                agrees = known[:, field] & (ratios[SAME, :, field] >= CLASH)
                errors = _more_errors(label, a, b, agrees, known[:, field], keys)
                counted = self.ratios[SAME, :, field] < 0
                self.ratios[SAME, :, field] += np.maximum(errors - counted, 0) * np.minimum(cost, 0.0)


def _log_mean(logs: np.ndarray, at: np.ndarray, size: int) -> np.ndarray:
    """log of the mean of exp(logs) per place, 0 where there is none."""
    count = np.bincount(at, minlength=size)
    total = np.bincount(at, np.exp(logs), minlength=size)
    return np.where(count > 0, np.log(np.maximum(total, 1e-300) / np.maximum(count, 1)), 0.0)


def _more_errors(
    label: np.ndarray, a: np.ndarray, b: np.ndarray, agrees: np.ndarray, known: np.ndarray, keys: np.ndarray,
) -> np.ndarray:
    """How many more records must be wrong in a field if the two groups are one person, float (keys,).

    Wrong in a group are the records that do not agree with the one most others agree with.
    """
    n = len(label)
    has = np.zeros(n)
    has[a[known]] = 1
    has[b[known]] = 1
    record, other = np.r_[a[agrees], b[agrees]], label[np.r_[b[agrees], a[agrees]]].astype(np.int64)
    met, at = np.unique(record * n + other, return_inverse=True)
    number = np.bincount(at, minlength=len(met)).astype(float)
    record, other = met // n, met % n
    own = np.zeros(n)
    inside = label[record] == other
    own[record[inside]] = number[inside]
    own += has
    most, size = np.zeros(n), np.bincount(label, has, minlength=n)
    np.maximum.at(most, label, own)
    x, y = keys // n, keys % n
    joint = np.maximum(most[x], most[y])
    mine = label[record[~inside]].astype(np.int64)
    pair = np.minimum(mine, other[~inside]) * n + np.maximum(mine, other[~inside])
    place = np.minimum(np.searchsorted(keys, pair), len(keys) - 1)
    np.maximum.at(joint, place, np.where(keys[place] == pair, number[~inside] + own[record[~inside]], 0))
    return (size[x] + size[y] - joint) - (size[x] - most[x]) - (size[y] - most[y])


def _mutual_best(apart: GroupPairs, threshold: float, n: int) -> np.ndarray:
    """bool per pair of groups: above the threshold, and the best that either of the two has."""
    best = np.full(n, -np.inf)
    np.maximum.at(best, apart.x, apart.log_odds)
    np.maximum.at(best, apart.y, apart.log_odds)
    score = apart.log_odds
    candidate = np.flatnonzero((score > threshold) & (score >= best[apart.x]) & (score >= best[apart.y]))
    taken = np.zeros(n, bool)
    chosen = np.zeros(len(score), bool)
    often = np.bincount(np.r_[apart.x[candidate], apart.y[candidate]], minlength=n) > 1
    tied = often[apart.x[candidate]] | often[apart.y[candidate]]
    chosen[candidate[~tied]] = True
    for place in candidate[tied]:  # of equally good joints that share a group the first one; the others next time
        if not (taken[apart.x[place]] or taken[apart.y[place]]):
            taken[[apart.x[place], apart.y[place]]] = chosen[place] = True
    return chosen


def _relabelled(label: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    becomes = np.arange(len(label))
    becomes[y] = x
    return becomes[label]
