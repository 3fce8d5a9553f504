"""One problem's life as it is lived: each step by the rules of `data.domain.problem`, with the promise it makes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.domain.problem import TO_ASSIGN, Gate, ProblemEventKind, ProblemStatus, Urgency, next_status, owner_after
from data.domain.promises import GATE_WITHIN, promised_minutes
from data.models.problem import ProblemEvent
from data.sample.world import World


class Life:
    """Appends a problem's events and keeps its row's status, expert and due time in step with them."""

    def __init__(self, world: World, problem: dict[str, Any], urgency: Urgency):
        self._world, self.problem, self.urgency = world, problem, urgency
        self._sequence = 0

    @property
    def status(self) -> ProblemStatus:
        return self.problem["status"]

    def skip(self) -> None:
        """A service has written an event that moved nothing."""
        self._sequence += 1

    def step(
        self, kind: ProblemEventKind, moment: dt.datetime, account_id: int | None, *,
        expert_id: int | None = None, **details: Any,
    ) -> None:
        before = self.problem["status"] if self._sequence else None
        status = next_status(before, kind)
        if status is not before:
            due = self._due(status, moment)
            details["due_at"] = due.isoformat() if due else None
            self.problem["due_at"] = due
        self.problem["status"] = status
        self.problem["expert_id"] = owner_after(self.problem["expert_id"], kind, expert_id)
        self._sequence += 1
        self._world.add(
            ProblemEvent, problem_id=self.problem["id"], sequence=self._sequence, kind=kind, at=moment,
            account_id=account_id, expert_id=expert_id, details=details,
        )

    def _due(self, status: ProblemStatus, moment: dt.datetime) -> dt.datetime | None:
        if self.problem["gate"] is Gate.ANIMAL_EPIDEMIC and status in TO_ASSIGN:
            return (moment + GATE_WITHIN).astimezone(dt.UTC)
        minutes = promised_minutes(status, self.urgency)
        return None if minutes is None else self._world.calendar.add(moment, minutes).astimezone(dt.UTC)
