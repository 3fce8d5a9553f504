"""What is promised: every step has its minutes, nothing is promised for what nobody waits for."""

from __future__ import annotations

import pytest

from data.domain.problem import BALL, Ball, ProblemStatus, Urgency
from data.domain.promises import PROMISED, Step, promised_minutes


@pytest.mark.parametrize(
    ("status", "urgency", "minutes"),
    [
        (ProblemStatus.WAITING, Urgency.CRITICAL, 60),
        (ProblemStatus.WAITING, Urgency.HIGH, 240),
        (ProblemStatus.WAITING, Urgency.NORMAL, 480),
        (ProblemStatus.UNSOLVED, Urgency.PLANNING, 960),
        (ProblemStatus.OFFERED, Urgency.CRITICAL, 60),
        (ProblemStatus.OFFERED, Urgency.NORMAL, 480),
        (ProblemStatus.IN_PROGRESS, Urgency.HIGH, 3 * 480),
        (ProblemStatus.IN_PROGRESS, Urgency.NORMAL, 10 * 480),
        (ProblemStatus.TO_CONFIRM, Urgency.CRITICAL, 10 * 480),
        (ProblemStatus.SOLVED, Urgency.CRITICAL, None),
        (ProblemStatus.HANDED_OVER, Urgency.CRITICAL, None),
    ],
)
def test_promises(status: ProblemStatus, urgency: Urgency, minutes: int | None) -> None:
    assert promised_minutes(status, urgency) == minutes


@pytest.mark.parametrize("status", ProblemStatus)
def test_a_clock_runs_exactly_while_somebody_has_the_ball(status: ProblemStatus) -> None:
    assert (promised_minutes(status, Urgency.NORMAL) is None) == (BALL[status] is Ball.NOBODY)


@pytest.mark.parametrize("step", Step)
def test_the_more_urgent_never_waits_longer(step: Step) -> None:
    minutes = [PROMISED[step][urgency] for urgency in Urgency]
    assert minutes == sorted(minutes)
