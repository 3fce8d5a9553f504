"""A question that holds several problems, passage by passage.

Clauses end at punctuation, at blanks and before words that begin something new. A clause that does not speak clearly
of a kind of problem belongs to the one before it (at the front, to the one after), so a passage is a run of clauses
about one thing; what is grown or kept holds for all of them.

share(type) = (1 - PASSAGES) * share in the whole text + PASSAGES * mean over the passages, weighed by the root of
their lengths: a price or the weather is often told beside in a few words
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

from matching.text import taxonomy
from matching.text.lexicon import NAMING, Hit
from matching.text.reading import as_shares
from matching.text.types import Shares

PASSAGES = 0.57
CLEARLY = 0.75
_BREAK = re.compile(r"[\s，,。.；;：:！!？?、~…]+|(?=另外|再就是|再一个|顺便|同时|外加)")

Read = Callable[[str, Sequence[Hit]], Shares]


def with_passages(text: str, hits: Sequence[Hit], whole: Shares, read: Read) -> Shares:
    """`whole`, the shares of the full text, moved a good half of the way to the mean of its passages; `read` gives the
    shares of any part. A text about one thing keeps its shares."""
    spans = passages(text, hits, read)
    if len(spans) < 2:
        return whole
    mean: dict[str, float] = defaultdict(float)
    for start, end in spans:
        for code, share in _read_part(text, hits, (start, end), read):
            mean[code] += math.sqrt(end - start) * share
    mean.pop(taxonomy.UNSURE, None)
    total = sum(mean.values())
    return as_shares({code: (1 - PASSAGES) * share + PASSAGES * mean[code] / total for code, share in whole})


def passages(text: str, hits: Sequence[Hit], read: Read) -> list[tuple[int, int]]:
    """Spans of `text` without gaps, one per passage."""
    clauses = pairwise([0, *(match.end() for match in _BREAK.finditer(text)), len(text)])
    told = [(clause[0], _told(_read_part(text, hits, clause, read))) for clause in clauses]
    clear = [(start, code) for start, code in told if code]
    begins = [start for (_, before), (start, code) in pairwise(clear) if code != before]
    return list(pairwise([0, *begins, len(text)]))


def _told(shares: Shares) -> str | None:
    """The kind of problem that a clause speaks of, be it one of two that look alike; None where it says little."""
    (best, share), (_, next_share) = shares[:2]
    return best if best != taxonomy.UNSURE and share + next_share >= CLEARLY else None


def _read_part(text: str, hits: Sequence[Hit], span: tuple[int, int], read: Read) -> Shares:
    """With its own hits, and the crops and animals named elsewhere."""
    start, end = span
    return read(
        text[start:end], [hit for hit in hits if start <= hit.start < end or hit.concepts[0].kind in NAMING],
    )
