"""The life of a problem: statuses, events, who has the ball. Everything derives from the events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from data.domain.errors import Conflict


class ProblemStatus(StrEnum):
    WAITING = "waiting"            # 待指派
    OFFERED = "offered"            # 等专家答复
    IN_PROGRESS = "in_progress"    # 专家在办
    TO_CONFIRM = "to_confirm"      # 等农户确认
    SOLVED = "solved"              # 已解决
    UNSOLVED = "unsolved"          # 没解决，再派
    HANDED_OVER = "handed_over"    # 转出


class ProblemEventKind(StrEnum):
    SUBMITTED = "submitted"
    CORRECTED = "corrected"
    RECOMMENDED = "recommended"
    ASSIGNED = "assigned"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    VISITED = "visited"
    FINISHED = "finished"
    CONFIRMED = "confirmed"
    NOT_SOLVED = "not_solved"
    HANDED_OVER = "handed_over"


class Ball(StrEnum):
    """Whose turn it is."""

    BUREAU = "bureau"
    EXPERT = "expert"
    ASKER = "asker"
    NOBODY = "nobody"


class Urgency(StrEnum):
    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"
    PLANNING = "planning"


class Gate(StrEnum):
    ANIMAL_EPIDEMIC = "animal_epidemic"
    HANDOVER = "handover"
    MASS_EVENT = "mass_event"
    PRESCRIPTION = "prescription"
    PESTICIDE = "pesticide"


S, E = ProblemStatus, ProblemEventKind

TRANSITIONS: Mapping[tuple[ProblemStatus, ProblemEventKind], ProblemStatus] = {
    (S.WAITING, E.CORRECTED): S.WAITING,
    (S.WAITING, E.RECOMMENDED): S.WAITING,
    (S.WAITING, E.ASSIGNED): S.OFFERED,
    (S.WAITING, E.HANDED_OVER): S.HANDED_OVER,
    (S.OFFERED, E.WITHDRAWN): S.WAITING,
    (S.OFFERED, E.ACCEPTED): S.IN_PROGRESS,
    (S.OFFERED, E.DECLINED): S.WAITING,
    (S.IN_PROGRESS, E.DECLINED): S.WAITING,
    (S.IN_PROGRESS, E.VISITED): S.IN_PROGRESS,
    (S.IN_PROGRESS, E.FINISHED): S.TO_CONFIRM,
    (S.TO_CONFIRM, E.VISITED): S.TO_CONFIRM,
    (S.TO_CONFIRM, E.CONFIRMED): S.SOLVED,
    (S.TO_CONFIRM, E.NOT_SOLVED): S.UNSOLVED,
    (S.UNSOLVED, E.CORRECTED): S.UNSOLVED,
    (S.UNSOLVED, E.RECOMMENDED): S.UNSOLVED,
    (S.UNSOLVED, E.ASSIGNED): S.OFFERED,
    (S.UNSOLVED, E.HANDED_OVER): S.HANDED_OVER,
}

BALL: Mapping[ProblemStatus, Ball] = {
    S.WAITING: Ball.BUREAU,
    S.UNSOLVED: Ball.BUREAU,
    S.OFFERED: Ball.EXPERT,
    S.IN_PROGRESS: Ball.EXPERT,
    S.TO_CONFIRM: Ball.ASKER,
    S.SOLVED: Ball.NOBODY,
    S.HANDED_OVER: Ball.NOBODY,
}

TO_ASSIGN = frozenset({S.WAITING, S.UNSOLVED})
WITH_EXPERT = frozenset({S.OFFERED, S.IN_PROGRESS})
OPEN = frozenset(status for status, ball in BALL.items() if ball is not Ball.NOBODY)


def next_status(status: ProblemStatus | None, event: ProblemEventKind) -> ProblemStatus:
    """The status after `event`; None stands for "not yet submitted".

    Raises Conflict('step_not_possible', status=…, event=…) when the step does not exist.
    """
    if status is None and event is E.SUBMITTED:
        return S.WAITING
    try:
        return TRANSITIONS[(status, event)]  # type: ignore[index]
    except KeyError:
        raise Conflict("step_not_possible", status=status, event=event) from None


def replay(events: Iterable[ProblemEventKind]) -> ProblemStatus:
    """The status that a problem's events, oldest first, lead to."""
    status: ProblemStatus | None = None
    for event in events:
        status = next_status(status, event)
    if status is None:
        raise Conflict("problem_without_events")
    return status
