"""`python -m tests.bench.brute 5000`: that many random small boards of each kind against every possible plan."""

from __future__ import annotations

import sys
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

from tests.matching.board.boards import plain_boards, ruled_boards
from tests.matching.board.judging import judge


def main(examples: int) -> None:
    for name, boards in (("unit loads", plain_boards()), ("weights and side rules", ruled_boards())):
        print(f"{name}: {dict(judged(boards, examples))}")


def judged(boards: SearchStrategy, examples: int) -> Counter[str]:
    """How many ended how; raises on the first answer that is wrong."""
    found: Counter[str] = Counter()

    @settings(deadline=None, max_examples=examples, database=None, suppress_health_check=list(HealthCheck))
    @given(boards)
    def judge_one(board):
        found[judge(board)["status"]] += 1

    judge_one()
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]))
