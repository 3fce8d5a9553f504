"""A leader closes a period: its figures are signed and kept; what changes later is signed as another version."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.closed_period import UNIT_MAX, WHY_MAX, check_days, kind_of
from data.domain.errors import Conflict
from data.domain.permissions import Permission, Subject, require
from data.domain.places import county_of
from data.domain.text import NAME_MAX, required_text
from data.models.closed_period import ClosedPeriod, SignedFigures
from data.queries.closed_periods import versions
from data.queries.period_figures import counted_now, stamp
from data.services import audit
from data.services.context import Context
from data.services.numbers import lock_county


@dataclass(frozen=True)
class Signature:
    """Who signs, as it is to be printed; `seen`: the stamp of the figures that were shown."""

    signer: str
    unit: str
    seen: str


def close_period(ctx: Context, first_day: dt.date, last_day: dt.date, signature: Signature) -> int:
    """Sign the county's figures of these days: the period's id. Nothing is barred afterwards.

    Raises NotAllowed; InvalidInput period_backwards, period_not_over, text_*; Conflict period_closed(first, last) when
    a period of the same kind has one of these days, figures_moved when others were shown.
    """
    county = _county(ctx)
    check_days(first_day, last_day, ctx.today)
    _check_not_closed(ctx, county, first_day, last_day)
    signed = _signed(ctx, counted_now(ctx, county, first_day, last_day), signature)
    period = ClosedPeriod(county_code=county, first_day=first_day, last_day=last_day)
    ctx.session.add(period)
    ctx.session.flush()
    _append(ctx, period.id, signed)
    return period.id


def sign_restatement(ctx: Context, period_id: int, version: int, signature: Signature, reason: str) -> int:
    """Sign the figures as they are now, seen beside `version`, the latest: the new version.

    Raises NotAllowed; NotFound period_unknown; Conflict period_signed when somebody was first, period_unchanged,
    figures_moved; InvalidInput text_*.
    """
    county = _county(ctx)
    latest = versions(ctx, period_id)[-1]
    if latest.version != version:
        raise Conflict("period_signed", period_id)
    why = required_text(reason, "reason", longest=WHY_MAX)
    now = counted_now(ctx, county, latest.first_day, latest.last_day)
    if stamp(latest.document) == stamp(now):
        raise Conflict("period_unchanged", period_id)
    _append(ctx, period_id, _signed(ctx, now, signature, version + 1, why))
    return version + 1


def _county(ctx: Context) -> str:
    """The actor's county, locked against other writers: what is signed is what stands when it is signed."""
    county = county_of(ctx.actor.area_code)
    require(ctx.actor, Permission.PERIOD_CLOSE, Subject(county))
    lock_county(ctx, county)
    return county


def _check_not_closed(ctx: Context, county: str, first_day: dt.date, last_day: dt.date) -> None:
    overlapping = ctx.session.scalars(select(ClosedPeriod).where(
        ClosedPeriod.county_code == county, ClosedPeriod.first_day <= last_day, ClosedPeriod.last_day >= first_day,
    ))
    for one in overlapping:
        if kind_of(one.first_day, one.last_day) is kind_of(first_day, last_day):
            raise Conflict("period_closed", one.id, first=one.first_day, last=one.last_day)


def _signed(ctx: Context, kept: dict, signature: Signature, version: int = 1, reason: str = "") -> SignedFigures:
    if stamp(kept) != signature.seen:
        raise Conflict("figures_moved")
    return SignedFigures(
        version=version, document=kept, reason=reason,
        signer=required_text(signature.signer, "signer", longest=NAME_MAX),
        unit=required_text(signature.unit, "unit", longest=UNIT_MAX),
        signed_by_id=ctx.actor.account_id, signed_at=ctx.now,
    )


def _append(ctx: Context, period_id: int, signed: SignedFigures) -> None:
    signed.period_id = period_id
    ctx.session.add(signed)
    audit.record(ctx, "signed", "closed_period", period_id, version=signed.version, reason=signed.reason)
