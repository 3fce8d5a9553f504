"""A signed list hangs on a visit: its scan, and grade A for everybody on it."""

from __future__ import annotations

from collections.abc import Sequence

from data.domain.visit import VisitEventKind
from data.models.visit import SignedList, Visit, VisitPerson
from data.services import visit_events
from data.services.context import Context
from data.services.files import Stored, keep_list


def hang_list(
    ctx: Context, visit: Visit, stored: Stored, links: Sequence[VisitPerson], filename: str,
) -> SignedList:
    """The list's row, and the event; a link that has a list already keeps it. The visit's row is locked."""
    file = keep_list(ctx, visit.id, stored)
    signed = SignedList(visit_id=visit.id, file_id=file.id, attached_by_id=ctx.actor.account_id, attached_at=ctx.now)
    ctx.session.add(signed)
    ctx.session.flush()
    for link in links:
        link.list_id = link.list_id or signed.id
    visit_events.append(
        ctx, visit, VisitEventKind.LIST_ATTACHED, list_id=signed.id,
        person_ids=sorted(link.person_id for link in links), filename=filename[:120],
    )
    return signed
