"""A visit is one service event; what of it counts, and by what evidence (definitions: docs/definitions.md)."""

from __future__ import annotations

from enum import StrEnum


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


class VisitEventKind(StrEnum):
    LOGGED = "logged"
    LIST_ATTACHED = "list_attached"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
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
