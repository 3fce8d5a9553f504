"""The services of a time, in the columns in which the county hands them on to another platform."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.visit import COUNTED, VisitKind
from data.exchange.exchange_layout import ExchangeColumn, ServiceFact, layout_from_settings
from data.exchange.sheets_out import Cell, Column, ColumnKind, write_workbook
from data.models.farm import Farm
from data.models.place import County
from data.models.visit import Confirmation, Visit
from data.queries.experts import experts_of_visits
from data.queries.impact_scope import visit_contacts
from data.queries.places import place_names
from data.queries.scope import check_role, in_scope
from data.services import audit
from data.services.context import Context

AT_ONCE = 500
WAYS = {
    VisitKind.FIELD: "现场", VisitKind.REMOTE: "远程", VisitKind.TRAINING: "培训", VisitKind.GROUP: "集体服务",
}
COLUMN_KINDS = {
    ServiceFact.DATE: ColumnKind.DATE, ServiceFact.RATING: ColumnKind.WHOLE, ServiceFact.HEADS: ColumnKind.WHOLE,
}


@dataclass(frozen=True)
class Facts:
    """Of the visits of one part: names of units and places, experts, the last rating of each question, contacts."""

    units: dict[int, str]
    places: dict[str, str]
    experts: dict[int, tuple[str, ...]]
    ratings: dict[int, int | None]
    contacts: dict[int, int]

    def of(self, visit: Visit, fact: ServiceFact) -> Cell:
        """A training or a list's service has no unit: then the place is its object."""
        place = self.places.get(visit.current_place)
        match fact:
            case ServiceFact.OBJECT:
                return self.units.get(visit.farm_id or 0) or place
            case ServiceFact.EXPERT:
                return "、".join(self.experts.get(visit.id, ()))
            case ServiceFact.RATING:
                return self.ratings.get(visit.problem_id or 0)
        return {
            ServiceFact.DATE: visit.service_day, ServiceFact.KIND: WAYS[visit.kind], ServiceFact.NUMBER: visit.number,
            ServiceFact.PLACE: place, ServiceFact.TOPIC: visit.advice, ServiceFact.HEADS: self.contacts[visit.id],
        }.get(fact)


def export_services(ctx: Context, first: dt.date, last: dt.date) -> bytes:
    """An .xlsx of the services that count, of these days and within reach, by the county's layout.

    Raises NotAllowed.
    """
    check_role(ctx, Permission.LIST_IMPORT)
    layout = layout_from_settings(ctx.session.get_one(County, county_of(ctx.actor.area_code)).settings)
    visits = ctx.session.scalars(
        select(Visit).where(
            in_scope(ctx.actor, Permission.VISIT_READ, Visit), Visit.status.in_(COUNTED),
            Visit.service_day.between(first, last),
        ).order_by(Visit.service_day, Visit.id)
    ).all()
    columns = [Column(one.heading, COLUMN_KINDS.get(one.fact, ColumnKind.TEXT)) for one in layout]
    audit.record(ctx, "export", "visit", "list", rows=len(visits))
    return write_workbook(columns, _lines(ctx, layout, visits), sheet="服务记录")


def _lines(ctx: Context, layout: tuple[ExchangeColumn, ...], visits: list[Visit]) -> Iterator[list[Cell]]:
    for start in range(0, len(visits), AT_ONCE):
        some = visits[start:start + AT_ONCE]
        facts = _facts(ctx, some)
        yield from ([facts.of(visit, column.fact) for column in layout] for visit in some)


def _facts(ctx: Context, visits: list[Visit]) -> Facts:
    units = select(Farm.id, Farm.name).where(Farm.id.in_({visit.farm_id for visit in visits}))
    problems, ids = {visit.problem_id for visit in visits}, [visit.id for visit in visits]
    last = select(func.max(Confirmation.id)).where(Confirmation.problem_id.in_(problems)).group_by(
        Confirmation.problem_id,
    )
    ratings = select(Confirmation.problem_id, Confirmation.rating).where(Confirmation.id.in_(last))
    return Facts(
        dict(ctx.session.execute(units).all()), place_names(ctx, (visit.current_place for visit in visits)),
        experts_of_visits(ctx, ids), dict(ctx.session.execute(ratings).all()),
        dict(ctx.session.execute(select(Visit.id, visit_contacts()).where(Visit.id.in_(ids))).all()),
    )
