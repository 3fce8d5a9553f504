"""From what the fields of 记一次 hold to the form the service takes."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

from data.domain.visit import Readiness, VisitKind
from data.domain.visit_form import DAYS_AHEAD, NewPerson, VisitForm
from data.queries.visit_rows import VisitFormPage
from pages.shared.drafts import DraftForm

NO_PROJECT = 0
WEEK = dt.timedelta(days=7)
TRAILING_PHONE = re.compile(r"^(.*?)[\s:：,，、]*([+\d０-９][\d０-９\s\-－—()（）]*)$")


class Day(StrEnum):
    TODAY = "today"
    YESTERDAY = "yesterday"
    OTHER = "other"


class Next(StrEnum):
    DONE = "done"
    WEEK = "week"
    DATE = "date"


def filled(form: DraftForm, page: VisitFormPage) -> VisitForm:
    """The form as typed; what is missing or wrong, the service says."""
    product, ready = form.value("product"), form.value("readiness")
    return VisitForm(
        problem_id=page.problem_id, kind=VisitKind(form.value("kind") or VisitKind.FIELD),
        service_day=_service_day(form, page), advice=form.value("advice") or "",
        person_ids=(*form.value("people", ()), *form.value("others", ())),
        new_names=new_people(form.value("new_names") or ""), unnamed_heads=form.value("heads") or 0,
        project_ids=tuple(one for one in form.value("projects", ()) if one != NO_PROJECT),
        finished=form.value("next") == Next.DONE, follow_up_on=_follow_up_on(form, page),
        product=product, dose=form.value("dose"), waiting_days=form.value("waiting_days"), photos=form.files("photos"),
        also_ids=tuple(form.value("also") or ()), readiness=Readiness(ready) if ready else None,
    )


def new_people(text: str) -> tuple[NewPerson, ...]:
    """One per line: a name, and a phone behind it if there is one."""
    return tuple(_new_person(line.strip()) for line in text.splitlines() if line.strip())


def latest_date(page: VisitFormPage) -> dt.date:
    return page.last_day + dt.timedelta(days=DAYS_AHEAD)


def _new_person(line: str) -> NewPerson:
    found = TRAILING_PHONE.match(line)
    return NewPerson(found[1].strip(), found[2].strip()) if found and found[1].strip() else NewPerson(line)


def _service_day(form: DraftForm, page: VisitFormPage) -> dt.date:
    if form.value("day") == Day.OTHER:
        return form.value("service_day") or page.last_day
    return page.last_day - dt.timedelta(days=form.value("day") == Day.YESTERDAY)


def _follow_up_on(form: DraftForm, page: VisitFormPage) -> dt.date | None:
    match form.value("next"):
        case Next.WEEK:
            return page.last_day + WEEK
        case Next.DATE:
            return form.value("follow_up_on")
        case _:
            return None
