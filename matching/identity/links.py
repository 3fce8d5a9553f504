"""Values that stand for one thing, learned from people who are the same without a doubt.

A village that was renamed shows in people who appear under both codes; a household that was split or numbered anew
shows in its other members.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.identity.records import Encoded
from matching.identity.vocabulary import NOTHING

FEWEST_MOVED = 4
LEAST_SHARE = .04


@dataclass(frozen=True)
class PairSet:
    """Unordered pairs of codes, as sorted numbers, and how many people support each."""

    keys: np.ndarray
    support: np.ndarray

    def support_of(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        if not len(self.keys):
            return np.zeros(len(a), np.int64)
        wanted = pair_key(a, b)
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where((self.keys[at] == wanted) & (a != NOTHING) & (b != NOTHING), self.support[at], 0)

    def has(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return self.support_of(a, b) > 0


@dataclass(frozen=True)
class Links:
    """`guess`: a label per record, equal where that taught the links."""

    villages: PairSet
    households: PairSet
    guess: np.ndarray

    def households_of(
        self, a: np.ndarray, b: np.ndarray, household_a: np.ndarray, household_b: np.ndarray,
    ) -> np.ndarray:
        """bool: do people other than those of records a and b themselves connect the two households?"""
        own = self.guess[a] == self.guess[b]
        return self.households.support_of(household_a, household_b) - own > 0

    def of_rows(self, rows: np.ndarray, more: int) -> Links:
        """The same for these records, followed by `more` new ones."""
        return Links(self.villages, self.households, np.r_[self.guess[rows], -1 - np.arange(more)])


def pair_key(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return (np.minimum(a, b).astype(np.int64) << 32) | np.maximum(a, b).astype(np.int64)


def learn_links(records: Encoded, guess: np.ndarray) -> Links:
    return Links(_renamed(records.village, guess), _connected(records.household, guess), guess)


def _connected(codes: np.ndarray, guess: np.ndarray) -> PairSet:
    """Pairs of different codes that occur with one person, and with how many persons."""
    known = np.flatnonzero(codes != NOTHING)
    order = known[np.lexsort((codes[known], guess[known]))]
    next_one = order[1:]
    same = (guess[order[:-1]] == guess[next_one]) & (codes[order[:-1]] != codes[next_one])
    keys, support = np.unique(pair_key(codes[order[:-1]][same], codes[next_one][same]), return_counts=True)
    return PairSet(keys, support)


def _renamed(village: np.ndarray, guess: np.ndarray) -> PairSet:
    """Of those pairs the ones that too many people share to be moves or mistakes."""
    found = _connected(village, guess)
    if not len(found.keys):
        return found
    size = np.bincount(village[village >= 0], minlength=int((found.keys & 0xFFFFFFFF).max()) + 1)
    smaller = np.minimum(size[found.keys >> 32], size[found.keys & 0xFFFFFFFF])
    kept = (found.support >= FEWEST_MOVED) & (found.support >= LEAST_SHARE * smaller)
    return PairSet(found.keys[kept], found.support[kept])
