"""Records of any concept: the list as filtered, sorted and searched in SQL, and one record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, String, UnaryExpression, and_, cast, func, or_, select

from data.domain.errors import NotAllowed
from data.domain.permissions import Reach, is_about_oneself, reach_of
from data.models.register import RegisterCard
from data.queries.place_ledger import now_column
from data.queries.problem_rows import PHONE_TAIL, Page
from data.queries.register_masks import masked
from data.queries.scope import check_role, find, in_scope
from data.register.concept import Concept, Document, completeness, document_of, missing
from data.register.fields import Field, Kind
from data.services.context import Context

BY_NAME, BY_CHANGE, BY_COMPLETENESS = "name", "changed", "completeness"
INCOMPLETE, RETIRED = "incomplete", "retired"  # filters that every concept has
PAGE_SIZE = 25


@dataclass(frozen=True)
class ListRequest:
    """`search`: words that must all be found; names also by pinyin and initials, phones by their end.

    choices: field -> code. narrow: one of the concept's filters, "incomplete" or "retired" (without the latter,
    records in use). order: name, changed (newest first), completeness (least first).
    """

    search: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    narrow: str | None = None
    order: str = BY_NAME
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        return bool(self.search.strip() or self.choices or self.narrow)


@dataclass(frozen=True)
class RecordRow:
    """A record in a list; private fields are masked for whoever may not see them. `changed_at` None: before the
    ledger began."""

    id: int
    version: int
    name: str
    is_active: bool
    document: Document
    completeness: int
    changed_at: dt.datetime | None


@dataclass(frozen=True)
class RecordPage(RecordRow):
    """One record; `missing`: what should be known and is not. `may_edit`: this actor may change some of it."""

    missing: tuple[Field, ...] = ()
    may_edit: bool = False
    may_keep: bool = False


def list_page(ctx: Context, concept: Concept, request: ListRequest) -> Page[RecordRow]:
    """One page of 25; a page beyond the last is the last. Raises NotAllowed."""
    conditions = matches(ctx, concept, request)
    total = _count(ctx, concept, conditions)
    number = min(max(1, request.page), max(1, -(-total // PAGE_SIZE)))
    ids = _ids(ctx, concept, request.order, conditions, PAGE_SIZE, (number - 1) * PAGE_SIZE)
    return Page(tuple(rows_of(ctx, concept, ids)), number, total, PAGE_SIZE)


def matching_ids(ctx: Context, concept: Concept, request: ListRequest, most: int | None = None) -> list[int]:
    """The ids of the list as filtered and sorted, at most `most` of them. Raises NotAllowed."""
    return _ids(ctx, concept, request.order, matches(ctx, concept, request), most)


def count(ctx: Context, concept: Concept, request: ListRequest) -> int:
    """How many records the list holds. Raises NotAllowed."""
    return _count(ctx, concept, matches(ctx, concept, request))


def record_page(ctx: Context, concept: Concept, record_id: int) -> RecordPage:
    """One record, in use or not. Raises NotAllowed, NotFound."""
    record = find(ctx, concept.read, concept.model, record_id)
    row = next(rows_of(ctx, concept, [record.id]))
    reaches = _reached(ctx, concept, concept.edit, [record_id])
    keeps = not is_about_oneself(ctx.actor.role, concept.edit)
    return RecordPage(
        **vars(row), missing=tuple(missing(concept, row.document)), may_edit=record_id in reaches,
        may_keep=record_id in reaches and keeps,
    )


def page_to_edit(ctx: Context, concept: Concept, record_id: int) -> RecordPage:
    """The record for its form. Raises NotAllowed where the actor may see it and not change it, NotFound."""
    page = record_page(ctx, concept, record_id)
    if not page.may_edit:
        raise NotAllowed("not_allowed", record_id)
    return page


def rows_of(ctx: Context, concept: Concept, ids: Sequence[int]) -> Iterator[RecordRow]:
    """The rows of `ids`, in their order; the caller has checked that they may be seen."""
    model: Any = concept.model
    records = {
        record.id: record
        for record in ctx.session.scalars(select(model).where(model.id.in_(ids)).options(*concept.loading()))
    }
    changed = dict(ctx.session.execute(
        select(RegisterCard.record_id, RegisterCard.changed_at)
        .where(RegisterCard.concept == concept.name, RegisterCard.record_id.in_(ids))
    ).all())
    opened = _reached(ctx, concept, concept.private, ids)
    for id_ in ids:
        record, document = records[id_], document_of(concept, records[id_])
        shown = document if id_ in opened else masked(concept, document)
        yield RecordRow(
            id_, record.version, shown["name"], record.is_active, shown, completeness(concept, document),
            changed.get(id_),
        )


def find_linkable(ctx: Context, concept: Concept, search: str, most: int = 20) -> list[tuple[int, str]]:
    """(id, name) of records in use that a link may lead to, by name. Raises NotAllowed."""
    model: Any = concept.model
    ids = matching_ids(ctx, concept, ListRequest(search), most)
    names = dict(ctx.session.execute(select(model.id, model.name).where(model.id.in_(ids))).all())
    return [(id_, names[id_]) for id_ in ids]


def matches(ctx: Context, concept: Concept, request: ListRequest) -> list[ColumnElement[bool]]:
    """The request as conditions on the model. Raises NotAllowed, KeyError for an unknown filter or field."""
    check_role(ctx, concept.read)
    model: Any = concept.model
    found = [in_scope(ctx.actor, concept.read, model), model.is_active == (request.narrow != RETIRED)]
    if request.narrow == INCOMPLETE:
        found.append(_card(concept, RegisterCard.completeness < 100))
    elif request.narrow and request.narrow != RETIRED:
        found.append(concept.filters[request.narrow].condition(ctx.today))
    found += [_chosen(concept, concept.by_name[name], code) for name, code in request.choices.items() if code]
    return found + [_says(ctx, concept, term) for term in request.search.lower().split()]


def _chosen(concept: Concept, one: Field, code: str) -> ColumnElement[bool]:
    """The field is `code`, has it among its choices, or is or was a place below it."""
    column = getattr(concept.model, one.name)
    if one.codes == "place":
        return or_(*(place.startswith(code, autoescape=True) for place in (column, now_column(column))))
    if one.kind is Kind.CHOICES:
        return cast(column, String).contains(f'"{code}"', autoescape=True)
    return column == code


def _says(ctx: Context, concept: Concept, term: str) -> ColumnElement[bool]:
    found = [RegisterCard.words.contains(term, autoescape=True)]
    sees_phones = reach_of(ctx.actor.role, concept.private) in (Reach.AREA, Reach.HOME)
    if sees_phones and term.isdecimal() and len(term) >= PHONE_TAIL:
        found.append(RegisterCard.phones.contains(f"{term}\n", autoescape=True))
    return _card(concept, or_(*found))


def _card(concept: Concept, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    model: Any = concept.model
    return model.id.in_(select(RegisterCard.record_id).where(RegisterCard.concept == concept.name, condition))


def _count(ctx: Context, concept: Concept, conditions: Iterable[ColumnElement[bool]]) -> int:
    return ctx.session.scalar(select(func.count()).select_from(concept.model).where(*conditions)) or 0


def _ids(
    ctx: Context, concept: Concept, order: str, conditions: Iterable[ColumnElement[bool]], most: int | None,
    skip: int = 0,
) -> list[int]:
    model: Any = concept.model
    query = select(model.id).where(*conditions).order_by(*_order(concept, order)).limit(most).offset(skip)
    if order != BY_NAME:
        query = query.outerjoin(
            RegisterCard, and_(RegisterCard.concept == concept.name, RegisterCard.record_id == model.id),
        )
    return list(ctx.session.scalars(query))


def _order(concept: Concept, order: str) -> list[ColumnElement | UnaryExpression]:
    model: Any = concept.model
    by_name = [model.pinyin, model.id]
    if order == BY_CHANGE:
        return [RegisterCard.changed_at.is_(None), RegisterCard.changed_at.desc(), *by_name]
    if order == BY_COMPLETENESS:
        return [RegisterCard.completeness, *by_name]
    return by_name


def _reached(ctx: Context, concept: Concept, permission: Any, ids: Sequence[int]) -> set[int]:
    """Those of `ids` that `permission` reaches."""
    model: Any = concept.model
    return set(ctx.session.scalars(
        select(model.id).where(model.id.in_(ids), in_scope(ctx.actor, permission, model))
    ))
