"""Stop words and light stemming of English, so that one word in several forms is one token."""

from __future__ import annotations

from functools import lru_cache

_STOP_WORDS = """
    a about above after again all also am an and any are as at be because been before being below between both but
    by can could did do does doing down during each few for from further had has have having he her here hers him his
    how i if in into is it its itself just like may me might more most must my no nor not of off on once only or other
    our out over own same she should so some such than that the their them then there these they this those through to
    too under until up us use used using very was we were what when where which while who whom why will with would you
    your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
LEAST_STEM = 4
_DOUBLED = frozenset("bdfgmnprt")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """`word` without plural, -ing, -ed and a final e: studies, studied -> study, studi; planting, plants -> plant."""
    if len(word) <= LEAST_STEM - 1 or not word.isascii():
        return word
    if word.endswith("ies") and len(word) > LEAST_STEM:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return _undoubled(word[: -len(ending)])
    if word.endswith("s") and not word.endswith(("ss", "us")):
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > LEAST_STEM else word


def _undoubled(word: str) -> str:
    """planned -> plan."""
    return word[:-1] if word[-1] == word[-2] and word[-1] in _DOUBLED else word
