"""One written form per sentence: half width, lower case, no emoticons or invisible characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# WeChat writes emoticons as words in brackets: [流泪], [抱拳].
_EMOTICON = re.compile(r"\[[\u4e00-\u9fff]{1,4}\]")
# Here normal form NFKC maps one character to one, so that positions stay: the fast way for nearly every text.
_ONE_TO_ONE = re.compile(r"[\u0020-\u005a\u005c-\u007e\u3001-\u3003\u4e00-\u9fff\uff01-\uff3a\uff3c-\uff5e]*")
_RECENT = 512


def normalise(text: str) -> str:
    """`text` in NFKC, lower case, without emoticons and format characters."""
    return normalise_with_offsets(text)[0]


@lru_cache(maxsize=_RECENT)
def normalise_with_offsets(text: str) -> tuple[str, tuple[int, ...] | range]:
    """The normalised text, and for each of its characters the index in `text` it came from."""
    if _ONE_TO_ONE.fullmatch(text):
        return unicodedata.normalize("NFKC", text).lower(), range(len(text))
    skipped = {i for match in _EMOTICON.finditer(text) for i in range(*match.span())}
    characters: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        if index in skipped or unicodedata.category(character) == "Cf":
            continue
        for plain in unicodedata.normalize("NFKC", character).lower():
            characters.append(plain)
            offsets.append(index)
    return "".join(characters), tuple(offsets)
