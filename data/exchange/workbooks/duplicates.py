"""Rows that say the same again, and rows that may mean the same: the first is sent back, the second waits for a person.

Simple keys; who is who across lists is the identity engine's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.exchange.workbooks.kinds import Kind
from data.exchange.workbooks.rows import Row

NUMBERS = ("id_number", "credit_code", "record_no")
OWN = (*NUMBERS, "id_hash")  # two of these are two people or organisations
MOBILE = "1"
PERSON_NAME = 4  # characters; longer names are organisations'
IGNORED_IN_NAMES = re.compile(r"[\s·•.．()（）]+")

Key = tuple[object, ...]
Values = Mapping[str, object]


@dataclass(frozen=True)
class Likeness:
    """Why a row is like an earlier one. `field`: the field that shows it. `is_same`: certain, so the row goes back."""

    field: str
    is_same: bool


def likenesses(kind: Kind, row: Row) -> Iterator[tuple[Key, Likeness]]:
    """The keys under which an earlier row counts as like this one, the certain ones first."""
    if kind.as_written:
        return
    values = row.values
    for name in NUMBERS:
        if name in values:
            yield (name, values[name]), Likeness(name, True)
    first = kind.required[0].name
    everything = sorted((name, str(value)) for name, value in (*values.items(), *row.others.items()))
    yield ("row", *everything), Likeness(first, True)
    if kind.name in ("experts", "people", "farms"):
        for key in who(kind, values):
            yield key, Likeness("name" if key[0] != "phone" else "phone", False)


def who(kind: Kind, values: Values) -> Iterator[Key]:
    """Keys of somebody who may be the same: name and phone; an expert's mobile (an office shares its landline); name
    and birthday; name and place, for which see `differ`.
    """
    name, phone = IGNORED_IN_NAMES.sub("", str(values["name"])), values.get("phone")
    if phone:
        yield "name and phone", name, phone
    if kind.name == "experts":
        if str(phone).startswith(MOBILE):
            yield "phone", phone
        return
    place = values.get("village_code") or values.get("town_code")
    if kind.name == "people" and "birth_date" in values:
        yield "born", name, values["birth_date"]
    yield "namesake", name, place


def differ(key: Key, earlier: Values, later: Values) -> bool:
    """Whether two that share the key are two all the same: each has a number of its own; or they are namesakes with
    telephones of their own, unless so long a name can only be one organisation's.
    """
    if any(name in earlier and name in later for name in OWN):
        return True
    if key[0] != "namesake" or len(str(key[1])) > PERSON_NAME:
        return False
    return bool(earlier.get("phone") and later.get("phone"))
