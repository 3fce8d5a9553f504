"""Pairs of records compared: a level per field, and how likely that level is between strangers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.identity.births import Precision
from matching.identity.contacts import IdForm
from matching.identity.edits import one_slip
from matching.identity.frequencies import DAYS_OF_BIRTH, Frequencies, clans
from matching.identity.levels import CODE, FIELDS, MISSING
from matching.identity.links import Links
from matching.identity.names import Form
from matching.identity.records import Encoded
from matching.identity.vocabulary import NOTHING

CHUNK = 1_000_000
# Logarithms of how often strangers' names come without surname, in the wrong order, or with another clan name.
DROPPED, SWAPPED, OTHER_CLAN = np.log(.03), np.log(.02), np.log(.2)
_BROKEN = (IdForm.BROKEN, IdForm.HASHED_BROKEN)
_HASHES = (IdForm.HASHED, IdForm.HASHED_BROKEN)


@dataclass(frozen=True)
class Evidence:
    """Per pair and field: `levels`, int8, MISSING where a field says nothing; `stranger`, float16, log probability that
    two unrelated people agree like this, as far as it depends on the values."""

    levels: np.ndarray
    stranger: np.ndarray


def compare(records: Encoded, counts: Frequencies, links: Links, a: np.ndarray, b: np.ndarray) -> Evidence:
    chunks = (slice(at, at + CHUNK) for at in range(0, len(a), CHUNK))
    parts = [_compare(_Pairs(records, counts, links, a[chunk], b[chunk])) for chunk in chunks]
    if not parts:
        return Evidence(np.zeros((0, len(FIELDS)), np.int8), np.zeros((0, len(FIELDS)), np.float16))
    return Evidence(np.concatenate([p.levels for p in parts]), np.concatenate([p.stranger for p in parts]))


@dataclass(frozen=True)
class _Pairs:
    records: Encoded
    counts: Frequencies
    links: Links
    a: np.ndarray
    b: np.ndarray

    def both(self, field: str) -> tuple[np.ndarray, np.ndarray]:
        column = getattr(self.records, field)
        return column[self.a], column[self.b]

    def same(self, field: str) -> np.ndarray:
        x, y = self.both(field)
        return (x == y) & (x != NOTHING)

    def slip(self, field: str, where: np.ndarray) -> np.ndarray:
        """bool: `where`, and one slip apart."""
        found = np.zeros(len(self.a), bool)
        places = np.flatnonzero(where)
        column = getattr(self.records, field)
        found[places] = one_slip(column[self.a[places]], column[self.b[places]])
        return found

    def share(self, field: str, which: np.ufunc = np.minimum, table: str = "") -> np.ndarray:
        """Log frequency of the value of `a` or of `b`, of the rarer one if not told otherwise; from another `table` of
        the field's codes, if one is named."""
        logs = np.log(getattr(self.counts, table or field))
        x, y = self.both(field)
        return which(*(logs[np.where(side < len(logs) - 1, side, -1)] for side in (x, y)))

    def share_beyond(self, field: str, narrower: str) -> np.ndarray:
        """Log probability of agreeing in `field` and not in `narrower`, of which there is at least a twentieth."""
        wide, narrow = self.share(field), self.share(narrower, np.maximum)
        return wide + np.log(np.maximum(1 - np.exp(narrow - wide), .05))


def _compare(pairs: _Pairs) -> Evidence:
    columns = [function(pairs) for function in (_name, _phone, _id_number, _birth, _village, _household)]
    levels = np.stack([level for level, _ in columns], 1).astype(np.int8)
    return Evidence(levels, np.stack([share for _, share in columns], 1).astype(np.float16))


def _chosen(options: list[tuple[np.ndarray, str, np.ndarray | float]], default: int) -> tuple[np.ndarray, np.ndarray]:
    """The first level whose condition holds, and its log probability between strangers."""
    conditions = [condition for condition, _, _ in options]
    level = np.select(conditions, [np.int64(CODE[name]) for _, name, _ in options], default)
    return level, np.select(conditions, [share for _, _, share in options], 0.0)


