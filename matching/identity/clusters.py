"""Persons from pairs, so that the whole group holds together.

Groups grow by joining the two that fit each other best, as long as any fit. How well two groups fit is asked anew
after each step, from what both know together: per field the mean, over the pairs of their records that have it, of the
likelihood ratio (a new record copies what some earlier record of the person says). So a phone in one record and a
birthday in another count together, a changed phone does no harm where an older record has it, and three records that
only hang together like a chain come apart where the ends contradict each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matching.identity.compare import Evidence
from matching.identity.levels import MISSING
from matching.identity.model import Model

FAINTEST = -4.0
LARGEST = 80
LONGEST = 60
CLASH = -.7


@dataclass(frozen=True)
class Joined:
    """`label`: the group of each record. `a`, `b`: groups' pairs that were joined or stand side by side at the end, by a
    record of each; `log_odds` of the joint; `made`: whether it was joined; `pairs`: how many pairs of records it makes."""

    label: np.ndarray
    a: np.ndarray
    b: np.ndarray
    log_odds: np.ndarray
    made: np.ndarray
    pairs: np.ndarray


def neighbourhoods(n: int, a: np.ndarray, b: np.ndarray, log_odds: np.ndarray) -> np.ndarray:
    """A label per record: records that a chain of pairs connects, each pair better than FAINTEST; where a chain would
    tie more than LARGEST records together the fainter pairs are cut."""
    least = np.full(n, FAINTEST)
    while True:
        used = log_odds > np.maximum(least[a], least[b])
        label = connected_components(coo_array((np.ones(used.sum(), bool), (a[used], b[used])), shape=(n, n)), directed=False)[1]
        too_large = np.bincount(label)[label] > LARGEST
        if not too_large.any():
            return label
        least[too_large] += 1.0


def pairs_inside(label: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All pairs (a, b), a < b, of records with one label."""
    order = np.argsort(label, kind="stable")
    sizes = np.bincount(label)
    remaining = np.repeat(np.cumsum(sizes), sizes) - np.arange(len(label)) - 1
    left = np.repeat(np.arange(len(label)), remaining)
    offset = np.arange(len(left)) - np.repeat(np.cumsum(remaining) - remaining, remaining)
    return order[left], order[left + 1 + offset]


def join(n: int, a: np.ndarray, b: np.ndarray, evidence: Evidence, model: Model, threshold: float) -> Joined:
    """Groups of the n records, from all pairs inside neighbourhoods."""
    same, family = model.ratios(evidence)
    known = evidence.levels != MISSING
    label = np.arange(n)
    made: list[tuple[np.ndarray, ...]] = []
    for _ in range(LONGEST):
        table = _Groups(label, a, b, same, family, known)
        scores = model.combined(table.same, table.family)
        best = _mutual_best(table, scores, threshold, n)
        if not best.any():
            break
        made.append((table.x[best], table.y[best], scores[best], table.pairs[best]))
        label = _relabelled(label, table.x[best], table.y[best])
    return _joined(label, made, table, scores)


class _Groups:
    """Pairs of different groups (x < y) and their ratios per field, from the pairs of records between them."""

    def __init__(self, label: np.ndarray, a: np.ndarray, b: np.ndarray, same: np.ndarray, family: np.ndarray, known: np.ndarray):
        n = len(label)
        x, y = label[a], label[b]
        between = x != y
        low, high = np.minimum(x, y)[between].astype(np.int64), np.maximum(x, y)[between]
        keys, at = np.unique(low * n + high, return_inverse=True)
        self.x, self.y, self.pairs = keys // n, keys % n, np.bincount(at, minlength=len(keys))
        shape = (len(keys), same.shape[1])
        self.same, self.family = np.zeros(shape), np.zeros(shape)
        for field in range(shape[1]):
            here = known[:, field] & between
            of = at[known[between, field]]
            self.same[:, field] = _log_mean(same[here, field], of, len(keys))
            self.family[:, field] = _log_mean(family[here, field], of, len(keys))
            clash = here & (same[:, field] < CLASH)
            if clash.any():
                cost = _log_mean(same[clash, field], at[clash[between]], len(keys))
                agrees = known[:, field] & (same[:, field] >= CLASH)
                errors = _more_errors(label, a, b, agrees, known[:, field], keys)
                self.same[:, field] += np.maximum(errors - (self.same[:, field] < 0), 0) * np.minimum(cost, 0.0)


def _log_mean(logs: np.ndarray, at: np.ndarray, size: int) -> np.ndarray:
    """log of the mean of exp(logs) per place, 0 where there is none."""
    count = np.bincount(at, minlength=size)
    total = np.bincount(at, np.exp(logs), minlength=size)
    return np.where(count > 0, np.log(np.maximum(total, 1e-300) / np.maximum(count, 1)), 0.0)


def _more_errors(label: np.ndarray, a: np.ndarray, b: np.ndarray, agrees: np.ndarray, known: np.ndarray, keys: np.ndarray) -> np.ndarray:
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


def _mutual_best(table: _Groups, scores: np.ndarray, threshold: float, n: int) -> np.ndarray:
    """bool per pair of groups: above the threshold, and the best that either of the two has."""
    best = np.full(n, -np.inf)
    np.maximum.at(best, table.x, scores)
    np.maximum.at(best, table.y, scores)
    candidate = np.flatnonzero((scores > threshold) & (scores >= best[table.x]) & (scores >= best[table.y]))
    chosen = np.zeros(len(scores), bool)
    order = candidate[np.lexsort((table.y[candidate], table.x[candidate], -scores[candidate]))]
    _, first_x = np.unique(table.x[order], return_index=True)
    _, first_y = np.unique(table.y[order], return_index=True)
    chosen[order[np.intersect1d(first_x, first_y)]] = True
    taken = np.bincount(np.r_[table.x[chosen], table.y[chosen]], minlength=n)
    twice = chosen & ((taken[table.x] > 1) | (taken[table.y] > 1))
    if twice.any():  # ties in a row: one of them now, the others in the next round
        chosen &= ~twice
        chosen[np.flatnonzero(twice)[0]] = True
    return chosen


def _relabelled(label: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    becomes = np.arange(len(label))
    becomes[y] = x
    return becomes[label]


def _joined(label: np.ndarray, made: list[tuple[np.ndarray, ...]], table: _Groups, scores: np.ndarray) -> Joined:
    left = (table.x, table.y, scores, table.pairs)
    steps = [*made, left]
    is_made = np.concatenate([np.full(len(step[0]), place < len(made)) for place, step in enumerate(steps)])
    return Joined(label, *_columns(steps, 3), is_made, np.concatenate([step[3] for step in steps]))


def _columns(steps: list[tuple[np.ndarray, ...]], count: int) -> list[np.ndarray]:
    return [np.concatenate([step[place] for step in steps]) for place in range(count)]
