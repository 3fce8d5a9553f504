"""A visit is one service event; what of it counts, and by what evidence (definitions: docs/definitions.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from data.domain.errors import Conflict


class VisitKind(StrEnum):
    FIELD = "field"
    REMOTE = "remote"
    TRAINING = "training"
    GROUP = "group"


class VisitStatus(StrEnum):
    LOGGED = "logged"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    VOIDED = "voided"


COUNTED = frozenset({VisitStatus.LOGGED, VisitStatus.CONFIRMED})


class Readiness(StrEnum):
    """Whether the unit had ready and did what was agreed."""

    READY = "ready"
    PARTLY = "partly"
    NOT = "not"


class VisitEventKind(StrEnum):
    LOGGED = "logged"
    NAMES_ADDED = "names_added"
    NAMES_REMOVED = "names_removed"
    LIST_ATTACHED = "list_attached"
    CONFIRMED = "confirmed"
    CALLED = "called"      # somebody named said it was so, for themselves and their household
    DISPUTED = "disputed"
    UPHELD = "upheld"      # looked into after a dispute: it was so
    VOIDED = "voided"
    PROJECTS_CORRECTED = "projects_corrected"


class Grade(StrEnum):
    """Evidence per person and event, best first. D (head count) has no person."""

    SIGNED_LIST = "A"
    CONFIRMED = "B"
    NAMED_ONLY = "C"


class ConfirmedBy(StrEnum):
    """Through which door a confirmation came."""

    ACCOUNT = "account"
    RECEIPT = "receipt"
    CALL_BACK = "call_back"


class Outcome(StrEnum):
    SOLVED = "solved"
    NOT_SOLVED = "not_solved"


S, E = VisitStatus, VisitEventKind

TRANSITIONS: Mapping[tuple[VisitStatus, VisitEventKind], VisitStatus] = {
    (S.LOGGED, E.NAMES_ADDED): S.LOGGED,
    (S.LOGGED, E.NAMES_REMOVED): S.LOGGED,
    (S.LOGGED, E.LIST_ATTACHED): S.LOGGED,
    (S.LOGGED, E.PROJECTS_CORRECTED): S.LOGGED,
    (S.LOGGED, E.CONFIRMED): S.CONFIRMED,
    (S.LOGGED, E.CALLED): S.LOGGED,
    (S.LOGGED, E.DISPUTED): S.DISPUTED,
    (S.LOGGED, E.VOIDED): S.VOIDED,
    (S.CONFIRMED, E.NAMES_ADDED): S.CONFIRMED,
    (S.CONFIRMED, E.NAMES_REMOVED): S.CONFIRMED,
    (S.CONFIRMED, E.LIST_ATTACHED): S.CONFIRMED,
    (S.CONFIRMED, E.PROJECTS_CORRECTED): S.CONFIRMED,
    (S.CONFIRMED, E.CONFIRMED): S.CONFIRMED,  # another household that the same visit served
    (S.CONFIRMED, E.CALLED): S.CONFIRMED,
    (S.CONFIRMED, E.DISPUTED): S.DISPUTED,
    (S.CONFIRMED, E.VOIDED): S.VOIDED,
    (S.DISPUTED, E.NAMES_ADDED): S.DISPUTED,
    (S.DISPUTED, E.NAMES_REMOVED): S.DISPUTED,
    (S.DISPUTED, E.LIST_ATTACHED): S.DISPUTED,
    (S.DISPUTED, E.PROJECTS_CORRECTED): S.DISPUTED,
    (S.DISPUTED, E.CALLED): S.DISPUTED,
    (S.DISPUTED, E.UPHELD): S.LOGGED,
    (S.DISPUTED, E.CONFIRMED): S.CONFIRMED,
    (S.DISPUTED, E.VOIDED): S.VOIDED,
}


@dataclass(frozen=True)
class Evidence:
    """What stands behind one person's link to one visit; the first list and the first confirmation stay."""

    list_id: int | None = None
    confirmation_id: int | None = None

    @property
    def grade(self) -> Grade:
        """A with a signed list, else B with a confirmation, else C."""
        if self.list_id is not None:
            return Grade.SIGNED_LIST
        return Grade.NAMED_ONLY if self.confirmation_id is None else Grade.CONFIRMED


@dataclass(frozen=True)
class VisitState:
    """All that a visit's events decide. `named`: person id -> evidence; `head_count` is never less than the names."""

    status: VisitStatus
    head_count: int = 0
    named: Mapping[int, Evidence] = field(default_factory=dict)
    project_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class VisitStep:
    """One event. `details`, as stored: logged(person_ids, heads, project_ids), names_added(person_ids, heads),
    names_removed(person_ids, heads), list_attached(list_id, person_ids), confirmed, called(confirmation_id,
    person_ids), projects_corrected(project_ids, reason), disputed(answered_by, reason), upheld, voided(reason)."""

    kind: VisitEventKind
    details: Mapping[str, Any]


def next_visit_status(status: VisitStatus | None, event: VisitEventKind) -> VisitStatus:
    """The status after `event`; None stands for "not yet logged".

    Raises Conflict('visit_step_not_possible', status=…, event=…), or 'visit_voided' for any step after voiding.
    """
    if status is None and event is E.LOGGED:
        return S.LOGGED
    if status is S.VOIDED:
        raise Conflict("visit_voided")
    try:
        return TRANSITIONS[(status, event)]  # type: ignore[index]
    except KeyError:
        raise Conflict("visit_step_not_possible", status=status, event=event) from None


def apply_step(state: VisitState | None, step: VisitStep) -> VisitState:
    """The state after `step`. Raises as `next_visit_status`."""
    status = next_visit_status(state.status if state else None, step.kind)
    persons = step.details.get("person_ids", ())
    projects = frozenset(step.details.get("project_ids", ()))
    if state is None:
        return VisitState(status, step.details["heads"], dict.fromkeys(persons, Evidence()), projects)
    named, heads = dict(state.named), state.head_count
    if step.kind is E.NAMES_ADDED:
        named, heads = dict.fromkeys(persons, Evidence()) | named, step.details["heads"]
    if step.kind is E.NAMES_REMOVED:
        named = {person: proof for person, proof in named.items() if person not in persons}
        heads = step.details["heads"]
    if step.kind is E.LIST_ATTACHED:
        named |= {p: replace(named[p], list_id=named[p].list_id or step.details["list_id"]) for p in persons}
    if step.kind in (E.CONFIRMED, E.CALLED):
        proof = step.details["confirmation_id"]
        named |= {p: replace(named[p], confirmation_id=named[p].confirmation_id or proof) for p in persons}
    if step.kind is not E.PROJECTS_CORRECTED:
        projects = state.project_ids
    return VisitState(status, heads, named, projects)


def replay_visit(steps: Iterable[VisitStep]) -> VisitState:
    """The state that a visit's events, oldest first, lead to. Raises Conflict('visit_without_events')."""
    state: VisitState | None = None
    for step in steps:
        state = apply_step(state, step)
    if state is None:
        raise Conflict("visit_without_events")
    return state
