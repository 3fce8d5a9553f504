"""Half-filled forms, kept per account: what was typed survives a reload, and one token makes one record."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from data.domain.errors import Refused
from data.models.account import Draft as DraftRow
from data.services.context import Context

VALUES_MAX = 240_000  # a pasted table of 200,000 characters, line breaks written as two


@dataclass(frozen=True)
class Draft:
    """`values`: field -> plain JSON value. `token` stays the same until the draft is discarded."""

    values: dict
    token: str


def load_draft(ctx: Context, form: str, about: int = 0) -> Draft:
    """The actor's draft of `form` about a record (0: none); begun when there is none, so call it while writing."""
    row = _row(ctx, form, about)
    return Draft(dict(row.values), row.token)


def save_draft(ctx: Context, form: str, values: dict, about: int = 0) -> None:
    """Replace what the draft holds. Raises Refused('draft_too_long') above 240,000 characters of JSON."""
    if len(json.dumps(values, ensure_ascii=False)) > VALUES_MAX:
        raise Refused("draft_too_long")
    row = _row(ctx, form, about)
    row.values = values
    row.updated_at = ctx.now


def discard_draft(ctx: Context, form: str, about: int = 0) -> None:
    """Forget the draft, in the transaction that stored what it was for; the next one gets a new token."""
    ctx.session.execute(delete(DraftRow).where(*_is(ctx, form, about)))


def _row(ctx: Context, form: str, about: int) -> DraftRow:
    found = select(DraftRow).where(*_is(ctx, form, about))
    row = ctx.session.scalar(found)
    if row is not None:
        return row
    try:
        with ctx.session.begin_nested():
            row = DraftRow(
                account_id=ctx.actor.account_id, form=form, about=about,
                token=str(uuid.uuid4()), values={}, updated_at=ctx.now,
            )
            ctx.session.add(row)
    except IntegrityError:  # another tab was first
        return ctx.session.scalars(found).one()
    return row


def _is(ctx: Context, form: str, about: int) -> tuple:
    return DraftRow.account_id == ctx.actor.account_id, DraftRow.form == form, DraftRow.about == about
