"""The life of a problem: statuses, events, who has the ball. Everything derives from the events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from data.domain.errors import Conflict


class ProblemStatus(StrEnum):
    WAITING = "waiting"            # 待指派
    ASKED = "asked"                # 等农户补充
    OFFERED = "offered"            # 等专家答复
    IN_PROGRESS = "in_progress"    # 专家在办
    TO_CONFIRM = "to_confirm"      # 等农户确认
    SOLVED = "solved"              # 已解决
    UNCONFIRMED = "unconfirmed"    # 未确认结案: finished, and the asker could not be reached
    UNSOLVED = "unsolved"          # 没解决，再派
    HANDED_OVER = "handed_over"    # 转出


class ProblemEventKind(StrEnum):
    SUBMITTED = "submitted"
    CORRECTED = "corrected"
    RECOMMENDED = "recommended"
    FACTS_ASKED = "facts_asked"    # everything that is missing, once
    FACTS_GIVEN = "facts_given"
    ASSIGNED = "assigned"
    WITHDRAWN = "withdrawn"
    PUT_BACK = "put_back"          # withdrawn, and as unsolved as it was before
    ACCEPTED = "accepted"
    DECLINED = "declined"          # by the expert
    LAPSED = "lapsed"              # no answer in time
    JOINED = "joined"              # one event with another question
    LEFT = "left"                  # and not, after all
    SECOND_ASKED = "second_asked"  # another expert is asked for an opinion of their own
    SECOND_GIVEN = "second_given"
    SECOND_DECLINED = "second_declined"  # by that expert, or the office waits no longer
    PART_HANDED_OVER = "part_handed_over"  # a part goes to another office, the rest stays
    RAISED = "raised"              # a step up, by rule or by an officer
    RAISE_PROPOSED = "raise_proposed"  # by rule: an officer should ask beyond the county's own experts
    REFUSED = "refused"            # by the farm: another expert
    SLOTS_OFFERED = "slots_offered"  # half days for the visit
    SLOT_CHOSEN = "slot_chosen"      # by the asker
    VISITED = "visited"
    FINISHED = "finished"
    CONFIRMED = "confirmed"
    NOT_SOLVED = "not_solved"
    ASKED_AGAIN = "asked_again"    # the asker has not said whether it is solved, and is called once more
    CLOSED = "closed"              # without the asker's word
    REOPENED = "reopened"          # under the same number
    HANDED_OVER = "handed_over"
    HANDED_ON = "handed_on"        # another officer answers for it
    NUMBER_CORRECTED = "number_corrected"  # the asker's phone, after a call to a wrong one
    DUTY_TOLD = "duty_told"        # the animal-health authority's officer on duty took the call


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


class Rung(StrEnum):
    """Who has a question in hand, and whom the office asks beyond its own experts, in this order."""

    VILLAGE = "village"    # the village's technician
    TOWNSHIP = "township"
    BANNER = "banner"
    PLATFORM = "platform"  # a station or yard of the county with people from outside
    OUTSIDE = "outside"    # a team of the city or the region
    LEADER = "leader"


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
    (S.WAITING, E.FACTS_ASKED): S.ASKED,
    (S.ASKED, E.FACTS_GIVEN): S.WAITING,
    (S.ASKED, E.CORRECTED): S.ASKED,
    (S.ASKED, E.RECOMMENDED): S.ASKED,
    (S.ASKED, E.ASSIGNED): S.OFFERED,
    (S.ASKED, E.HANDED_OVER): S.HANDED_OVER,
    (S.OFFERED, E.WITHDRAWN): S.WAITING,
    (S.OFFERED, E.PUT_BACK): S.UNSOLVED,
    (S.OFFERED, E.ACCEPTED): S.IN_PROGRESS,
    (S.OFFERED, E.DECLINED): S.WAITING,
    (S.OFFERED, E.REFUSED): S.WAITING,
    (S.OFFERED, E.LAPSED): S.WAITING,
    (S.IN_PROGRESS, E.DECLINED): S.WAITING,
    (S.IN_PROGRESS, E.WITHDRAWN): S.WAITING,  # whoever had it leaves
    (S.IN_PROGRESS, E.REFUSED): S.WAITING,
    (S.IN_PROGRESS, E.SLOTS_OFFERED): S.IN_PROGRESS,
    (S.IN_PROGRESS, E.SLOT_CHOSEN): S.IN_PROGRESS,
    (S.IN_PROGRESS, E.VISITED): S.IN_PROGRESS,
    (S.IN_PROGRESS, E.FINISHED): S.TO_CONFIRM,
    (S.TO_CONFIRM, E.VISITED): S.TO_CONFIRM,
    (S.TO_CONFIRM, E.CONFIRMED): S.SOLVED,
    (S.TO_CONFIRM, E.NOT_SOLVED): S.UNSOLVED,
    (S.TO_CONFIRM, E.ASKED_AGAIN): S.TO_CONFIRM,
    (S.TO_CONFIRM, E.CLOSED): S.UNCONFIRMED,
    (S.UNCONFIRMED, E.CONFIRMED): S.SOLVED,
    (S.UNCONFIRMED, E.REOPENED): S.UNSOLVED,
    (S.SOLVED, E.REOPENED): S.UNSOLVED,
    (S.UNSOLVED, E.CORRECTED): S.UNSOLVED,
    (S.UNSOLVED, E.RECOMMENDED): S.UNSOLVED,
    (S.UNSOLVED, E.ASSIGNED): S.OFFERED,
    (S.UNSOLVED, E.HANDED_OVER): S.HANDED_OVER,
    **{(status, E.PART_HANDED_OVER): status for status in (S.WAITING, S.ASKED, S.UNSOLVED, S.OFFERED, S.IN_PROGRESS)},
    **{
        (status, event): status for event in (E.JOINED, E.LEFT, E.SECOND_GIVEN, E.SECOND_DECLINED)
        for status in (S.WAITING, S.ASKED, S.UNSOLVED, S.OFFERED, S.IN_PROGRESS, S.TO_CONFIRM)
    },
    **{
        (status, E.RAISED): status
        for status in (S.WAITING, S.ASKED, S.UNSOLVED, S.OFFERED, S.IN_PROGRESS)
    },
    **{(status, E.HANDED_ON): status for status in (S.UNSOLVED, S.OFFERED, S.IN_PROGRESS, S.TO_CONFIRM)},
    **{(status, E.RAISE_PROPOSED): status for status in (S.WAITING, S.ASKED, S.UNSOLVED)},
    **{(status, E.SECOND_ASKED): status for status in (S.UNSOLVED, S.OFFERED, S.IN_PROGRESS)},
    **{(status, E.NUMBER_CORRECTED): status for status in S},
    **{(status, E.DUTY_TOLD): status for status in (S.WAITING, S.ASKED, S.UNSOLVED, S.OFFERED, S.IN_PROGRESS)},
}

BALL: Mapping[ProblemStatus, Ball] = {
    S.WAITING: Ball.BUREAU,
    S.ASKED: Ball.ASKER,
    S.UNSOLVED: Ball.BUREAU,
    S.OFFERED: Ball.EXPERT,
    S.IN_PROGRESS: Ball.EXPERT,
    S.TO_CONFIRM: Ball.ASKER,
    S.SOLVED: Ball.NOBODY,
    S.UNCONFIRMED: Ball.NOBODY,
    S.HANDED_OVER: Ball.NOBODY,
}

TO_ASSIGN = frozenset({S.WAITING, S.UNSOLVED})
ASSIGNABLE = TO_ASSIGN | {S.ASKED}
WITH_EXPERT = frozenset({S.OFFERED, S.IN_PROGRESS})
VISITABLE = frozenset({S.IN_PROGRESS, S.TO_CONFIRM})
CONFIRMABLE = frozenset({S.TO_CONFIRM, S.UNCONFIRMED})
SECONDABLE = frozenset(status for status, event in TRANSITIONS if event is E.SECOND_ASKED)
REOPENABLE = frozenset({S.SOLVED, S.UNCONFIRMED})
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


@dataclass(frozen=True)
class ProblemState:
    """All that a problem's events decide. `expert_id` is who has it, or had it last; `due_at` the promise that runs;
    `joined_id` the first question of the event it belongs to."""

    status: ProblemStatus
    expert_id: int | None = None
    due_at: dt.datetime | None = None
    joined_id: int | None = None


@dataclass(frozen=True)
class ProblemStep:
    """One event. Its details hold `due_at` (ISO text or None) if it moved the status."""

    kind: ProblemEventKind
    expert_id: int | None
    details: Mapping[str, Any]


def owner_after(owner: int | None, event: ProblemEventKind, expert_id: int | None) -> int | None:
    """Who answers for the problem after `event`: an expert from the offer on, until withdrawn, declined, refused or
    lapsed; put back, whoever left it unsolved."""
    if event in (E.ASSIGNED, E.PUT_BACK):
        return expert_id
    return None if event in (E.WITHDRAWN, E.DECLINED, E.REFUSED, E.LAPSED) else owner


def replay_problem(steps: Iterable[ProblemStep]) -> ProblemState:
    """The state that a problem's events, oldest first, lead to.

    Raises Conflict('problem_without_events'), Conflict('step_not_possible').
    """
    state: ProblemState | None = None
    for step in steps:
        status = next_status(state.status if state else None, step.kind)
        owner = owner_after(state.expert_id if state else None, step.kind, step.expert_id)
        state = ProblemState(status, owner, _promise_after(state, step), _joined_after(state, step))
    if state is None:
        raise Conflict("problem_without_events")
    return state


def _joined_after(state: ProblemState | None, step: ProblemStep) -> int | None:
    if step.kind is E.JOINED:
        return step.details["joined_id"]
    return None if state is None or step.kind is E.LEFT else state.joined_id


def _promise_after(state: ProblemState | None, step: ProblemStep) -> dt.datetime | None:
    if "due_at" not in step.details:
        return state.due_at if state else None
    due = step.details["due_at"]
    return dt.datetime.fromisoformat(due) if due else None
