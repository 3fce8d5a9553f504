"""Fields as data: what is asked, how it is checked, who may see and change it.

A value is plain JSON wherever it travels (form, ledger, grid): days as ISO strings, codes as strings, parts as
lists of dicts. `tidy` turns what somebody typed into it, or says what is wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from data.domain.contact import tidy_phone
from data.domain.errors import InvalidForm, InvalidInput
from data.domain.text import optional_text

WORD_MAX, WORDS_MAX_COUNT = 20, 40
YEARLY = re.compile(r"(\d{1,2})(?:月|[-/.])(\d{1,2})日?")
LEAP_YEAR = 2024

Codes = Mapping[str, Collection[Any]]


class Kind(StrEnum):
    """What a value is; each kind has one widget, one check and one way to be put into words."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    PHONE = "phone"
    NUMBER = "number"
    YES_NO = "yes_no"
    DAY = "day"
    YEARLY = "yearly"        # a day of every year, "MM-DD"
    CHOICE = "choice"        # one of `choices`, or of the code list `codes`
    CHOICES = "choices"      # any of them, in the order chosen
    CODES = "codes"          # any of them, as rows of their own: their order says nothing
    WORDS = "words"          # free words
    LINK = "link"            # the id of another record
    LINKS = "links"          # ids of other records
    ROWS = "rows"            # parts with `columns` of their own


EMPTY: Mapping[Kind, Any] = {
    Kind.TEXT: "", Kind.LONG_TEXT: "", Kind.YES_NO: False,
    Kind.CHOICES: [], Kind.CODES: [], Kind.WORDS: [], Kind.LINKS: [], Kind.ROWS: [],
}


@dataclass(frozen=True)
class Field:
    """One field of a concept; `name` is the model's attribute, `label` the Chinese source of its name.

    choices: code (a text or StrEnum) -> label. codes: name of a code list (place, industry, problem_type, discipline)
    instead.
    target: for links, the concept linked to. only_if: (other field, its values) for which this one is asked.
    own: may be changed by whom the record is about. private: masked for whoever may not see it (phones, names of
    people); with `private_if` only where another field has one of its values.
    bulk: may be changed on the grid. searched: its words find the record (phones, places and industries always do).
    counts: the record is incomplete without it. default: proposed when adding.
    """

    name: str
    label: str
    kind: Kind
    section: str = ""
    help: str = ""
    required: bool = False
    longest: int = 80
    least: int = 0
    most: int = 9999
    choices: Mapping[Any, str] | None = None
    codes: str = ""
    target: str = ""
    columns: tuple[Field, ...] = ()
    only_if: tuple[str, frozenset[str]] | None = None
    own: bool = False
    private: bool = False
    private_if: tuple[str, frozenset[str]] | None = None
    bulk: bool = False
    searched: bool = False
    counts: bool = False
    default: Any = None

    @property
    def empty(self) -> Any:
        """The value of a field that says nothing."""
        empty = EMPTY.get(self.kind)
        return list(empty) if isinstance(empty, list) else empty

    def is_asked(self, document: Mapping[str, Any]) -> bool:
        """Whether the field makes sense for such a record."""
        return self.only_if is None or document.get(self.only_if[0]) in self.only_if[1]

    def is_private(self, document: Mapping[str, Any]) -> bool:
        """Whether the field is somebody's own business; of a part of a record the careful answer."""
        if self.private_if is None or self.private_if[0] not in document:
            return self.private
        return self.private and document[self.private_if[0]] in self.private_if[1]

    def options(self, codes: Codes) -> Collection[Any]:
        """Codes that may be chosen."""
        return self.choices if self.choices is not None else codes[self.codes]


def tidy(field: Field, raw: Any, codes: Codes) -> Any:
    """`raw` as a plain value. Raises InvalidInput, for parts InvalidForm; each names the field, and the row from 1.

    Codes: field_missing, text_long, text_unreadable, phone_*, number_unreadable, number_range(least, most),
    day_unreadable, yearly_unreadable, choice_unknown(value), word_long(value, longest), word_twice(value).
    """
    value = field.empty if _is_nothing(raw) else CHECKS[field.kind](field, raw, codes)
    if field.required and value == field.empty and field.kind is not Kind.YES_NO:
        raise InvalidInput("field_missing", field=field.name)
    return value


