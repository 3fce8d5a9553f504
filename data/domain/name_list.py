"""The names of a signed list: lines as somebody typed or pasted them, and what becomes of each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LINES_MAX = 500
BRAKED_FROM = 6  # lines; in a shorter list each is seen at a glance
SEPARATORS = re.compile(r"[\t,，;；、|]+|\s{2,}")
RUNNING_NUMBER = re.compile(r"^\d{1,3}[.、)）]?$")
PHONE = re.compile(r"^\+?[\d\-－—()（） ]{5,20}$")
HEADINGS = frozenset((
    "姓名", "序号", "编号", "手机", "手机号", "电话", "联系电话", "村", "嘎查村", "住址", "签字", "签名", "备注",
))


class Standing(StrEnum):
    """What a line came to. The first three count; the others wait for a person's word and are in no total."""

    KNOWN = "known"            # somebody of the register
    NEW = "new"                # nobody of that name lived there: written down anew
    NAMESAKE = "namesake"      # written down anew, with a pair waiting: perhaps somebody of the register
    REPEATED = "repeated"      # stands on an earlier line: counted there
    DEAD = "dead"              # the register says that this person had died before the day
    UNREADABLE = "unreadable"  # the name, phone or place cannot be read
    SET_ASIDE = "set_aside"    # somebody has said that this line does not count


COUNTING = frozenset({Standing.KNOWN, Standing.NEW, Standing.NAMESAKE})
WAITING = frozenset({Standing.DEAD, Standing.UNREADABLE})


@dataclass(frozen=True)
class WrittenLine:
    """One line as it stands on the list; `number` counts from 1; `phone` and `place` are '' where nothing stands."""

    number: int
    name: str
    phone: str = ""
    place: str = ""


def pasted_lines(text: str) -> list[WrittenLine]:
    """The lines of a pasted list: a name, and in any order a phone and a place. Headings, empty lines and running
    numbers are passed over; `number` is the line of the text."""
    return [line for number, words in enumerate(text.splitlines(), 1) for line in _line(number, words)]


def _line(number: int, words: str) -> Iterator[WrittenLine]:
    parts = [part.strip() for part in SEPARATORS.split(unicodedata.normalize("NFKC", words)) if part.strip()]
    if len(parts) == 1:
        parts = parts[0].split()
    if parts and RUNNING_NUMBER.match(parts[0]) and len(parts) > 1:
        parts = parts[1:]
    if not parts or HEADINGS.issuperset(parts):
        return
    name, *rest = parts
    phone = next((part for part in rest if PHONE.match(part)), "")
    place = " ".join(part for part in rest if part != phone)
    yield WrittenLine(number, name, phone, place)
