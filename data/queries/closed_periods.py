"""Closed periods of the actor's county: what was signed, and what is still open in one that may be closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from data.domain.errors import NotFound
from data.domain.name_list import WAITING
from data.domain.permissions import Permission, Subject, allows, require
from data.domain.places import county_of
from data.domain.visit import VisitStatus
from data.domain.worktime import BEIJING
from data.models.account import Account, Draft
from data.models.closed_period import ClosedPeriod, SignedFigures
from data.models.visit import ListLine, Visit
from data.queries.scope import below
from data.reach.periods import month_end, months
from data.services.context import Context

SERVICE_DRAFTS = {"visit": "service_day", "training": "day"}  # form -> the field that holds the day


@dataclass(frozen=True)
class Signed:
    """One signed version. `reason` why the one before no longer holds, '' for the first."""

    period_id: int
    first_day: dt.date
    last_day: dt.date
    version: int
    document: Mapping[str, Any]
    reason: str
    signer: str
    unit: str
    at: dt.datetime


@dataclass(frozen=True)
class StillOpen:
    """What may yet change the figures of a period: services begun to be written down, disputed ones, and lines of
    name lists that wait for a word."""

    drafts: int
    disputed: int
    lines: int


def may_read(ctx: Context) -> bool:
    """Closed periods are a whole county's."""
    return allows(ctx.actor, Permission.IMPACT_READ, Subject(county_of(ctx.actor.area_code)))


def closed_periods(ctx: Context) -> tuple[Signed, ...]:
    """Each closed period in its latest version, latest days first; none for whoever may not read the whole county."""
    if not may_read(ctx):
        return ()
    every = aliased(SignedFigures)
    latest = select(func.max(every.version)).where(every.period_id == ClosedPeriod.id).scalar_subquery()
    query = _signed(county_of(ctx.actor.area_code)).where(SignedFigures.version == latest)
    rows = ctx.session.execute(query.order_by(ClosedPeriod.last_day.desc(), ClosedPeriod.first_day.desc()))
    return tuple(_row(*row) for row in rows)


def versions(ctx: Context, period_id: int) -> tuple[Signed, ...]:
    """All versions of one period, the first first. Raises NotAllowed, NotFound('period_unknown')."""
    county = county_of(ctx.actor.area_code)
    require(ctx.actor, Permission.IMPACT_READ, Subject(county))
    query = _signed(county).where(ClosedPeriod.id == period_id).order_by(SignedFigures.version)
    found = tuple(_row(*row) for row in ctx.session.execute(query))
    if not found:
        raise NotFound("period_unknown", period_id)
    return found


def _signed(county: str) -> Select:
    return (
        select(ClosedPeriod, SignedFigures).join(SignedFigures, SignedFigures.period_id == ClosedPeriod.id)
        .where(ClosedPeriod.county_code == county)
    )


def _row(period: ClosedPeriod, signed: SignedFigures) -> Signed:
    return Signed(
        period.id, period.first_day, period.last_day, signed.version, signed.document, signed.reason, signed.signer,
        signed.unit, signed.signed_at,
    )


def closed_months(periods: Collection[Signed]) -> set[dt.date]:
    """First days of the months that lie wholly in a closed period."""
    return {
        month for one in periods for month in months(one.first_day, one.last_day)
        if one.first_day <= month and month_end(month) <= one.last_day
    }


def still_open(ctx: Context, first_day: dt.date, last_day: dt.date) -> StillOpen:
    """In the actor's county. Raises NotAllowed."""
    county = county_of(ctx.actor.area_code)
    require(ctx.actor, Permission.IMPACT_READ, Subject(county))
    here = Visit.county_code == county, Visit.service_day.between(first_day, last_day)
    disputed = select(func.count()).where(*here, Visit.status == VisitStatus.DISPUTED)
    lines = (
        select(func.count()).select_from(ListLine).join(Visit, Visit.id == ListLine.visit_id)
        .where(*here, Visit.status != VisitStatus.VOIDED, ListLine.standing.in_(WAITING))
    )
    return StillOpen(
        _drafts(ctx, county, first_day, last_day), ctx.session.scalar(disputed) or 0, ctx.session.scalar(lines) or 0,
    )


def _drafts(ctx: Context, county: str, first_day: dt.date, last_day: dt.date) -> int:
    """Those of services on a day of the period; one that names no day yet is of the day it was last written on."""
    rows = ctx.session.scalars(
        select(Draft).join(Account, Account.id == Draft.account_id)
        .where(Draft.form.in_(SERVICE_DRAFTS), below(Account.current_area, county))
    )
    return sum(first_day <= _day_of(row) <= last_day for row in rows if row.values)


def _day_of(draft: Draft) -> dt.date:
    said = draft.values.get(SERVICE_DRAFTS[draft.form])
    return dt.date.fromisoformat(said) if said else draft.updated_at.astimezone(BEIJING).date()