def _name(pairs: _Pairs) -> tuple[np.ndarray, np.ndarray]:
    (form_a, form_b), (mark_a, mark_b) = pairs.both("form"), pairs.both("mark")
    named = (form_a == Form.NAME) & (form_b == Form.NAME)
    mongolian_a, mongolian_b = pairs.both("mongolian")
    mongolian = (mongolian_a & mongolian_b) | ((mongolian_a | mongolian_b) & pairs.same("skeleton"))
    surname = pairs.same("surname")
    namesakes = (mark_a > 0) & (mark_b > 0) & (mark_a != mark_b)
    level, share = _han(pairs, surname)
    other_level, other_share = _mongolian(pairs, mongolian)
    level, share = np.where(mongolian, other_level, level), np.where(mongolian, other_share, share)
    title = (form_a != Form.NONE) & (form_b != Form.NONE) & ~named
    by_title = np.where(surname, CODE["title_agrees"], CODE["title_differs"])
    level = np.where(named, level, np.where(title, by_title, MISSING))
    share = np.where(named, share, np.where(title & surname, pairs.share("surname"), 0.0))
    clan = clans(pairs.records)
    local = pairs.counts.local.of(pairs.records.village[pairs.a], clan[pairs.a])
    local = np.where(pairs.same("village") & (clan[pairs.a] == clan[pairs.b]), local, 0.0)
    level = np.where(named & namesakes, CODE["name_different"], level)
    return level, np.where(named & namesakes, 0.0, share + np.where(share < 0, local, 0.0))


