"""`python -m matching understand < in.jsonl > out.jsonl`, `python -m matching identify people.csv --out out.csv`"""

from __future__ import annotations

import os
import sys

from matching.commands import main


def run() -> int:
    """Solvers written in C may print on standard output; only answers belong there, so theirs goes where errors go."""
    answers = os.dup(1)
    os.dup2(2, 1)
    with os.fdopen(answers, "w", encoding="utf-8", newline="\n") as lines:
        return main(sys.argv[1:], sys.stdin.buffer, lines, sys.stderr)


if __name__ == "__main__":
    sys.exit(run())
