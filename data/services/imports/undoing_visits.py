"""Visits that a list brought are voided: what was counted is never deleted."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from data.domain.parts import in_parts
from data.domain.permissions import Permission
from data.domain.visit import VisitEventKind
from data.models.imports import ImportedList
from data.models.visit import Visit, VisitEvent
from data.queries.scope import find
from data.services import visit_events
from data.services.context import Context
from data.services.imports.undoing_people import check_untouched, forget_made, known_to_lists

REASON = "导入整批撤回"


def undo_visits(ctx: Context, row: ImportedList) -> None:
    """Raises NotAllowed; Conflict import_built_on(names): the numbers of visits that somebody has worked on since."""
    made = row.made.get("visit", [])
    check_untouched(ctx, Visit, _worked_on(ctx, made) | known_to_lists(ctx, row.kind, made, row.id), by="number")
    for visit_id in made:
        visit = find(ctx, Permission.VISIT_VOID, Visit, visit_id, lock=True)
        visit_events.append(ctx, visit, VisitEventKind.VOIDED, reason=REASON)
    forget_made(ctx, row)


def _worked_on(ctx: Context, ids: Sequence[int]) -> set[int]:
    """Those to which something has happened since they were logged."""
    found: set[int] = set()
    for some in in_parts(ids):
        found.update(ctx.session.scalars(
            select(VisitEvent.visit_id).where(VisitEvent.visit_id.in_(some))
            .group_by(VisitEvent.visit_id).having(func.count() > 1)
        ))
    return found
