"""Words in charts: how wide they are, where they break, in which ink, and which of them an axis shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

SMALL, BODY = 12, 13
ON_DARK, ON_LIGHT = "#FFFFFF", "#1D2B26"


def wrapped(label: str) -> str:
    """A long label in two lines, after its first comma."""
    return label.replace(", ", ",<br>", 1) if width_of(label) > 110 else label


def width_of(label: str) -> int:
    """About how many pixels `label` needs."""
    return sum(BODY if ord(character) > 0x2E7F else 7 for character in label)


def room_for(ends: Sequence[str]) -> int:
    """Pixels beside the longest bar for the longest of the words at its end."""
    return max(map(width_of, ends)) + 12


def fitting(values: Sequence[int], pixels: float) -> list[str]:
    """Each value in figures, empty where a bar of so many `pixels` for each unit is too short for them."""
    return [str(value) if value * pixels >= width_of(str(value)) + 6 else "" for value in values]


def ink_on(colour: str) -> str:
    """White or dark text, whichever is easier to read on `colour`."""
    red, green, blue = (int(colour[i:i + 2], 16) for i in (1, 3, 5))
    return ON_DARK if .299 * red + .587 * green + .114 * blue < 140 else ON_LIGHT


def sparse(count: int) -> list[int]:
    """About five places, the first and the last among them."""
    step = max(1, -(-(count - 1) // 4))
    places = [i for i in range(0, count, step) if i <= count - 1 - step / 2]
    return sorted({*places, count - 1})


SYLLABLE = re.compile(r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcswy])?[aeiou]+(?:ng(?![aeiou])|n(?![aeiou]))?", re.IGNORECASE)


def two_lines(name: str) -> str:
    """A long pinyin name breaks between syllables, nearest to its middle; Chinese names stay whole."""
    ends = [match.end() for match in SYLLABLE.finditer(name)][:-1]
    if len(name) < 9 or not name.isascii() or not ends:
        return name
    cut = min(ends, key=lambda end: abs(end - len(name) / 2))
    return f"{name[:cut]}-<br>{name[cut:]}"
