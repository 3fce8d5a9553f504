"""Values of fields in words of the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Protocol

from babel.dates import format_skeleton

from data.i18n import LOCALES, N_, _, language
from data.register.fields import LEAP_YEAR, Field, Kind

NOTHING = "–"
YES, NO, COMMA = N_("是"), N_("否"), N_("、")


class Names(Protocol):
    """List name -> (code -> name in the reader's language)."""

    def __getitem__(self, name: str) -> Mapping[Any, str]: ...


def words(field: Field, value: Any, names: Names) -> str:
    """`value` in words, – for nothing."""
    if value in (None, "", []):
        return NOTHING
    match field.kind:
        case Kind.YES_NO:
            return _(YES) if value else _(NO)
        case Kind.DAY:
            return _day(dt.date.fromisoformat(value), "yMMMd")
        case Kind.YEARLY:
            return _day(dt.date.fromisoformat(f"{LEAP_YEAR}-{value}"), "MMMd")
        case Kind.CHOICE:
            return name_of(field, value, names)
        case Kind.CHOICES | Kind.CODES:
            return _(COMMA).join(name_of(field, one, names) for one in value)
        case Kind.WORDS:
            return _(COMMA).join(value)
        case Kind.LINK:
            return names[field.target].get(value, NOTHING)
        case Kind.LINKS:
            return _(COMMA).join(names[field.target].get(one, NOTHING) for one in value)
        case Kind.ROWS:
            return "\n".join(row_words(field, row, names) for row in value)
        case _:
            return str(value)


def row_words(field: Field, row: Mapping[str, Any], names: Names) -> str:
    """One part of a record on one line; what says nothing is left out."""
    said = (words(column, row[column.name], names) for column in field.columns)
    return " · ".join(one for one in said if one != NOTHING)


def name_of(field: Field, code: Any, names: Names) -> str:
    """The name of one choice; a code that is in no list any more stays as it is."""
    if field.choices is not None:
        return _(field.choices[code]) if code in field.choices else str(code)
    return names[field.codes].get(code, str(code))


def _day(day: dt.date, skeleton: str) -> str:
    return format_skeleton(skeleton, day, locale=LOCALES[language()])
