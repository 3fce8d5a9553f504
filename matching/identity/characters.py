"""Characters as a listener and a clerk confuse them: simplified forms, sounds, and consonants of Mongolian names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin

SIMPLIFIED_FILE = Path(__file__).with_name("simplified.tsv")
SURNAME_SOUNDS = {
    "单": "shan", "仇": "qiu", "解": "xie", "查": "zha", "曾": "zeng", "任": "ren", "区": "ou", "盖": "ge",
    "朴": "piao",
    "覃": "qin", "乐": "yue", "尉": "yu", "缪": "miao", "翟": "zhai", "褚": "chu", "种": "chong", "员": "yun",
    "纪": "ji",
}
_NEAR = (
    (re.compile("^zh"), "z"), (re.compile("^ch"), "c"), (re.compile("^sh"), "s"), (re.compile("^[nr](?!$)"), "l"),
    (re.compile("^f"), "h"), (re.compile("([aei])ng$"), r"\1n"), (re.compile("ong$"), "en"),
    (re.compile("^ü|^yu"), "v"),
)
_INITIAL = re.compile("^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?")
# Mongolian sounds that Chinese characters render in several ways share a class.
_CONSONANT = {
    "b": "b", "p": "b", "m": "m", "f": "h", "d": "d", "t": "d", "n": "n", "l": "l", "r": "l", "g": "h", "k": "h",
    "h": "h",
    "j": "j", "zh": "j", "z": "j", "q": "c", "ch": "c", "c": "c", "x": "s", "sh": "s", "s": "s", "y": "", "w": "",
    "": "",
}


def simplified(text: str) -> str:
    """Each traditional or variant character as its simplified form."""
    return text.translate(_table())


@cache
def _table() -> dict[int, str]:
    rows = (line.split("\t") for line in SIMPLIFIED_FILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {ord(before): after for before, after in rows}


@cache
def sound(character: str) -> str:
    """The commonest reading without tone ("lan"); the character itself if it has none."""
    return lazy_pinyin(character, style=Style.NORMAL)[0]


def surname_sound(surname: str) -> str:
    return SURNAME_SOUNDS.get(surname) or "".join(map(sound, surname))


@cache
def near_sound(syllable: str) -> str:
    """A class of syllables that the local accent runs together: zh and z, n and l, ing and in."""
    for pattern, replacement in _NEAR:
        syllable = pattern.sub(replacement, syllable)
    return syllable


@cache
def skeleton(text: str) -> str:
    """The consonant classes of a Mongolian name as Chinese characters render it: 巴特尔 and 巴图尔 are both "bdl"."""
    classes = "".join(map(_consonants, text))
    return re.sub(r"(.)\1+", r"\1", classes)


@cache
def _consonants(character: str) -> str:
    syllable = sound(character)
    if syllable in ("er", "ri", "re"):
        return "l"
    initial = _INITIAL.match(syllable)
    ending = "n" if syllable.endswith(("n", "ng")) else ""
    return _CONSONANT[initial.group(1) or ""] + ending if initial else ""
