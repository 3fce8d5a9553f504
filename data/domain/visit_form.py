"""What an expert fills in after a visit, and the rules it must meet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from data.domain.contact import tidy_name, tidy_phone
from data.domain.errors import InvalidInput
from data.domain.text import optional_text
from data.domain.visit import Readiness, VisitKind

DAYS_BACK = 60
DAYS_AHEAD = 366
HEADS_MAX = 2000
WAITING_MAX = 365
PRODUCT_MAX = 80


@dataclass(frozen=True)
class NewPerson:
    name: str
    phone: str | None = None


@dataclass(frozen=True)
class VisitForm:
    """`waiting_days` before harvest or slaughter (0: none). `finished`: the asker may now be asked.
    `also_ids`: further questions of the same event that were served."""

    problem_id: int
    kind: VisitKind
    service_day: dt.date
    advice: str
    person_ids: tuple[int, ...] = ()
    new_names: tuple[NewPerson, ...] = ()
    unnamed_heads: int = 0
    project_ids: tuple[int, ...] = ()
    finished: bool = True
    follow_up_on: dt.date | None = None
    product: str | None = None
    dose: str | None = None
    waiting_days: int | None = None
    photos: tuple[bytes, ...] = ()
    also_ids: tuple[int, ...] = ()
    readiness: Readiness | None = None


class Medicated(Protocol):
    """A form that may name a medicine or fertilizer."""

    @property
    def product(self) -> str | None: ...

    @property
    def dose(self) -> str | None: ...

    @property
    def waiting_days(self) -> int | None: ...


@dataclass(frozen=True)
class TrainingForm:
    """A training or group guidance: `heads` present, `topic` what was taught, `industry` a code or None."""

    kind: VisitKind
    service_day: dt.date
    place_code: str
    topic: str
    expert_ids: tuple[int, ...]
    project_ids: tuple[int, ...] = ()
    heads: int = 0
    industry: str | None = None


def first_service_day(today: dt.date, filed_on: dt.date) -> dt.date:
    """The earliest day of service: the eve of the question (it is often typed a day late), 60 days back at most."""
    return max(filed_on - dt.timedelta(days=1), today - dt.timedelta(days=DAYS_BACK))


def check_service_day(day: dt.date, today: dt.date, filed_on: dt.date) -> None:
    """The day served: not ahead, not before the eve of the question, not more than 60 days back.

    Raises InvalidInput day_in_future, day_before_problem(first=date), day_too_old(days=60).
    """
    if day > today:
        raise InvalidInput("day_in_future", field="service_day")
    if day < today - dt.timedelta(days=DAYS_BACK):
        raise InvalidInput("day_too_old", field="service_day", days=DAYS_BACK)
    first = first_service_day(today, filed_on)
    if day < first:
        raise InvalidInput("day_before_problem", field="service_day", first=first)


def check_held_on(day: dt.date, today: dt.date) -> None:
    """The day a training was held: not ahead, at most 60 days back. Raises InvalidInput as `check_service_day`."""
    check_service_day(day, today, today - dt.timedelta(days=DAYS_BACK))


def check_follow_up(day: dt.date | None, today: dt.date, *, needed: bool) -> None:
    """The next date: required when `needed`, from today to a year ahead.

    Raises InvalidInput follow_up_missing, follow_up_past, follow_up_far(days).
    """
    if day is None:
        if needed:
            raise InvalidInput("follow_up_missing", field="follow_up_on")
        return
    if day < today:
        raise InvalidInput("follow_up_past", field="follow_up_on")
    if day > today + dt.timedelta(days=DAYS_AHEAD):
        raise InvalidInput("follow_up_far", field="follow_up_on", days=DAYS_AHEAD)


def check_heads(unnamed: int) -> None:
    """Raises InvalidInput('heads_range', most=2000) outside 0..2000."""
    if not 0 <= unnamed <= HEADS_MAX:
        raise InvalidInput("heads_range", field="unnamed_heads", most=HEADS_MAX)


def tidy_product(form: Medicated) -> tuple[str | None, str | None, int | None]:
    """(product, dose, waiting days): all three, or none of them.

    Raises InvalidInput dose_missing, waiting_days_missing, waiting_days_range(most), product_missing, text_*.
    """
    product = optional_text(form.product, "product", longest=PRODUCT_MAX)
    dose = optional_text(form.dose, "dose", longest=PRODUCT_MAX)
    if product is None:
        if dose is not None or form.waiting_days:
            raise InvalidInput("product_missing", field="product")
        return None, None, None
    if dose is None:
        raise InvalidInput("dose_missing", field="dose")
    if form.waiting_days is None:
        raise InvalidInput("waiting_days_missing", field="waiting_days")
    if not 0 <= form.waiting_days <= WAITING_MAX:
        raise InvalidInput("waiting_days_range", field="waiting_days", most=WAITING_MAX)
    return product, dose, form.waiting_days


def tidy_new_names(names: Sequence[NewPerson]) -> list[NewPerson]:
    """Names and phones as they are stored, each at most once.

    Raises InvalidInput name_twice(name) for the same name with the same phone, or with none; text_*, phone_*.
    """
    tidied: list[NewPerson] = []
    for raw in names:
        name = tidy_name(raw.name, "new_names")
        phone = (raw.phone or "").strip()
        person = NewPerson(name, tidy_phone(phone, "new_names") if phone else None)
        if person in tidied:
            raise InvalidInput("name_twice", field="new_names", name=name)
        tidied.append(person)
    return tidied
