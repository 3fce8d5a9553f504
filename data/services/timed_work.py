"""The lease on timed work: several servers, each thing done once; what was missed is done at the next turn."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import or_, text, update
from sqlalchemy.exc import IntegrityError

from data.models.timed_job import TimedJob
from data.services.context import Context

LEASE = dt.timedelta(minutes=10)


def is_due(ctx: Context, name: str, every: dt.timedelta) -> bool:
    """Nobody has it in hand, and it was last done `every` ago, or never to the end."""
    row = ctx.session.get(TimedJob, name)
    if row is None:
        return True
    is_free = row.held_until is None or row.held_until <= ctx.now
    return is_free and (row.last_run_at is None or row.last_run_at <= ctx.now - every)


def take(ctx: Context, name: str, every: dt.timedelta, holder: str) -> bool:
    """Whether `holder` has the work in hand now; commit before doing it. Whoever dies loses it after ten minutes."""
    if ctx.session.get(TimedJob, name) is None:
        try:
            with ctx.session.begin_nested():
                ctx.session.add(TimedJob(name=name, last_result={}))
        except IntegrityError:  # another server was first
            ctx.session.expire_all()
    taken = ctx.session.execute(
        update(TimedJob)
        .where(
            TimedJob.name == name, or_(TimedJob.held_until.is_(None), TimedJob.held_until <= ctx.now),
            or_(TimedJob.last_run_at.is_(None), TimedJob.last_run_at <= ctx.now - every),
        )
        .values(holder=holder, held_until=ctx.now + LEASE)
        .execution_options(synchronize_session=False)
    )
    return taken.rowcount == 1


def give_back(ctx: Context, name: str, holder: str, result: dict, *, is_done: bool = True) -> None:
    """The work is over for now; `result` is kept until the next time, which comes at once when it is not all done.

    Nothing happens for whoever lost it.
    """
    ctx.session.execute(
        update(TimedJob).where(TimedJob.name == name, TimedJob.holder == holder)
        .values(holder=None, held_until=None, last_run_at=ctx.now if is_done else None, last_result=result)
        .execution_options(synchronize_session=False)
    )


def refresh_statistics(ctx: Context) -> None:
    """SQLite chooses its indexes by what it last counted, and counts only when told to; PostgreSQL does by itself."""
    if ctx.session.get_bind().dialect.name == "sqlite":
        ctx.session.execute(text("ANALYZE"))
