"""Ways to narrow the list of served units: demonstration units, whose questions are open, whom to check."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, or_, select

from data.domain.problem import OPEN
from data.i18n import N_
from data.models.farm import Farm
from data.models.problem import Problem
from data.register.concept import Filter

YEAR = dt.timedelta(days=365)


def is_demonstration(_today: dt.date) -> ColumnElement[bool]:
    return Farm.demo_level.is_not(None)


def has_open_questions(_today: dt.date) -> ColumnElement[bool]:
    return select(Problem.id).where(Problem.farm_id == Farm.id, Problem.status.in_(OPEN)).exists()


def is_to_check(today: dt.date) -> ColumnElement[bool]:
    """Cannot be found, or was not checked within a year."""
    return or_(
        Farm.unreachable.is_not(None), Farm.last_confirmed.is_(None), Farm.last_confirmed < today - YEAR,
    )


FARM_FILTERS = {
    "open": Filter(N_("有事在办"), has_open_questions),
    "demonstration": Filter(N_("示范户、示范社"), is_demonstration),
    "check": Filter(N_("要核实"), is_to_check),
}
