"""Which pairs are worth a look: records that share one of these keys.

A key that too many records share is left out: what it would find is either found by a narrower key or cannot be told
apart anyway. `LARGEST` holds the most records per value.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from matching.identity.births import Precision
from matching.identity.contacts import IdForm
from matching.identity.records import Encoded
from matching.identity.vocabulary import NOTHING

LARGEST = 60
ABOVE_BOUND = 1.6  # keys hang together; measured on made-up registers: 0.7 to 2.8
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def keys(records: Encoded) -> Iterator[np.ndarray]:
    """One uint64 array per kind of key; 0 for a record without one."""
    r = records
    born, birth = r.best_birth, r.best_birth[:, 0]
    year = np.where(birth > Precision.AGE, born[:, 1], NOTHING)
    date = np.where(birth == Precision.DATE, np.where(born[:, 4] > 0, born[:, 4], born[:, 5]), NOTHING)
    lunar = np.where((birth == Precision.DATE) & (born[:, 5] > 0), born[:, 5], date)
    whole = r.id_form != IdForm.NONE
    first, second, third = (np.where(r.syllables[:, k] > 0, r.syllables[:, k], NOTHING) for k in range(3))
    yield _key(1, r.phone)
    yield _key(1, np.where(r.phone2 != NOTHING, r.phone2, NOTHING))
    yield _key(2, np.where(whole, r.id_code, NOTHING))
    yield _key(3, r.id_start)
    yield _key(4, r.bag, r.town)
    yield _key(5, r.bag, year)
    yield _key(6, r.given, r.village)
    yield _key(7, r.near, r.village)
    yield _key(21, r.skeleton, r.village)
    yield _key(8, first, second, r.village)
    yield _key(9, first, third, r.village)
    yield _key(10, first, second, year, r.town)
    yield _key(11, first, third, year, r.town)
    yield _key(12, date, r.town)
    yield _key(13, date, first)
    yield _key(14, r.household)
    yield _key(15, r.bag)
    yield _key(16, _digits(r.phone_digits[:, :8]), r.surname)
    yield _key(17, _digits(r.phone_digits[:, 4:11]), r.surname)
    yield _key(18, lunar, r.surname)
    yield _key(19, r.skeleton, year, r.county)
    yield _key(20, r.given, r.household)


def _digits(digits: np.ndarray) -> np.ndarray:
    value = np.zeros(len(digits), np.int64)
    for column in digits.T:
        value = value * 11 + column
    return np.where((digits > 0).all(1), value, NOTHING)


def _key(kind: int, *codes: np.ndarray) -> np.ndarray:
    """A number mixed from the codes, 0 where one is missing."""
    mixed = np.full(len(codes[0]), kind, np.uint64)
    missing = np.zeros(len(mixed), bool)
    for code in codes:
        missing |= code == NOTHING
        mixed = (mixed ^ code.astype(np.int64).view(np.uint64)) * _MULTIPLIER
        mixed ^= mixed >> np.uint64(29)
    return np.where(missing, np.uint64(0), mixed | np.uint64(1))


def unseen_pairs(records: Encoded, a: np.ndarray, b: np.ndarray, probability: np.ndarray) -> float:
    """Expected number of pairs of one person that share no key, from those that share one or two: Chao's lower bound
    (1987) times ABOVE_BOUND."""
    shared = np.zeros(len(a), np.int8)
    for key in keys(records):
        shared += (key[a] == key[b]) & (key[a] > 0)
    once, twice = (float(probability[shared == times].sum()) for times in (1, 2))
    return ABOVE_BOUND * (once * once / (2 * twice) if twice > 1 else once / 2)


def candidate_pairs(records: Encoded) -> tuple[np.ndarray, np.ndarray]:
    """Indices (a, b), a < b, each pair once, in order."""
    n = len(records)
    if n < 2:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    found = np.sort(np.concatenate([_pairs_within(key, n) for key in keys(records)]))
    found = found[np.flatnonzero(np.diff(found, prepend=-1))]
    return found // n, found % n


class SortedKeys:
    """The keys of a register in order, so that new records find those that share one."""

    def __init__(self, records: Encoded) -> None:
        self._orders = [np.argsort(key, kind="stable").astype(np.int32) for key in keys(records)]
        self._keys = [key[order] for key, order in zip(keys(records), self._orders, strict=True)]

    def pairs(self, new: Encoded) -> tuple[np.ndarray, np.ndarray]:
        """Indices (row of the register, row of `new`) of pairs that share a key, each pair once."""
        found = [self._found(*each) for each in zip(keys(new), self._keys, self._orders, strict=True)]
        pairs = np.unique(np.concatenate(found))
        return pairs // max(len(new), 1), pairs % max(len(new), 1)

    def _found(self, wanted: np.ndarray, ordered: np.ndarray, order: np.ndarray) -> np.ndarray:
        start, end = np.searchsorted(ordered, wanted, "left"), np.searchsorted(ordered, wanted, "right")
        count = np.where((wanted > 0) & (end - start <= LARGEST), end - start, 0)
        of = np.repeat(np.arange(len(wanted)), count)
        offset = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
        return order[start[of] + offset].astype(np.int64) * len(wanted) + of


def _pairs_within(key: np.ndarray, n: int) -> np.ndarray:
    """a * n + b of all pairs with one key."""
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    sizes = np.diff(np.r_[starts, len(ordered)])
    useful = (sizes > 1) & (sizes <= LARGEST) & (ordered[starts] != 0)
    group_of = np.repeat(useful, sizes)
    remaining = np.repeat(starts + sizes, sizes) - np.arange(len(ordered)) - 1
    remaining[~group_of] = 0
    left = np.repeat(np.arange(len(ordered)), remaining)
    offset = np.arange(len(left)) - np.repeat(np.cumsum(remaining) - remaining, remaining)
    a, b = order[left], order[left + 1 + offset]
    return np.minimum(a, b).astype(np.int64) * n + np.maximum(a, b)