def _is_nothing(raw: Any) -> bool:
    """Nothing typed; also what a grid's empty cell holds (NaN and NaT differ from themselves)."""
    return raw is None or raw != raw or (isinstance(raw, str) and not raw.strip())


def _text(field: Field, raw: Any, _codes: Codes) -> str:
    return optional_text(str(raw), field.name, longest=field.longest) or ""


def _phone(field: Field, raw: Any, _codes: Codes) -> str:
    return tidy_phone(str(raw), field.name)


def _number(field: Field, raw: Any, _codes: Codes) -> int:
    try:
        value = float(raw)
    except (TypeError, ValueError):
        raise InvalidInput("number_unreadable", field=field.name, value=raw) from None
    if not value.is_integer():
        raise InvalidInput("number_unreadable", field=field.name, value=raw)
    if not field.least <= value <= field.most:
        raise InvalidInput("number_range", field=field.name, least=field.least, most=field.most)
    return int(value)


def _yes_no(_field: Field, raw: Any, _codes: Codes) -> bool:
    return bool(raw)


def _day(field: Field, raw: Any, _codes: Codes) -> str:
    if isinstance(raw, dt.date):
        return (raw.date() if isinstance(raw, dt.datetime) else raw).isoformat()
    try:
        return dt.date.fromisoformat(str(raw).strip()).isoformat()
    except ValueError:
        raise InvalidInput("day_unreadable", field=field.name, value=raw) from None


def _yearly(field: Field, raw: Any, _codes: Codes) -> str:
    """3月15日, 3-15, 03/15."""
    match = YEARLY.fullmatch(str(raw).strip())
    try:
        day = dt.date(LEAP_YEAR, int(match[1]), int(match[2])) if match else None
    except ValueError:
        day = None
    if day is None:
        raise InvalidInput("yearly_unreadable", field=field.name, value=raw)
    return f"{day:%m-%d}"


def _choice(field: Field, raw: Any, codes: Codes) -> str:
    value = str(raw)
    if value not in field.options(codes):
        raise InvalidInput("choice_unknown", field=field.name, value=value)
    return value


def _choices(field: Field, raw: Any, codes: Codes) -> list[str]:
    return list(dict.fromkeys(_choice(field, one, codes) for one in raw))


def _codes(field: Field, raw: Any, codes: Codes) -> list[str]:
    return sorted(_choices(field, raw, codes))


def _words(field: Field, raw: Any, _codes: Codes) -> list[str]:
    words = [str(word).strip() for word in raw if str(word).strip()]
    for word in words:
        if len(word) > WORD_MAX:
            raise InvalidInput("word_long", field=field.name, value=word, longest=WORD_MAX)
        if words.count(word) > 1:
            raise InvalidInput("word_twice", field=field.name, value=word)
    if len(words) > WORDS_MAX_COUNT:
        raise InvalidInput("too_many_words", field=field.name, most=WORDS_MAX_COUNT)
    return words


def _link(_field: Field, raw: Any, _codes: Codes) -> int:
    return int(raw)


def _links(_field: Field, raw: Any, _codes: Codes) -> list[int]:
    return sorted({int(one) for one in raw})


def _rows(field: Field, raw: Any, codes: Codes) -> list[dict[str, Any]]:
    errors: list[InvalidInput] = []
    rows = [_row(field, row, number, codes, errors) for number, row in enumerate(raw, 1)]
    if errors:
        raise InvalidForm(errors)
    return in_order(rows)


def in_order(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Parts of a record have one order, whoever typed them and whatever the database brings."""
    return sorted(rows, key=lambda row: [str(value) for value in row.values()])


def _row(
    field: Field, raw: Mapping[str, Any], number: int, codes: Codes, errors: list[InvalidInput],
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in field.columns:
        try:
            row[column.name] = tidy(column, raw.get(column.name), codes)
        except InvalidInput as error:
            errors.append(error.at(field.name, row=number, column=column.name))
    return row


CHECKS = {
    Kind.TEXT: _text, Kind.LONG_TEXT: _text, Kind.PHONE: _phone, Kind.NUMBER: _number, Kind.YES_NO: _yes_no,
    Kind.DAY: _day, Kind.YEARLY: _yearly, Kind.CHOICE: _choice, Kind.CHOICES: _choices, Kind.CODES: _codes,
    Kind.WORDS: _words,
    Kind.LINK: _link, Kind.LINKS: _links, Kind.ROWS: _rows,
}
