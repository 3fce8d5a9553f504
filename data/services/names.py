"""Names as people search for them."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=65_536)
def pinyin_of(name: str) -> str:
    """Syllables run together, a blank, their initials: 韩喜莲 -> "hanxilian hxl". Latin words stay, in lower case."""
    from pypinyin import lazy_pinyin  # reads its dictionary when imported

    syllables = [syllable.lower() for syllable in lazy_pinyin(name)]
    whole = "".join("".join(syllables).split())
    return f"{whole} {''.join(syllable[:1] for syllable in syllables)}"[:120]
