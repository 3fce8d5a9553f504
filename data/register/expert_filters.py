"""Ways to narrow the list of experts: who is free today, who has gone quiet, whom to check."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, and_, func, or_, select

from data.domain.problem import WITH_EXPERT
from data.domain.visit import COUNTED
from data.i18n import N_
from data.models.expert import Expert, ExpertAbsence, ExpertLicence, ExpertSeason
from data.models.problem import Problem
from data.models.visit import Visit, VisitExpert
from data.register.concept import Filter

HALF_A_YEAR = dt.timedelta(days=182)


def is_free(today: dt.date) -> ColumnElement[bool]:
    """Reachable, not away, with room for one more question."""
    month_day = f"{today:%m-%d}"
    in_hand = (
        select(func.count()).where(Problem.expert_id == Expert.id, Problem.status.in_(WITH_EXPERT)).scalar_subquery()
    )
    return and_(
        Expert.unreachable.is_(None),
        ~Expert.absences.any(and_(ExpertAbsence.first_day <= today, ExpertAbsence.last_day >= today)),
        ~Expert.seasons.any(or_(
            and_(ExpertSeason.first <= month_day, ExpertSeason.last >= month_day),
            and_(ExpertSeason.first > ExpertSeason.last,
                 or_(ExpertSeason.first <= month_day, ExpertSeason.last >= month_day)),
        )),
        in_hand < Expert.max_open,
    )


def is_quiet(today: dt.date) -> ColumnElement[bool]:
    """Neither a counted visit nor a check of the record within half a year."""
    since = today - HALF_A_YEAR
    served = (
        select(VisitExpert.expert_id).join(Visit, Visit.id == VisitExpert.visit_id)
        .where(VisitExpert.expert_id == Expert.id, Visit.service_day >= since, Visit.status.in_(COUNTED)).exists()
    )
    return and_(~served, _unchecked_since(since))


def is_to_check(today: dt.date) -> ColumnElement[bool]:
    """Cannot be found, holds a licence that has run out, or was not checked within half a year."""
    return or_(
        Expert.unreachable.is_not(None), Expert.licences.any(ExpertLicence.valid_until < today),
        _unchecked_since(today - HALF_A_YEAR),
    )


def _unchecked_since(day: dt.date) -> ColumnElement[bool]:
    return or_(Expert.last_confirmed.is_(None), Expert.last_confirmed < day)


EXPERT_FILTERS = {
    "free": Filter(N_("今天有空"), is_free),
    "quiet": Filter(N_("半年没动静"), is_quiet),
    "check": Filter(N_("要核实"), is_to_check),
}
