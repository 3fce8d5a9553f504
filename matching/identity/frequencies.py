"""How common values are among persons, so that agreeing on a rare one says more than on a common one.

A person with three records is counted once: each record weighs one over the number of records that are surely the same
person's (same name by sound, and same identity number, phone or birthday). For a value that n persons share, the
probability that some other person has it is

    f = (n - 1 + c q + .05) / (N - 1 + c)

with N persons, q the probability that the parts of the value lead to expect (surname times given characters for a name)
and c records' worth of trust in q. One is taken off because the first record of a pair brought the value itself; no
value is taken to be rarer than a twentieth of a person.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matching.identity.births import Precision
from matching.identity.contacts import IdForm
from matching.identity.records import Encoded
from matching.identity.vocabulary import NOTHING

TRUST = 200.0
UNSEEN = .05
DAYS_OF_BIRTH = 30_000
LARGEST_GUESS = 12
FAMILY = 6
BLOCK = 7  # digits of a telephone number that an operator gives out together, with the last four running
SLIPS_IN_BLOCK = 36 / 10_000  # numbers of a block that differ from a given one in one of the last four digits
RAREST_SLIP = 1e-6


def first_guess(records: Encoded) -> np.ndarray:
    """A label per record, int: equal for records that are one person's without a doubt."""
    number = np.where(records.id_form != IdForm.RUINED, records.id_code, NOTHING)
    date = np.where(records.best_birth[:, 0] == Precision.DATE, records.best_birth[:, 4], NOTHING)
    edges = [_neighbours(np.stack([records.sound, value], 1)) for value in (number, records.phone, date)]
    left, right = (np.concatenate(side) for side in zip(*edges, strict=True))
    n = len(records)
    return connected_components(coo_array((np.ones(len(left), bool), (left, right)), shape=(n, n)), directed=False)[1]


