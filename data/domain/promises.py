"""What is promised per step and urgency, in working minutes, and which step a status waits for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from data.domain.problem import ProblemStatus, Urgency

# A promised "day" is eight working hours, whatever a county's own day has.
WORKING_DAY = 480
# An offer can be taken back this long, while the expert has not answered.
WITHDRAW_WITHIN = dt.timedelta(minutes=10)


# Whoever may have an epidemic in the pen is not answered in office hours.
GATE_WITHIN = dt.timedelta(minutes=30)

# What was closed can be taken up again under its number until this many days later.
REOPEN_DAYS = 15
# Whoever was not reached on so many different days is not asked any more.
CALLING_DAYS = 2
# Timed work closes no sooner after the last call, and asks no sooner again.
CLOSE_AFTER, ASK_AGAIN_AFTER = dt.timedelta(days=1), dt.timedelta(days=5)


class Step(StrEnum):
    ASSIGN = "assign"    # the bureau finds an expert
    FACTS = "facts"      # the asker says what was missing
    REPLY = "reply"      # the expert takes it on or not
    VISIT = "visit"      # the expert visits or advises
    CONFIRM = "confirm"  # the asker says whether it is solved
    SECOND = "second"    # another expert gives an opinion; beside the question's own steps


STEP_OF: Mapping[ProblemStatus, Step] = {
    ProblemStatus.WAITING: Step.ASSIGN,
    ProblemStatus.ASKED: Step.FACTS,
    ProblemStatus.UNSOLVED: Step.ASSIGN,
    ProblemStatus.OFFERED: Step.REPLY,
    ProblemStatus.IN_PROGRESS: Step.VISIT,
    ProblemStatus.TO_CONFIRM: Step.CONFIRM,
}

C, H, N, P = Urgency.CRITICAL, Urgency.HIGH, Urgency.NORMAL, Urgency.PLANNING

PROMISED: Mapping[Step, Mapping[Urgency, int]] = {
    Step.ASSIGN: {C: 60, H: 240, N: 480, P: 960},
    Step.FACTS: {C: 60, H: 480, N: 5 * WORKING_DAY, P: 5 * WORKING_DAY},
    Step.REPLY: {C: 60, H: 480, N: 480, P: 480},
    Step.VISIT: {C: WORKING_DAY, H: 3 * WORKING_DAY, N: 10 * WORKING_DAY, P: 20 * WORKING_DAY},
    Step.CONFIRM: dict.fromkeys(Urgency, 10 * WORKING_DAY),
    Step.SECOND: {C: WORKING_DAY // 2, H: WORKING_DAY, N: 2 * WORKING_DAY, P: 2 * WORKING_DAY},
}

# A season hurries the office and the expert; whoever asked keeps the usual time to answer.
HURRIED = frozenset({Step.ASSIGN, Step.REPLY, Step.VISIT, Step.SECOND})


def minutes_to_visit(urgency: Urgency) -> int:
    """Working minutes from the question to the first visit or advice if every step takes as long as it is promised."""
    return sum(PROMISED[step][urgency] for step in (Step.ASSIGN, Step.REPLY, Step.VISIT))


def promised_minutes(status: ProblemStatus, urgency: Urgency) -> int | None:
    """Working minutes until the step that `status` waits for is due; None when nothing is waited for."""
    step = STEP_OF.get(status)
    return None if step is None else PROMISED[step][urgency]
