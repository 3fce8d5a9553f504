"""Labelled questions, and how well they are read."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from matching.text import Understanding
from matching.text.words import grams

OWN_FILE = Path(__file__).with_name("own_questions.tsv")
NONE = "none"
Read = Callable[[str], Understanding]


@dataclass(frozen=True)
class Labelled:
    id: str
    text: str
    problem_types: tuple[str, ...]
    industry: str
    crop: str | None
    urgency: str
    gate: str | None
    place: str | None


def own_questions(half: str) -> list[Labelled]:
    """half: "seen" or "held"."""
    with OWN_FILE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Labelled(
                row["id"], row["text"], tuple(row["problem_types"].split(",")), row["industry"], row["crop"] or None,
                row["urgency"], row["gate"] or None, row["place"] or None,
            )
            for row in rows if row["half"] == half
        ]


def read_questions(path: Path) -> list[Labelled]:
    """JSON lines with id, text, problem_types, industry, crop_or_animal, urgency, gate, place_mentioned."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Labelled(
            row["id"], row["text"], tuple(row["problem_types"]), row["industry"], row["crop_or_animal"], row["urgency"],
            row["gate"], row["place_mentioned"],
        )
        for row in rows
    ]


def figures(questions: Sequence[Labelled], read: Read) -> dict[str, float]:
    """Shares in [0, 1]. brier = mean over questions of the sum over types of (share - truth)^2, in [0, 2]; second =
    where a second kind of problem is labelled, how often it is among the first three."""
    answers = [read(question.text) for question in questions]
    pairs = list(zip(questions, answers, strict=True))
    ranks = [[code for code, _ in answer.problem_types].index(q.problem_types[0]) + 1 for q, answer in pairs]
    several = [pair for pair in pairs if len(pair[0].problem_types) > 1]
    return {
        "acc@1": _mean(rank == 1 for rank in ranks),
        "acc@3": _mean(rank <= 3 for rank in ranks),
        "mrr": _mean(1 / rank for rank in ranks),
        "brier": _mean(sum((share - (code == q.problem_types[0])) ** 2 for code, share in a.problem_types)
                       for q, a in pairs),
        "second": _mean(q.problem_types[1] in [code for code, _ in a.problem_types[:3]] for q, a in several),
        "industry": _mean(a.industry[0][0] == q.industry for q, a in pairs),
        "crop": _mean(a.crop_or_animal == q.crop for q, a in pairs),
        "urgency": _mean(a.urgency == q.urgency for q, a in pairs),
        "gate": _mean(a.gate == q.gate for q, a in pairs),
        "place": _mean(first_place(a) == q.place for q, a in pairs),
    }


def first_place(answer: Understanding) -> str | None:
    """The place read, None where none is named or several are as likely."""
    if not answer.places or (len(answer.places) > 1 and answer.places[0][1] == answer.places[1][1]):
        return None
    return answer.places[0][0]


def per_class(wanted: Sequence[str | None], got: Sequence[str | None]) -> list[tuple[str, int, float, float]]:
    """(class, how many, precision, recall), by class."""
    both = Counter((w or NONE) for w, g in zip(wanted, got, strict=True) if w == g)
    asked, answered = Counter(w or NONE for w in wanted), Counter(g or NONE for g in got)
    return [
        (name, asked[name], both[name] / (answered[name] or 1), both[name] / (asked[name] or 1))
        for name in sorted(asked | answered)
    ]


def reliability(questions: Sequence[Labelled], read: Read, edges: Sequence[float]) -> list[tuple[int, float, float]]:
    """Per bin of the best type's share: (how many, mean share, how often it is right)."""
    best = [(read(q.text).problem_types[0], q.problem_types[0]) for q in questions]
    bins = [[(share, code == want) for (code, share), want in best if low <= share < high]
            for low, high in pairwise(edges)]
    return [(len(one), _mean(share for share, _ in one), _mean(right for _, right in one)) for one in bins]


def overlap(text: str, other: str) -> float:
    """Share of the shorter text's character pairs that the other has too."""
    one, two = ({gram for gram in grams(t) if len(gram) > 1} for t in (text, other))
    return len(one & two) / max(1, min(len(one), len(two)))


def _mean(values) -> float:
    found = [float(value) for value in values]
    return sum(found) / len(found) if found else 0.0