def _neighbours(key: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of neighbours in the order of `key` that share it whole, in groups that are not too large."""
    present = np.flatnonzero((key != NOTHING).all(1))
    order = present[np.lexsort(key[present].T)]
    same = (key[order[1:]] == key[order[:-1]]).all(1)
    starts = np.flatnonzero(np.r_[True, ~same])
    sizes = np.diff(np.r_[starts, len(order)])
    small = np.repeat(sizes <= LARGEST_GUESS, sizes)[1:] if len(order) else same
    return order[:-1][same & small], order[1:][same & small]


def grid(value: np.ndarray | float) -> np.ndarray:
    """`value` rounded to steps of about a tenth, so that one more record moves nothing."""
    return np.exp(np.round(np.log(value) * 10) / 10)


@dataclass(frozen=True)
class Frequencies:
    """Probabilities that another person has the value, by code; the last entry of each is for values never seen."""

    persons: float
    full: np.ndarray
    sound: np.ndarray
    near: np.ndarray
    skeleton: np.ndarray
    given: np.ndarray
    surname: np.ndarray
    syllable: np.ndarray
    phone: np.ndarray
    phone_slip: np.ndarray    # that another person's number is one slip from this one
    dates: np.ndarray         # ordinals that occur, in order
    date_shares: np.ndarray
    village: np.ndarray
    town: np.ndarray
    county: np.ndarray
    household: np.ndarray
    local: LocalSurnames


@dataclass(frozen=True)
class LocalSurnames:
    """How much more common a surname is in a village than everywhere, as a logarithm, by sorted key."""

    keys: np.ndarray
    excess: np.ndarray

    def of(self, village: np.ndarray, clan: np.ndarray) -> np.ndarray:
        if not len(self.keys):
            return np.zeros(len(village))
        wanted = _joined(village, clan)
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where((self.keys[at] == wanted) & (village >= 0) & (clan >= 0), self.excess[at], 0.0)


def guessed_weight(guess: np.ndarray) -> np.ndarray:
    """Persons per record, by a label of records."""
    return 1.0 / np.bincount(guess)[guess]


def expected_weight(n: int, a: np.ndarray, b: np.ndarray, probability: np.ndarray) -> np.ndarray:
    """Persons per record, by the records that it is likely to share its person with."""
    return 1.0 / (1.0 + np.bincount(a, probability, minlength=n) + np.bincount(b, probability, minlength=n))


def count_frequencies(records: Encoded, weight: np.ndarray) -> Frequencies:
    """`weight`: persons per record, float (records,)."""
    persons = float(grid(max(weight.sum(), 2.0)))
    surname = _smoothed(records.surname, weight, persons, 1 / 300)
    syllable = _syllables(records, weight)
    expected = _expected_names(records, surname, syllable)
    return Frequencies(
        persons,
        *(_smoothed(getattr(records, name), weight, persons, _by_code(getattr(records, name), expected))
          for name in ("full", "sound", "near", "skeleton")),
        _smoothed(records.given, weight, persons, _by_code(records.given, expected / surname[records.surname])),
        surname, syllable,
        _beyond_family(records.phone, records.village, weight, persons), _phone_slips(records, weight, persons),
        *_dates(records, weight, persons),
        *(_smoothed(getattr(records, name), weight, persons, 1 / 5000) for name in ("village", "town", "county")),
        _beyond_family(records.household, records.village, weight, persons),
        _local_surnames(records, weight, persons),
    )


def _smoothed(codes: np.ndarray, weight: np.ndarray, persons: float, expected: np.ndarray | float) -> np.ndarray:
    count = np.bincount(codes[codes >= 0], weight[codes >= 0], minlength=codes.max(initial=-1) + 1)
    known = (np.maximum(np.r_[count, 0.0] - 1, 0) + TRUST * expected + UNSEEN) / (persons - 1 + TRUST)
    return np.minimum(known, 1.0)


def _by_code(codes: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The value of some record with each code (they agree up to writing), and the median for codes never seen."""
    table = np.full(codes.max(initial=-1) + 2, 1e-5)
    table[codes[codes >= 0]] = values[codes >= 0]
    return table


def _syllables(records: Encoded, weight: np.ndarray) -> np.ndarray:
    """Probability of each syllable in one place of a given name."""
    given = records.syllables[:, 1:3].ravel()
    count = np.bincount(given, np.repeat(weight, 2), minlength=records.syllables.max(initial=0) + 2)
    count[0] = 0
    return (count + .5) / (count.sum() + .5 * len(count))


def _expected_names(records: Encoded, surname: np.ndarray, syllable: np.ndarray) -> np.ndarray:
    """Probability of each record's name if its parts were independent."""
    first = np.where(records.surname >= 0, surname[records.surname], 1.0)
    places = np.where(records.syllables > 0, syllable[records.syllables], 1.0)
    places[:, 0] = np.where(records.surname >= 0, 1.0, places[:, 0])
    return np.maximum(first * places.prod(1) * .5, 1e-9)


def _beyond_family(codes: np.ndarray, village: np.ndarray, weight: np.ndarray, persons: float) -> np.ndarray:
    """As `_smoothed`, counting only persons that no family explains: outside the commonest village, or too many."""
    known = codes >= 0
    size = codes.max(initial=-1) + 1
    count = np.bincount(codes[known], weight[known], minlength=size)
    placed = known & (village >= 0)
    keys, at = np.unique(_joined(codes[placed], village[placed]), return_inverse=True)
    per_village = np.bincount(at, weight[placed], minlength=len(keys))
    home, somewhere = np.zeros(size), np.zeros(size)
    np.maximum.at(home, keys >> 32, per_village)
    np.add.at(somewhere, keys >> 32, per_village)
    strangers = np.maximum(somewhere - home, count - FAMILY)
    return (np.maximum(np.r_[strangers, 0.0], 0) + .05) / persons


def _phone_slips(records: Encoded, weight: np.ndarray, persons: float) -> np.ndarray:
    """By code of the number, the last entry for numbers never seen. A county's numbers fill a few blocks: the fuller a
    block, the likelier is another person's number nearly one's own."""
    known = np.flatnonzero(records.phone >= 0)
    codes = records.phone[known]
    _, block = np.unique(records.phone_digits[known, :BLOCK], axis=0, return_inverse=True)
    own, in_block = np.bincount(codes, weight[known]), np.bincount(block.ravel(), weight[known])
    others = np.zeros(len(own) + 1)
    others[codes] = in_block[block.ravel()] - own[codes]
    return np.maximum(SLIPS_IN_BLOCK * others / persons, RAREST_SLIP)


def _dates(records: Encoded, weight: np.ndarray, persons: float) -> tuple[np.ndarray, np.ndarray]:
    """Ordinals of the dates of birth that occur, and how common each is: beside the even share of a day, those that
    stand in for others (1 January) are commoner."""
    born = records.best_birth
    whole = (born[:, 0] == Precision.DATE) & (born[:, 4] > 0)
    dates, at = np.unique(born[whole, 4], return_inverse=True)
    count = np.bincount(at, weight[whole], minlength=len(dates))
    return dates, np.maximum(count - 1, 0) / 3 / persons + 1 / DAYS_OF_BIRTH


def _local_surnames(records: Encoded, weight: np.ndarray, persons: float) -> LocalSurnames:
    clan = clans(records)
    known = (records.village >= 0) & (clan >= 0)
    keys, at = np.unique(_joined(records.village[known], clan[known]), return_inverse=True)
    here = np.bincount(at, weight[known], minlength=len(keys))
    village, surname = keys >> 32, keys & 0xFFFFFFFF
    in_village = np.bincount(records.village[known], weight[known])
    everywhere = np.bincount(clan[known], weight[known]) / max(weight[known].sum(), 1)
    expected = everywhere[surname]
    local = (np.maximum(here - 1, 0) + 10 * expected) / (np.maximum(in_village[village] - 1, 0) + 10)
    return LocalSurnames(keys, np.maximum(np.log(local / expected), 0.0))


def clans(records: Encoded) -> np.ndarray:
    """The code of the surname, 0 for a Mongolian name, NOTHING for none."""
    return np.where(records.mongolian, 0, np.where(records.surname >= 0, records.surname + 1, NOTHING))


def _joined(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return (a.astype(np.int64) << 32) | b.astype(np.int64)
