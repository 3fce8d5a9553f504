"""A second opinion: by which rule a question wants one, and what became of the requests. Neither expert sees what the
other wrote before their own is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from data.domain.errors import InvalidInput
from data.domain.ladder import Cause
from data.domain.problem import ProblemEventKind

RULES = "second_opinion"  # the county's setting: cause -> from how much of it; what is left out asks for none
COUNTED = (Cause.LOSS, Cause.REPEAT)
DEFAULT_RULES: Mapping[Cause, int] = {Cause.LOSS: 1, Cause.REPEAT: 1}
REPEAT_MOST = 9
KINDS = (ProblemEventKind.SECOND_ASKED, ProblemEventKind.SECOND_GIVEN, ProblemEventKind.SECOND_DECLINED)


@dataclass(frozen=True)
class SecondStep:
    """One event of `KINDS`."""

    kind: ProblemEventKind
    at: dt.datetime
    expert_id: int
    details: Mapping[str, Any]


@dataclass(frozen=True)
class Request:
    """An expert was asked, `by_rule` and how much there was of it, to write until `due_at` (None: no day was named);
    `found` (the cause of the trouble) and `advice` once the opinion is given."""

    expert_id: int
    asked_at: dt.datetime
    by_rule: Cause
    count: int
    due_at: dt.datetime | None
    is_declined: bool = False
    given_at: dt.datetime | None = None
    found: str = ""
    advice: str = ""

    @property
    def is_open(self) -> bool:
        return self.given_at is None and not self.is_declined


def second_rules(settings: Mapping[str, Any]) -> dict[Cause, int]:
    """The county's rules; the usual ones where it has not set its own."""
    if RULES not in settings:
        return dict(DEFAULT_RULES)
    return {Cause(cause): least for cause, least in settings[RULES].items()}


def checked_rules(is_for_loss: bool, repeat: int) -> dict[Cause, int]:
    """`repeat`: how often not solved, nought for never. Raises InvalidInput('second_repeat')."""
    if not 0 <= repeat <= REPEAT_MOST:
        raise InvalidInput("second_repeat", field="repeat", most=REPEAT_MOST)
    return ({Cause.LOSS: 1} if is_for_loss else {}) | ({Cause.REPEAT: repeat} if repeat else {})


def wanted_by(rules: Mapping[Cause, int], counts: Mapping[Cause, int]) -> Cause | None:
    """The first cause of which there is as much as its rule says."""
    return next((cause for cause in COUNTED if cause in rules and counts[cause] >= rules[cause]), None)


def reply_until(details: Mapping[str, Any]) -> dt.datetime | None:
    """Until when the expert whom an event asks is to write; None for one of before there were such promises."""
    return dt.datetime.fromisoformat(details["reply_by"]) if "reply_by" in details else None


def requests_of(steps: Iterable[SecondStep]) -> list[Request]:
    """Every request, oldest first, as the events have it."""
    found: list[Request] = []
    for step in steps:
        details = step.details
        if step.kind is ProblemEventKind.SECOND_ASKED:
            cause = Cause(details["cause"])
            found.append(Request(step.expert_id, step.at, cause, details["count"], reply_until(details)))
        elif step.kind is ProblemEventKind.SECOND_GIVEN:
            found[-1] = replace(found[-1], given_at=step.at, found=details["found"], advice=details["advice"])
        else:
            found[-1] = replace(found[-1], is_declined=True)
    return found