def _han(pairs: _Pairs, surname: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    (sound_a, sound_b), (given_a, given_b) = pairs.both("sound"), pairs.both("given")
    syllables_a, syllables_b = pairs.both("syllables")
    long = (syllables_a > 0).sum(1) + (syllables_b > 0).sum(1) >= 5
    no_surname = _dropped(syllables_a, syllables_b) | _dropped(syllables_b, syllables_a)
    rarer = pairs.share("sound")
    one = pairs.slip("syllables", long & surname)
    return _chosen([
        (pairs.same("full"), "name_same", pairs.share("full")),
        (sound_a == sound_b, "name_sound", pairs.share_beyond("sound", "full")),
        (pairs.same("near"), "name_near", pairs.share_beyond("near", "sound")),

        (no_surname, "name_no_surname", np.logaddexp(rarer, _given_share(pairs, syllables_a, syllables_b) + DROPPED)),
        (pairs.same("bag"), "name_swapped", np.logaddexp(rarer, pairs.share("sound", np.maximum) + SWAPPED)),
        (one, "name_one_character", pairs.share("surname") + _shared_syllable(pairs, syllables_a, syllables_b)),
        (long & (given_a == given_b), "name_given_only", pairs.share("given")),
        (surname, "name_surname_only", pairs.share("surname")),
    ], CODE["name_different"])


def _dropped(shorter: np.ndarray, longer: np.ndarray) -> np.ndarray:
    """Is `shorter` all of `longer` but its first place, with two places left at least?"""
    return (shorter[:, 1] > 0) & (shorter[:, -1] == 0) & (shorter[:, :-1] == longer[:, 1:]).all(1)


def _given_share(pairs: _Pairs, syllables_a: np.ndarray, syllables_b: np.ndarray) -> np.ndarray:
    """Log probability of the two syllables that a name without its surname consists of."""
    longer = np.where(((syllables_a > 0).sum(1) > (syllables_b > 0).sum(1))[:, None], syllables_a, syllables_b)
    table = np.log(pairs.counts.syllable)
    known = np.minimum(longer[:, 1:3], len(table) - 1)
    return table[known].sum(1)


def _shared_syllable(pairs: _Pairs, syllables_a: np.ndarray, syllables_b: np.ndarray) -> np.ndarray:
    table = np.log(pairs.counts.syllable)
    x, y = np.minimum(syllables_a, len(table) - 1), np.minimum(syllables_b, len(table) - 1)
    second, third = x[:, 1] == y[:, 1], (x[:, 2] == y[:, 2]) & (x[:, 2] > 0)
    return np.where(second, table[x[:, 1]], np.where(third, table[x[:, 2]], np.log(.05)))


def _mongolian(pairs: _Pairs, mongolian: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    syllables_a, syllables_b = pairs.both("syllables")
    long = (syllables_a > 0).sum(1) + (syllables_b > 0).sum(1) >= 5
    return _chosen([
        (pairs.same("full"), "mongolian_same", pairs.share("full")),
        (pairs.same("sound"), "mongolian_sound", pairs.share_beyond("sound", "full")),
        (pairs.same("given"), "mongolian_clan", pairs.share("given") + OTHER_CLAN),
        (pairs.same("skeleton"), "mongolian_near", pairs.share_beyond("skeleton", "sound")),
        (pairs.slip("syllables", mongolian & long), "mongolian_one_character", pairs.share("skeleton") + 1.0),
    ], CODE["mongolian_different"])


def _phone(pairs: _Pairs) -> tuple[np.ndarray, np.ndarray]:
    (phone_a, phone_b), (more_a, more_b) = pairs.both("phone"), pairs.both("phone2")
    known = (phone_a != NOTHING) & (phone_b != NOTHING)
    crossed = ((phone_a == more_b) | (phone_b == more_a) | (more_a == more_b) & (more_a != NOTHING)) & known
    slip = pairs.slip("phone_digits", known & (phone_a != phone_b))
    level, share = _chosen([
        (pairs.same("phone"), "phone_same", pairs.share("phone")),
        (crossed, "phone_same", np.log(1 / pairs.counts.persons)),
        (slip, "phone_slip", pairs.share("phone", np.maximum, "phone_slip")),
    ], CODE["phone_different"])
    return np.where(known, level, MISSING), np.where(known, share, 0.0)


def _id_number(pairs: _Pairs) -> tuple[np.ndarray, np.ndarray]:
    form_a, form_b = pairs.both("id_form")
    known = (form_a != IdForm.NONE) & (form_b != IdForm.NONE)
    ruined = (form_a == IdForm.RUINED) | (form_b == IdForm.RUINED)
    start = (pairs.records.id_digits[pairs.a, :15] == pairs.records.id_digits[pairs.b, :15]).all(1)
    broken = np.isin(form_a, _BROKEN) | np.isin(form_b, _BROKEN)
    written = ~np.isin(form_a, _HASHES) & ~np.isin(form_b, _HASHES)
    slip = pairs.slip("id_digits", known & written & ~ruined)
    by_chance = np.log(.02 / pairs.counts.persons)
    same = pairs.same("id_code")
    level, share = _chosen([
        (ruined & start, "id_start_same", np.log(1e-6)),
        (ruined, "id_start_different", 0.0),
        (broken & same, "id_broken_same", by_chance),
        (broken & slip, "id_broken_slip", np.log(1e-6)),
        (broken, "id_broken_different", 0.0),
        (same, "id_same", by_chance),
        (slip, "id_slip", np.log(1e-6)),
    ], CODE["id_different"])
    mixed = np.isin(form_a, _HASHES) != np.isin(form_b, _HASHES)
    known &= ~mixed & ~(ruined & ~written)
    return np.where(known, level, MISSING), np.where(known, share, 0.0)


def _birth(pairs: _Pairs) -> tuple[np.ndarray, np.ndarray]:
    """Where both have an identity number its birthday is evidence already: then only what was written beside it."""
    number_a, number_b = pairs.both("id_form")
    twice = (number_a != IdForm.NONE) & (number_b != IdForm.NONE)
    written_a, written_b = pairs.both("birth")
    best_a, best_b = pairs.both("best_birth")
    x, y = np.where(twice[:, None], written_a, best_a), np.where(twice[:, None], written_b, best_b)
    level = birth_levels(x, y)
    share = np.where(level == CODE["date_same"], _date_share(pairs, x[:, 4]), 0.0)
    return level, share


def _date_share(pairs: _Pairs, ordinals: np.ndarray) -> np.ndarray:
    """Log frequency of dates."""
    dates, shares = pairs.counts.dates, pairs.counts.date_shares
    if not len(dates):
        return np.full(len(ordinals), -np.log(DAYS_OF_BIRTH))
    at = np.minimum(np.searchsorted(dates, ordinals), len(dates) - 1)
    return np.log(np.where(dates[at] == ordinals, shares[at], 1 / DAYS_OF_BIRTH))


def birth_levels(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Levels of births given as (n, 6): precision, year, month, day of month, ordinal, lunar ordinal."""
    kind = np.minimum(x[:, 0], y[:, 0])
    years = np.abs(x[:, 1] - y[:, 1])
    dates, _ = _dates(x, y, years)
    month = x[:, 2] == y[:, 2]
    months, _ = _chosen([
        ((years == 0) & month, "month_same", 0.0), (years == 0, "month_same_year", 0.0),
        (month & ((years == 1) | (years == 10)), "month_slip", 0.0), (years <= 3, "month_near", 0.0),
    ], CODE["month_far"])
    written_years, _ = _chosen(
        [(years == 0, "year_same", 0.0), (years == 1, "year_next", 0.0), (years <= 3, "year_near", 0.0)],
        CODE["year_far"],
    )
    return np.select(
        [kind == Precision.DATE, kind == Precision.MONTH, kind == Precision.YEAR, kind == Precision.AGE],
        [dates, months, written_years, _ages(x, y)], MISSING,
    )


def _dates(x: np.ndarray, y: np.ndarray, years: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    lunar = ((x[:, 5] == y[:, 4]) & (x[:, 5] > 0)) | ((y[:, 5] == x[:, 4]) & (y[:, 5] > 0))
    month, day = x[:, 2] == y[:, 2], x[:, 3] == y[:, 3]
    turned = (x[:, 2] == y[:, 3]) & (x[:, 3] == y[:, 2]) & (years == 0)
    return _chosen([
        ((years == 0) & month & day, "date_same", 0.0), (lunar, "date_lunar", 0.0),
        (turned | (month & day & np.isin(years, (1, 10))), "date_slip", 0.0),
        ((years == 0) & (month | day), "date_same_month", 0.0), (years == 0, "date_same_year", 0.0),
        (years == 1, "date_next_year", 0.0), (years <= 3, "date_near", 0.0),
    ], CODE["date_far"])


def _ages(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Years from an age to a year of birth or another age; how old the lists are is reckoned in already."""
    apart = np.abs(x[:, 1] - y[:, 1])
    level, _ = _chosen([
        (apart <= 1, "age_same", 0.0), (apart <= 3, "age_fits", 0.0), (apart <= 5, "age_nearly", 0.0),
    ], CODE["age_far"])
    return level


def _village(pairs: _Pairs) -> tuple[np.ndarray, np.ndarray]:
    village_a, village_b = pairs.both("village")
    both = (village_a != NOTHING) & (village_b != NOTHING)
    town_a, town_b = pairs.both("town")
    towns = (town_a != NOTHING) & (town_b != NOTHING)
    share_town, share_county = pairs.share("town"), pairs.share("county")
    level, share = _chosen([
        (both & (village_a == village_b), "village_same", pairs.share("village")),
        (both & pairs.links.villages.has(village_a, village_b), "village_linked", pairs.share("village")),
        (both & pairs.same("town"), "village_same_town", share_town),
        (both & pairs.same("county"), "village_same_county", share_county),
        (both, "village_different", 0.0),
        (towns & (town_a == town_b), "town_same", share_town),
        (towns & pairs.same("county"), "town_same_county", share_county),
    ], CODE["town_different"])
    known = both | towns
    return np.where(known, level, MISSING), np.where(known, share, 0.0)


def _household(pairs: _Pairs) -> tuple[np.ndarray, np.ndarray]:
    household_a, household_b = pairs.both("household")
    known = (household_a != NOTHING) & (household_b != NOTHING)
    linked = pairs.links.households_of(pairs.a, pairs.b, household_a, household_b)
    level, share = _chosen([
        (household_a == household_b, "household_same", pairs.share("household")),
        (linked, "household_linked", np.log(.5 / pairs.counts.persons)),
    ], CODE["household_different"])
    return np.where(known, level, MISSING), np.where(known, share, 0.0)
