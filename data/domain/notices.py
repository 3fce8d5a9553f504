"""Who must hear of which step of a problem, and when an earlier word is no longer worth saying."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from data.domain.problem import Gate, ProblemEventKind, ProblemStatus, next_status, owner_after


class Audience(StrEnum):
    ASKER = "asker"
    EXPERT = "expert"
    DUTY = "duty"  # the animal-health authority's officer on duty


class NoticeKind(StrEnum):
    """What is to be said."""

    RECEIPT = "receipt"            # it came in: number, and until when somebody is found
    SEARCHING = "searching"        # whoever had it does not, another one is sought
    FACTS = "facts"                # what is missing
    ASSIGNED = "assigned"          # who was asked, and until when there is an answer
    NEXT = "next"                  # the same, after the one before could not
    ACCEPTED = "accepted"          # who comes, until when, at which phone
    SLOTS = "slots"                # which of these times?
    CONFIRM = "confirm"            # is it solved?
    CONFIRM_AGAIN = "confirm_again"
    CLOSED = "closed"              # without the asker's word, and until when it can be taken up again
    REOPENED = "reopened"
    PART = "part"                  # which part another office has
    HANDED_OVER = "handed_over"
    OFFER = "offer"                # to the expert: take it on?
    NOT_NEEDED = "not_needed"      # to the expert: do not go
    SLOT_CHOSEN = "slot_chosen"    # to the expert: when the asker waits for you
    SOLVED = "solved"              # to the expert: the asker's word
    NOT_SOLVED = "not_solved"
    SECOND = "second"              # to another expert: an opinion of your own, please
    DUTY = "duty"                  # what may be an epidemic


class CallResult(StrEnum):
    TOLD = "told"                  # 接通说了
    NO_ANSWER = "no_answer"        # 没人接
    WRONG_NUMBER = "wrong_number"  # 号码不对
    WECHAT = "wechat"              # 微信已发


ASKS_WHETHER_SOLVED = frozenset({NoticeKind.CONFIRM, NoticeKind.CONFIRM_AGAIN})
HEARD = frozenset({CallResult.TOLD, CallResult.WECHAT})
NOT_REACHED = frozenset(CallResult) - HEARD

N, E = NoticeKind, ProblemEventKind

TO_ASKER: Mapping[ProblemEventKind, NoticeKind] = {
    E.SUBMITTED: N.RECEIPT, E.FACTS_ASKED: N.FACTS, E.ASSIGNED: N.ASSIGNED, E.ACCEPTED: N.ACCEPTED,
    E.DECLINED: N.SEARCHING, E.LAPSED: N.SEARCHING, E.WITHDRAWN: N.SEARCHING, E.PUT_BACK: N.SEARCHING,
    E.REFUSED: N.SEARCHING, E.FINISHED: N.CONFIRM, E.ASKED_AGAIN: N.CONFIRM_AGAIN, E.CLOSED: N.CLOSED,
    E.REOPENED: N.REOPENED, E.PART_HANDED_OVER: N.PART, E.HANDED_OVER: N.HANDED_OVER, E.SLOTS_OFFERED: N.SLOTS,
}
TO_EXPERT: Mapping[ProblemEventKind, NoticeKind] = {
    E.ASSIGNED: N.OFFER, E.WITHDRAWN: N.NOT_NEEDED, E.PUT_BACK: N.NOT_NEEDED, E.REFUSED: N.NOT_NEEDED,
    E.CONFIRMED: N.SOLVED, E.NOT_SOLVED: N.NOT_SOLVED, E.REOPENED: N.NOT_SOLVED, E.SECOND_ASKED: N.SECOND,
    E.SLOT_CHOSEN: N.SLOT_CHOSEN,
}
TO_THE_NAMED = (E.ASSIGNED, E.SECOND_ASKED)  # not to whoever had the question
NO_SECOND_NEEDED = (E.SECOND_GIVEN, E.SECOND_DECLINED, E.CONFIRMED, E.CLOSED, E.HANDED_OVER)
# What was asked or said about times is answered, or there are others.
SETTLED_BY: Mapping[NoticeKind, ProblemEventKind] = {N.SLOTS: E.SLOT_CHOSEN, N.SLOT_CHOSEN: E.SLOTS_OFFERED}
# What a problem's next move does not make stale.
STANDING = frozenset({N.PART, N.DUTY, N.NOT_NEEDED, N.SOLVED, N.NOT_SOLVED})
ALONE = frozenset({N.PART, N.DUTY, N.SECOND})  # said whatever else is said to the same person


@dataclass(frozen=True)
class Telling:
    """`kind` must be said to `audience`; `expert_id` names the expert."""

    kind: NoticeKind
    audience: Audience
    expert_id: int | None = None


@dataclass(frozen=True)
class NoticeStep:
    """One event of a problem. `had_it`: the expert who answered for it before; `moved`: the status is another one."""

    kind: ProblemEventKind
    expert_id: int | None
    details: Mapping[str, Any]
    had_it: int | None
    moved: bool


@dataclass(frozen=True)
class NoticeState:
    """A row of the outbox as the events have it; `sequence` of the event that wrote it."""

    sequence: int
    telling: Telling
    overtaken_at: dt.datetime | None = None


@dataclass(frozen=True)
class PastEvent:
    sequence: int
    at: dt.datetime
    kind: ProblemEventKind
    expert_id: int | None
    details: Mapping[str, Any]


def to_tell(step: NoticeStep) -> list[Telling]:
    """Everybody who must hear of `step`, each with what is to be said; nobody of one that is `untold`."""
    if step.details.get("untold"):
        return []
    found = []
    if kind := TO_ASKER.get(step.kind):
        is_next = kind is N.ASSIGNED and "by_rule" in step.details
        found.append(Telling(N.NEXT if is_next else kind, Audience.ASKER))
    expert_id = step.expert_id if step.kind in TO_THE_NAMED else step.had_it
    if (kind := TO_EXPERT.get(step.kind)) and expert_id is not None:
        found.append(Telling(kind, Audience.EXPERT, expert_id))
    if gate_found(step.kind, step.details) is Gate.ANIMAL_EPIDEMIC:
        found.append(Telling(N.DUTY, Audience.DUTY))
    return found


def is_overtaken(earlier: Telling, step: NoticeStep, new: Sequence[Telling]) -> bool:
    """Whether `earlier` need not be said any more once `step` has happened, of which `new` must be told."""
    if earlier.kind is N.DUTY:
        cleared = step.kind is E.CORRECTED and "gate" in step.details.get("after", {}) and _gate(step.details) is None
        return step.kind in (E.DUTY_TOLD, E.HANDED_OVER) or cleared  # handed over: also an import taken back
    if earlier.kind is N.SECOND:
        becomes_first = step.kind is E.ASSIGNED and step.expert_id == earlier.expert_id
        return becomes_first or step.kind in NO_SECOND_NEEDED
    if SETTLED_BY.get(earlier.kind) is step.kind or (step.moved and earlier.kind not in STANDING):
        return True
    return earlier.kind not in ALONE and any(
        (one.audience, one.expert_id) == (earlier.audience, earlier.expert_id) and one.kind not in ALONE for one in new
    )


def notices_of(events: Iterable[PastEvent]) -> list[NoticeState]:
    """The outbox that a problem's events, oldest first from its filing on, lead to."""
    rows: list[NoticeState] = []
    status: ProblemStatus | None = None
    owner: int | None = None
    for event in events:
        after = next_status(status, event.kind)
        step = NoticeStep(event.kind, event.expert_id, event.details, owner, after is not status)
        new = to_tell(step)
        rows = [
            replace(row, overtaken_at=event.at)
            if row.overtaken_at is None and is_overtaken(row.telling, step, new) else row
            for row in rows
        ]
        rows += [NoticeState(event.sequence, one) for one in new]
        status, owner = after, owner_after(owner, event.kind, event.expert_id)
    return rows


def gate_found(kind: ProblemEventKind, details: Mapping[str, Any]) -> Gate | None:
    """The gate that an event closed; None where it was closed before."""
    if kind is E.SUBMITTED:
        raw = details.get("gate")
        return Gate(raw) if raw else None
    is_new = details.get("before", {}).get("gate") != details.get("after", {}).get("gate")
    return _gate(details) if is_new else None


def _gate(details: Mapping[str, Any]) -> Gate | None:
    raw = details.get("after", {}).get("gate")
    return Gate(raw) if raw else None
