"""A question that holds several problems, passage by passage.

Clauses end at punctuation, at blanks and before words that begin something new. A clause that says nothing about the
kind of problem belongs to the one before it (at the front, to the one after), so a passage is a run of clauses about
one thing; what is grown or kept holds for all of them.

share(type) = (1 - PASSAGES) * share in the whole text + PASSAGES * mean over the passages
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

from matching.text import taxonomy
from matching.text.lexicon import NAMING, Hit
from matching.text.reading import OFTEN_BESIDE, as_shares
from matching.text.types import Shares

PASSAGES = 0.5
_BREAK = re.compile(r"[\s，,。.；;：:！!？?、~…]+|(?=另外|再就是|再一个|顺便|同时|外加)")

Read = Callable[[str, Sequence[Hit]], Shares]


def passages(text: str, hits: Sequence[Hit]) -> list[tuple[int, int]]:
    """Spans of `text`, one per passage; a text about one thing is one passage."""
    breaks = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    speaking = [start for start, end in pairwise(breaks) if _says_something(hits, start, end)]
    return list(pairwise([0, *speaking[1:], len(text)]))


def with_passages(text: str, hits: Sequence[Hit], whole: Shares, read: Read) -> Shares:
    """`whole`, the shares of the full text, moved halfway to the mean of its passages."""
    spans = passages(text, hits)
    if len(spans) < 2:
        return whole
    mean: dict[str, float] = defaultdict(float)
    for start, end in spans:
        for code, share in read(text[start:end], _of_passage(hits, start, end)):
            mean[code] += share
    mean.pop(taxonomy.UNSURE, None)
    total = sum(mean.values()) or 1.0
    return as_shares({code: (1 - PASSAGES) * share + PASSAGES * mean[code] / total for code, share in whole})


def _says_something(hits: Sequence[Hit], start: int, end: int) -> bool:
    return any(
        concept.problem_types and concept.id not in OFTEN_BESIDE
        for hit in hits if start <= hit.start < end for concept in hit.concepts
    )


def _of_passage(hits: Sequence[Hit], start: int, end: int) -> tuple[Hit, ...]:
    """Its own hits, and the crops and animals named elsewhere."""
    return tuple(hit for hit in hits if start <= hit.start < end or hit.concepts[0].kind in NAMING)
