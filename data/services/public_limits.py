"""Throttling of the doors that need no account."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select

from data.domain.errors import Refused
from data.domain.public import ALL_BYTES, CLIENT_BYTES, DAY, LIMITS, MEGABYTE, UNFINISHED_MAX, Use
from data.models.public import PublicUse, Upload
from data.services.context import Context

WHO_MAX = 64
ALMOST_A_MINUTE = dt.timedelta(seconds=60) - dt.timedelta.resolution


def check_use(ctx: Context, kind: Use, who: str) -> None:
    """Raises Refused('too_many_uses', until) when `who` has used up what `kind` allows; it does again from `until` on,
    a full minute."""
    limit = LIMITS[kind]
    first_in_the_way = ctx.session.scalar(
        select(PublicUse.at).where(
            PublicUse.kind == kind, PublicUse.who == who[:WHO_MAX], PublicUse.at > ctx.now - limit.window,
        ).order_by(PublicUse.at.desc()).offset(limit.most - 1).limit(1)
    )
    if first_in_the_way is not None:
        until = (first_in_the_way + limit.window + ALMOST_A_MINUTE).replace(second=0, microsecond=0)
        raise Refused("too_many_uses", until=until)


def note_use(ctx: Context, kind: Use, who: str) -> None:
    ctx.session.add(PublicUse(kind=kind, who=who[:WHO_MAX], at=ctx.now))


def check_bytes(ctx: Context, client: str, size: int) -> None:
    """Raises Refused('upload_budget', most MB) when one address, or everybody together, would send too much a day.

    What has come counts, not what was announced: who announces much and sends nothing takes nothing from the others.
    """
    since = ctx.now - DAY
    own = _sent(ctx, Upload.begun_at > since, Upload.client == client[:WHO_MAX])
    if own + size > CLIENT_BYTES or _sent(ctx, Upload.begun_at > since) + size > ALL_BYTES:
        raise Refused("upload_budget", field="photos", most=CLIENT_BYTES // MEGABYTE)


def check_unfinished(ctx: Context, client: str) -> None:
    """Raises Refused('too_many_unfinished', most) for an address that begins photo after photo and completes none."""
    begun = ctx.session.scalar(select(func.count()).where(
        Upload.client == client[:WHO_MAX], Upload.begun_at > ctx.now - DAY, Upload.received < Upload.size,
    ))
    if (begun or 0) >= UNFINISHED_MAX:
        raise Refused("too_many_unfinished", field="photos", most=UNFINISHED_MAX)


def forget_uses(ctx: Context) -> int:
    """Uses older than any window: how many are gone."""
    oldest = ctx.now - max(limit.window for limit in LIMITS.values())
    return ctx.session.execute(delete(PublicUse).where(PublicUse.at <= oldest)).rowcount


def _sent(ctx: Context, *conditions) -> int:
    return ctx.session.scalar(select(func.coalesce(func.sum(Upload.received), 0)).where(*conditions)) or 0
