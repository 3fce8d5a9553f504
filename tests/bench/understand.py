"""`python -m tests.bench.understand [questions.jsonl …]`: how well questions are read, field by field.

Without a path: the two halves of the project's own questions. With paths: those files, and the shipped example that is
nearest to one of their questions. Figures are printed, nothing is asserted.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from matching.commands.understand import county_places
from matching.text import TextEngine, load_engine
from matching.text.engine import read_examples
from tests.matching.questions import (
    Labelled,
    figures,
    overlap,
    own_questions,
    per_class,
    read_questions,
    reliability,
)

EDGES = (0.0, 0.5, 0.7, 0.85, 0.95, 1.01)
ALIKE = 0.6
FEW_PAIRS = 8


def main(paths: Sequence[Path]) -> None:
    begun = time.process_time()
    engine = load_engine().with_places(county_places())
    print(f"load {time.process_time() - begun:.2f} s of CPU, {len(engine.lexicon.concepts)} concepts")
    sets = [(path.name, read_questions(path)) for path in paths] or [
        (half, own_questions(half)) for half in ("seen", "held")
    ]
    for name, questions in sets:
        _print_set(name, questions, engine)
        if paths:
            _print_alike(questions)


def _print_set(name: str, questions: Sequence[Labelled], engine: TextEngine) -> None:
    begun = time.process_time()
    answers = [engine.understand(question.text) for question in questions]
    spent = (time.process_time() - begun) / len(questions) * 1000
    print(f"\n{name}: {len(questions)} questions, {spent:.2f} ms of CPU each")
    print("  ".join(f"{key} {value:.3f}" for key, value in figures(questions, engine.understand).items()))
    print("share of the best type: n, mean share, right")
    for low, (count, share, right) in zip(EDGES, reliability(questions, engine.understand, EDGES), strict=False):
        print(f"  from {low:.2f}: {count:4d} {share:.2f} {right:.2f}")
    _print_classes("gate", [q.gate for q in questions], [a.gate for a in answers])
    _print_classes("urgency", [q.urgency for q in questions], [a.urgency for a in answers])


def _print_classes(name: str, wanted: Sequence[str | None], got: Sequence[str | None]) -> None:
    print(f"{name}: n, precision, recall")
    for label, count, precision, recall in per_class(wanted, got):
        print(f"  {label:<16} {count:4d} {precision:.2f} {recall:.2f}")


def _print_alike(questions: Sequence[Labelled]) -> None:
    """Examples of some length that share most of their character pairs with a question: there should be none."""
    examples = [example.text for example in read_examples() if len(example.text) > FEW_PAIRS]
    alike = [(overlap(e, q.text), e, q.text) for e in examples for q in questions if overlap(e, q.text) >= ALIKE]
    print(f"shipped examples like one of these questions: {len(alike)}")
    for share, example, question in sorted(alike, reverse=True)[:10]:
        print(f"  {share:.2f} {example} | {question[:60]}")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
