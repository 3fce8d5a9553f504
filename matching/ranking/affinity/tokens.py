"""A text as weighted tokens: what every comparison of questions, cases and profiles is made of.

Chinese runs give characters and pairs (weight 1) and words of two and more characters (WORDS). Other runs, without
stop words, give stems (1), pairs of stems (PAIRS) and pieces of three to five characters (PIECES). Concepts of the
lexicon count CONCEPTS each. Repeats are damped: 1 + log(count).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import add

import rjieba

from matching.ranking.affinity.english import STOP_WORDS, stem
from matching.text.lexicon import Hit
from matching.text.normalise import normalise

WORDS, PAIRS, PIECES, CONCEPTS = 0.5, 0.5, 0.4, 2.0
PIECE_LENGTHS = (3, 4, 5)
_RUN = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")


def tokens(text: str, hits: Sequence[Hit] = ()) -> dict[str, float]:
    """Token -> weight, before idf. `hits`: the concepts that a lexicon finds in `text`."""
    plain = normalise(text)
    chinese, others = _runs(plain)
    found = _damped(_characters(chinese), 1.0)
    found |= _damped(map(stem, others), 1.0)
    if chinese:
        found |= _damped((f"~{word}" for word in rjieba.cut_for_search(plain) if _is_word(word)), WORDS)
    if others:
        found |= _damped((f"{a} {b}" for a, b in pairwise(map(stem, others))), PAIRS)
        found |= _damped((f"^{piece}" for word in others for piece in _pieces(word)), PIECES)
    found |= {f"#{concept.id}": CONCEPTS for hit in hits for concept in hit.concepts}
    return found


def _runs(plain: str) -> tuple[list[str], list[str]]:
    """Chinese runs, and words of other scripts that are no stop words."""
    runs = _RUN.findall(plain)
    chinese = [run for run in runs if _is_chinese(run)]
    return chinese, [run for run in runs if not _is_chinese(run) and run not in STOP_WORDS]


def _is_chinese(run: str) -> bool:
    return "\u3400" <= run[0] <= "\u9fff"


def _is_word(word: str) -> bool:
    return len(word) > 1 and _is_chinese(word)


def _characters(runs: Iterable[str]) -> Iterator[str]:
    for run in runs:
        yield from run
        yield from map(add, run, run[1:])


def _pieces(word: str) -> Iterator[str]:
    framed = f" {word} "
    for length in PIECE_LENGTHS:
        yield from (framed[i : i + length] for i in range(len(framed) - length + 1))


def _damped(names: Iterable[str], weight: float) -> dict[str, float]:
    return {name: weight * (1.0 + math.log(count)) for name, count in Counter(names).items()}
