"""The shapes in which screens get visits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.domain.problem import Gate, ProblemStatus
from data.domain.visit import Grade, Readiness, VisitEventKind, VisitKind, VisitStatus
from data.queries.one_event import AlsoServed
from data.queries.signed_answers import AnswerOfVisit


@dataclass(frozen=True)
class Villager:
    """Someone to tick, by open name: the expert stands before these people. `phone_tail`: last four digits or ''."""

    person_id: int
    name: str
    phone_tail: str
    is_contact: bool
    is_of_farm: bool


@dataclass(frozen=True)
class ProjectChoice:
    id: int
    name: str
    is_proposed: bool = False


@dataclass(frozen=True)
class VisitFormPage:
    """What is known before the expert types. `first_day`..`last_day` may be chosen as day of service.

    `holds_licence`: may advise prescription veterinary medicines. `is_open`: the expert may log to it now.
    `people`: the likeliest 50; `has_more_people`: the village has others, to be searched.
    """

    problem_id: int
    number: str
    title: str
    place_code: str
    farm_name: str
    asker_name: str
    status: ProblemStatus
    is_open: bool
    first_day: dt.date
    last_day: dt.date
    gate: Gate | None
    holds_licence: bool
    people: tuple[Villager, ...]
    has_more_people: bool
    projects: tuple[ProjectChoice, ...]
    also: tuple[AlsoServed, ...] = ()


@dataclass(frozen=True)
class NamedPerson:
    """A person at a visit, masked, with the evidence grade."""

    person_id: int
    name: str
    phone: str
    grade: Grade


@dataclass(frozen=True)
class AttachedList:
    """`sha256` opens the scan for those who may; None for others."""

    sha256: str | None
    media_type: str
    attached_by: str
    attached_at: dt.datetime


@dataclass(frozen=True)
class VisitStepRow:
    """One event of a visit. `reason` of a correction, a dispute or voiding; `answered_by`: who spoke on the phone."""

    kind: VisitEventKind
    at: dt.datetime
    who: str
    reason: str | None
    answered_by: str | None = None


@dataclass(frozen=True)
class VisitPage:
    """`answer`: the signed answer out of it, or the one that could be written; None where there can be none."""

    visit_id: int
    number: str
    version: int
    status: VisitStatus
    kind: VisitKind
    service_day: dt.date
    logged_at: dt.datetime
    place_code: str
    problem_id: int | None
    problem_title: str | None
    farm_name: str | None
    experts: tuple[str, ...]
    advice: str
    product: str | None
    dose: str | None
    waiting_days: int | None
    follow_up_on: dt.date | None
    head_count: int
    contacts: int
    people: tuple[NamedPerson, ...]
    projects: tuple[ProjectChoice, ...]
    photos: tuple[str, ...]
    lists: tuple[AttachedList, ...]
    steps: tuple[VisitStepRow, ...]
    may_attach: bool
    may_correct: bool
    may_void: bool
    may_call: bool
    may_dispute: bool
    answer: AnswerOfVisit | None

    @property
    def unnamed(self) -> int:
        return self.head_count - len(self.people)


@dataclass(frozen=True)
class VisitCard:
    visit_id: int
    number: str
    status: VisitStatus
    kind: VisitKind
    service_day: dt.date
    experts: tuple[str, ...]
    advice: str
    follow_up_on: dt.date | None
    named: int
    contacts: int
    readiness: Readiness | None
