"""Small boards against every possible plan. `python -m tests.bench.board` does many more."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from tests.matching.board.boards import plain_boards, ruled_boards
from tests.matching.board.judging import judge

FEW = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
FEWER = settings(FEW, max_examples=80)


@FEW
@given(plain_boards())
def test_unit_loads_and_hard_pairs(board):
    judge(board)


@FEWER
@given(ruled_boards())
def test_weights_and_side_rules(board):
    judge(board)
