"""Made-up names and telephone numbers."""

from __future__ import annotations

import random
from functools import cache

from data.sample.texts import read_toml
from data.services.names import pinyin_of

PREFIX = "1990000"  # unassigned: nobody answers
GROWER_PHONE, OFFICE_PHONE, DUTY_PHONE = f"{PREFIX}0001", f"{PREFIX}0002", f"{PREFIX}0003"
FIRST_PAIR, FIRST_FREE, LAST_FREE = 10, 400, 9899  # those behind are for tests and trials


@cache
def pinyin(name: str) -> str:
    """As the register spells it; many share a name."""
    return pinyin_of(name)


class Names:
    """Draws names; the parts come from names.toml."""

    def __init__(self, rng: random.Random):
        parts = read_toml("names.toml")
        self._rng = rng
        self._surnames: str = parts["surnames"]
        self._stems = tuple(parts["mongolian_stems"])
        self._kept: frozenset[str] = _of_the_story(parts)
        self._han = tuple(_han(parts, who) for who in ("men", "women"))
        self._mongolian = tuple(_mongolian(parts, who) for who in ("mongolian_men", "mongolian_women"))

    def head(self, mongolian: bool) -> str:
        """A head of household: mostly a man, as the registers have it."""
        return self.relative("", mongolian, woman=self._rng.random() < 0.25)

    def is_mongolian(self, name: str) -> bool:
        """One of the Mongolian names that are drawn, or put together from their parts."""
        return any(name in names for names in self._mongolian) or name.startswith(self._stems)

    def relative(self, head: str, mongolian: bool, *, woman: bool) -> str:
        """Somebody of the same house: children carry the head's surname, Mongolian names none."""
        while (name := self._drawn(head, mongolian, woman)) in self._kept:
            pass
        return name

    def _drawn(self, head: str, mongolian: bool, woman: bool) -> str:
        if mongolian:
            return self._rng.choice(self._mongolian[woman])
        surname = head[:1] if head and self._rng.random() < 0.6 else self._common_surname()
        return surname + self._rng.choice(self._han[woman])

    def _common_surname(self) -> str:
        """The front of the list is more common."""
        place = int(len(self._surnames) * self._rng.random() ** 1.7)
        return self._surnames[place]


def _of_the_story(parts: dict) -> frozenset[str]:
    """Names that journeys look for: nobody else has them."""
    pairs = [name for pair in parts["pair"] for name in pair["names"]]
    return frozenset([*parts["grower"]["household"], *parts["grower"]["neighbours"], *pairs])


def _han(parts: dict, who: str) -> list[str]:
    """Given names: those of the list and every first with every last character, none twice over."""
    made = [first + last for first in parts[f"{who}_first"] for last in parts[f"{who}_last"] if first != last]
    return list(dict.fromkeys([*parts[who], *made]))


def _mongolian(parts: dict, who: str) -> list[str]:
    made = [stem + end for stem in parts["mongolian_stems"] for end in parts[f"{who}_endings"] if end not in stem]
    return list(dict.fromkeys([*parts[who], *made]))


class Phones:
    """Each number once; None when the range is used up (a bench with 40,000 people)."""

    def __init__(self, rng: random.Random):
        free = list(range(FIRST_FREE, LAST_FREE + 1))
        rng.shuffle(free)
        self._free = free
        self._pair = FIRST_PAIR

    def next(self) -> str | None:
        return f"{PREFIX}{self._free.pop():04}" if self._free else None

    def pair(self) -> tuple[str, str]:
        """Two numbers that differ in their last digit."""
        self._pair += 10
        return f"{PREFIX}{self._pair + 1:04}", f"{PREFIX}{self._pair + 7:04}"
