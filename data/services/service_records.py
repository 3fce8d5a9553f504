"""Issuing an expert's service record, and the door at which a stranger checks one."""

from __future__ import annotations

import datetime as dt
import secrets

from sqlalchemy import select

from data.domain.public import Use
from data.domain.service_record import ALPHABET, GROUP, check_record_days, read_code, written
from data.models.service_record import ServiceRecord
from data.queries.service_record import counted_now
from data.queries.service_records import Issued, expert_of_record, record_for_anybody
from data.services import audit
from data.services.context import Context
from data.services.numbers import lock_county
from data.services.public_limits import check_use, note_use


def issue_record(ctx: Context, expert_id: int, first_day: dt.date, last_day: dt.date) -> str:
    """Keep the expert's record of these days, both included, as it stands now: its code.

    Raises NotAllowed; NotFound expert_unknown; InvalidInput period_backwards, record_ahead, record_long.
    """
    expert = expert_of_record(ctx, expert_id)
    check_record_days(first_day, last_day, ctx.today)
    lock_county(ctx, expert.county_code)
    row = ServiceRecord(
        code=_new_code(ctx), county_code=expert.county_code, expert_id=expert.id, first_day=first_day,
        last_day=last_day, document=counted_now(ctx, expert, first_day, last_day), issuer=ctx.actor.name,
        issued_by_id=ctx.actor.account_id, issued_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "issued", "service_record", row.id, code=row.code)
    return row.code


def check_record(ctx: Context, typed: str, client: str) -> Issued | None:
    """What a stranger may know of the record with this code; None, written down against the address, for none such.

    Commit also for None. Raises Refused('too_many_uses', until).
    """
    check_use(ctx, Use.MISS_CODE, client)
    code = read_code(typed)
    found = record_for_anybody(ctx, code) if code else None
    if found is None:
        note_use(ctx, Use.MISS_CODE, client)
    return found


def _new_code(ctx: Context) -> str:
    """One that no record has, and nobody can tell from others."""
    while True:
        code = written("".join(secrets.choice(ALPHABET) for _letter in range(2 * GROUP)))
        if ctx.session.scalar(select(ServiceRecord.id).where(ServiceRecord.code == code)) is None:
            return code
