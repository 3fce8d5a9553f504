"""Throttling of the doors that need no account."""

from __future__ import annotations

from sqlalchemy import delete, func, select

from data.domain.errors import Refused
from data.domain.public import ALL_BYTES, CLIENT_BYTES, DAY, LIMITS, MEGABYTE, Use
from data.models.public import PublicUse, Upload
from data.services.context import Context

WHO_MAX = 64


def check_use(ctx: Context, kind: Use, who: str) -> None:
    """Raises Refused('too_many_uses', minutes) when `who` has used up what `kind` allows."""
    limit = LIMITS[kind]
    used = ctx.session.scalar(
        select(func.count()).where(
            PublicUse.kind == kind, PublicUse.who == who[:WHO_MAX], PublicUse.at > ctx.now - limit.window,
        )
    )
    if (used or 0) >= limit.most:
        raise Refused("too_many_uses", minutes=int(limit.window.total_seconds() // 60))


def note_use(ctx: Context, kind: Use, who: str) -> None:
    ctx.session.add(PublicUse(kind=kind, who=who[:WHO_MAX], at=ctx.now))


def check_bytes(ctx: Context, client: str, size: int) -> None:
    """Raises Refused('upload_budget', most MB) when one address, or everybody together, would send too much a day."""
    since = ctx.now - DAY
    own = _sent(ctx, Upload.begun_at > since, Upload.client == client[:WHO_MAX])
    if own + size > CLIENT_BYTES or _sent(ctx, Upload.begun_at > since) + size > ALL_BYTES:
        raise Refused("upload_budget", field="photos", most=CLIENT_BYTES // MEGABYTE)


def forget_uses(ctx: Context) -> int:
    """Uses older than any window: how many are gone."""
    oldest = ctx.now - max(limit.window for limit in LIMITS.values())
    return ctx.session.execute(delete(PublicUse).where(PublicUse.at <= oldest)).rowcount


def _sent(ctx: Context, *conditions) -> int:
    return ctx.session.scalar(select(func.coalesce(func.sum(Upload.size), 0)).where(*conditions)) or 0
