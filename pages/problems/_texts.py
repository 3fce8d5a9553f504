"""The facts of the two messages, from the page and the assignment, real or about to be made."""

from __future__ import annotations

import datetime as dt

from data.queries.problem_page import AssignmentView
from pages.problems._loading import View
from pages.shared import state
from pages.shared.messages import Dispatch


def dispatch_of(view: View, one: AssignmentView) -> Dispatch:
    """For the assignment that stands."""
    return planned(view, one.expert, one.unit, one.reply_by, one.note)


def planned(view: View, expert: str, unit: str, reply_by: dt.datetime, note: str) -> Dispatch:
    """For an assignment about to be made."""
    page = view.page
    return Dispatch(
        number=page.number, words=page.words, place=page.place, expert=expert, unit=unit,
        reply_by=reply_by, now=view.now, address=state.link_to(f"/problem?id={page.id}"),
        office_phone=page.office_phone, note=note,
    )
