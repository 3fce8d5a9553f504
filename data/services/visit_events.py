"""A visit's events: appended with the change they stand for; what is stored follows from them alone."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from data.domain.visit import Evidence, VisitEventKind, VisitState, VisitStep, next_visit_status, replay_visit
from data.models.visit import Visit, VisitEvent, VisitPerson, VisitProject
from data.services import audit
from data.services.context import Context


def append(ctx: Context, visit: Visit, kind: VisitEventKind, **details: object) -> VisitEvent:
    """Write the next event, move the status, and make the row a new version. The row is locked, or new.

    `details` as `data.domain.visit.VisitStep`. Raises Conflict visit_voided or visit_step_not_possible.
    """
    last = ctx.session.scalar(select(func.max(VisitEvent.sequence)).where(VisitEvent.visit_id == visit.id))
    visit.status = next_visit_status(visit.status if last else None, kind)
    flag_modified(visit, "status")
    event = VisitEvent(
        visit_id=visit.id, sequence=(last or 0) + 1, kind=kind, at=ctx.now,
        account_id=ctx.account_id, details=details,
    )
    ctx.session.add(event)
    audit.record(ctx, kind.value, "visit", visit.id, **details)
    return event


def stored_state(ctx: Context, visit: Visit) -> VisitState:
    """What the tables say of `visit`."""
    links = ctx.session.scalars(select(VisitPerson).where(VisitPerson.visit_id == visit.id))
    projects = ctx.session.scalars(select(VisitProject.project_id).where(VisitProject.visit_id == visit.id))
    named = {link.person_id: Evidence(link.list_id, link.confirmation_id) for link in links}
    return VisitState(visit.status, visit.head_count, named, frozenset(projects))


def rebuilt_state(ctx: Context, visit_id: int) -> VisitState:
    """What the visit's events say."""
    events = ctx.session.scalars(
        select(VisitEvent).where(VisitEvent.visit_id == visit_id).order_by(VisitEvent.sequence)
    )
    return replay_visit(VisitStep(event.kind, event.details) for event in events)


def disagreements(ctx: Context) -> list[int]:
    """Ids of visits whose stored state is not what their events say; empty when all is well."""
    return [
        visit.id for visit in ctx.session.scalars(select(Visit).order_by(Visit.id))
        if stored_state(ctx, visit) != rebuilt_state(ctx, visit.id)
    ]

