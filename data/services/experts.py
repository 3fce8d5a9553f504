"""What is done to an expert's record in one step."""

from __future__ import annotations

import datetime as dt

from data.domain.permissions import Permission
from data.models.expert import Expert
from data.queries.scope import find
from data.register.concept import document_of
from data.register.expert import EXPERT
from data.services.context import Context
from data.services.register import edit


def add_absence(
    ctx: Context, expert_id: int, version: int, first: dt.date | None, last: dt.date | None, reason: str,
) -> None:
    """Days off, both ends included; those that are over go from the record and stay in its history.

    Raises as `register.edit`; every fault is about the field `absences`.
    """
    expert = find(ctx, Permission.EXPERT_EDIT, Expert, expert_id)
    kept = [one for one in document_of(EXPERT, expert)["absences"] if one["last_day"] >= ctx.today.isoformat()]
    added = {"first_day": first, "last_day": last, "reason": reason}
    edit(ctx, EXPERT, expert_id, version, {"absences": [*kept, added]})
