"""Service records of a list become visits, each with its expert and its head count: names come by signed lists."""

from __future__ import annotations

import uuid
from typing import Any

from data.domain.errors import Conflict, InvalidForm
from data.domain.permissions import Permission, Subject, require
from data.domain.visit import VisitEventKind, VisitStatus
from data.models.visit import Visit, VisitExpert
from data.queries.import_services import Service, ServiceNames, service_names
from data.services import visit_events
from data.services.context import Context
from data.services.imports.plan import Plan
from data.services.numbers import next_listed_number


def merge_visits(ctx: Context, plan: Plan) -> None:
    """A visit for each new row; rows that are a known one change nothing about it. Nobody is named: heads are heads.

    Raises NotAllowed; Conflict import_row_fault.
    """
    names = service_names(ctx)
    for one in plan.new:
        service = _service(names, one)
        require(ctx.actor, Permission.TRAINING_LOG, Subject(place_code=service.place_code))
        visit = _visit(ctx, plan.list.county_code, service)
        plan.record_of[one.id] = visit.id
        plan.keep("visit", [visit.id])
    plan.resolved()


def _service(names: ServiceNames, one: Any) -> Service:
    try:
        return names.read(one.values)
    except InvalidForm:
        raise Conflict("import_row_fault", one.id, sheet=one.sheet, row=one.row) from None


def _visit(ctx: Context, county_code: str, service: Service) -> Visit:
    visit = Visit(
        number=next_listed_number(ctx, county_code, service.day.year), token=str(uuid.uuid4()),
        county_code=county_code, place_code=service.place_code, farm_id=service.farm_id, kind=service.kind,
        service_day=service.day, advice=service.words, head_count=service.heads, status=VisitStatus.LOGGED,
        logged_by_id=ctx.actor.account_id, logged_at=ctx.now,
    )
    ctx.session.add(visit)
    ctx.session.flush()
    ctx.session.add_all(VisitExpert(visit_id=visit.id, expert_id=one) for one in service.expert_ids)
    visit_events.append(
        ctx, visit, VisitEventKind.LOGGED, person_ids=[], heads=service.heads, project_ids=[], known=[], doubtful=[],
    )
    ctx.session.flush()
    return visit
