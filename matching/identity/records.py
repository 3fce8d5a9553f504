"""Records as columns of numbers, which is what pairs are compared in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from matching.identity.births import Birth, Precision, dated, parse_birth
from matching.identity.characters import near_sound, skeleton, sound, surname_sound
from matching.identity.contacts import IdForm, IdNumber, parse_id_number, parse_phones
from matching.identity.names import Form, Name, parse_name
from matching.identity.vocabulary import NOTHING, Vocabulary, read_column

NAME_PLACES = 6
PHONE_PLACES = 13
ID_PLACES = 18
ENOUGH_AGES = 20
USUAL_LAG = -2  # years from the year of birth that an age gives today to the true one
_BRANCH = re.compile(r"(?<=\d{4})[-_/#(（]\w{1,2}[)）]?$")  # 0012-2 is a part of household 0012


@dataclass(frozen=True)
class Columns:
    """Records as written: one sequence of texts per field, all of one length; empty is missing."""

    id: Sequence[str]
    name: Sequence[str]
    phone: Sequence[str]
    id_number: Sequence[str]
    birth: Sequence[str]
    village_code: Sequence[str]
    household: Sequence[str]

    def __len__(self) -> int:
        return len(self.id)

    def ordered(self) -> Columns:
        """The same records by id, so that their order in a file changes nothing."""
        order = sorted(range(len(self)), key=self.id.__getitem__)
        return Columns(*([getattr(self, f.name)[place] for place in order] for f in fields(self)))


@dataclass(frozen=True)
class Encoded:
    """Per record: codes (int32, NOTHING where missing), digits and characters by place (0 where none)."""

    full: np.ndarray          # name in simplified characters
    sound: np.ndarray         # its syllables
    bag: np.ndarray           # its syllables in any order
    near: np.ndarray          # classes of syllables
    given: np.ndarray         # syllables of the given name
    surname: np.ndarray       # its syllable
    skeleton: np.ndarray      # consonants, of the given name where that is Mongolian
    form: np.ndarray
    mongolian: np.ndarray     # bool
    mark: np.ndarray
    syllables: np.ndarray     # (n, NAME_PLACES)
    phone: np.ndarray
    phone2: np.ndarray
    phone_digits: np.ndarray  # (n, PHONE_PLACES) digit + 1
    id_code: np.ndarray
    id_form: np.ndarray
    id_start: np.ndarray      # first fifteen digits
    id_digits: np.ndarray     # (n, ID_PLACES)
    birth: np.ndarray         # (n, 6) as written: precision, year, month, day of month, ordinal, lunar ordinal
    best_birth: np.ndarray    # (n, 6) from the identity number where that has it
    village: np.ndarray       # NOTHING for a code of a town only
    town: np.ndarray
    county: np.ndarray
    household: np.ndarray

    def __len__(self) -> int:
        return len(self.full)

    def rows(self, places: np.ndarray) -> Encoded:
        return Encoded(*(getattr(self, f.name)[places] for f in fields(self)))

    def followed_by(self, other: Encoded) -> Encoded:
        return Encoded(*(np.concatenate([getattr(self, f.name), getattr(other, f.name)]) for f in fields(self)))


class Encoder:
    """Reads columns; what was read before keeps its numbers. `this_year` is what ages count from."""

    def __init__(self, this_year: int) -> None:
        self.this_year = this_year
        self._lag: int | None = None

        self.vocabularies: dict[str, Vocabulary] = defaultdict(Vocabulary)

    def encode(self, columns: Columns) -> Encoded:
        name = read_column(columns.name, self._name)
        phone = read_column(columns.phone, self._phone)
        number = read_column(columns.id_number, self._id_number)
        birth = read_column(columns.birth, self._birth)
        village = read_column(columns.village_code, self._village)
        household = read_column(columns.household, self._household)
        from_number = number[:, 3:9]
        birth = self._with_ages_as_written(birth, from_number)
        best = np.where(from_number[:, :1] > 0, from_number, birth)
        return Encoded(
            *(name[:, k].copy() for k in range(8)), name[:, 8] > 0, name[:, 9].copy(), name[:, 10:].copy(),
            phone[:, 0].copy(), phone[:, 1].copy(), phone[:, 2:].astype(np.int8),
            number[:, 0].copy(), number[:, 1].copy(), number[:, 2].copy(), number[:, 9:].astype(np.int8),
            birth, best, *(village[:, k].copy() for k in range(3)), household[:, 0].copy(),
        )

    def _with_ages_as_written(self, birth: np.ndarray, from_number: np.ndarray) -> np.ndarray:
        """Lists are older than this year, and an age is as of its list: the first columns read tell how much older."""
        is_age = birth[:, 0] == Precision.AGE
        if self._lag is None:
            told = is_age & (from_number[:, 0] == Precision.DATE)
            older = from_number[told, 1] - birth[told, 1]
            self._lag = int(np.median(older)) if len(older) >= ENOUGH_AGES else USUAL_LAG
        birth = birth.copy()
        birth[is_age, 1] += self._lag
        return birth

    def _code(self, vocabulary: str, text: str) -> int:
        return self.vocabularies[vocabulary].code(text)

    def _name(self, text: str) -> list[int]:
        name = parse_name(text)
        if name.form != Form.NAME:
            surname = self._code("surname", surname_sound(name.surname) if name.surname else "")
            return [NOTHING] * 5 + [surname, NOTHING, int(name.form), 0, name.mark] + [0] * NAME_PLACES
        return self._full_name(name)

    def _full_name(self, name: Name) -> list[int]:
        first = [surname_sound(name.surname)] if name.surname else []
        given = [sound(character) for character in name.given]
        syllables = first + given
        near = " ".join(map(near_sound, syllables))
        codes = [self._code("syllable", syllable) + 1 for syllable in syllables[:NAME_PLACES]]
        return [
            self._code("full", name.full), self._code("sound", " ".join(syllables)),
            self._code("bag", " ".join(sorted(syllables))), self._code("near", near),
            self._code("given", " ".join(given)), self._code("surname", first[0] if first else ""),
            self._code("skeleton", skeleton(name.given if name.is_mongolian else name.full)), int(Form.NAME),
            int(name.is_mongolian), name.mark, *codes, *[0] * (NAME_PLACES - len(codes)),
        ]

    def _phone(self, text: str) -> list[int]:
        first, second = (*parse_phones(text), "", "")[:2]
        digits = [int(digit) + 1 for digit in first[:PHONE_PLACES]]
        return [self._code("phone", first), self._code("phone", second), *digits, *[0] * (PHONE_PLACES - len(digits))]

    def _id_number(self, text: str) -> list[int]:
        number = parse_id_number(text)
        is_written = number.form in (IdForm.RUINED, IdForm.BROKEN, IdForm.VALID)
        digits = [int(digit, 36) + 1 for digit in number.digits[:ID_PLACES]] if is_written else []
        start = number.digits[:15] if number.form in (IdForm.RUINED, IdForm.VALID) else ""
        code = number.digits if number.form != IdForm.RUINED else ""
        return [
            self._code("id", code), int(number.form), self._code("start", start), *_birth_row(_born(number)),
            *digits, *[0] * (ID_PLACES - len(digits)),
        ]

    def _birth(self, text: str) -> list[int]:
        birth = parse_birth(text)
        row = _birth_row(birth)
        if birth.precision == Precision.AGE:
            row[1] = self.this_year - birth.year
        return row

    def _village(self, text: str) -> list[int]:
        code = "".join(text.split())
        if not (code.isascii() and code.isdigit()):
            return [self._code("village", code), NOTHING, NOTHING]
        stem = code.rstrip("0") if len(code) == 12 and code.endswith("000") else code
        village = code if len(stem) > 9 else ""
        town = code[:9] if len(code) >= 9 and len(stem) > 6 else ""
        return [self._code("village", village), self._code("town", town), self._code("county", code[:6])]

    def _household(self, text: str) -> list[int]:
        return [self._code("household", _BRANCH.sub("", "".join(text.split()).upper()))]


def _born(number: IdNumber) -> Birth:
    born = number.born
    return dated(int(born[:4]), int(born[4:6]), int(born[6:])) if born else Birth(Precision.NONE)


def _birth_row(birth: Birth) -> list[int]:
    return [int(birth.precision), birth.year, birth.month, birth.day_of_month, birth.day, birth.lunar_day]
