"""Many records of a concept added, retired or brought back at once: the same rows, ledger and cards as one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select, update

from data.domain.parts import in_parts
from data.domain.register import ChangeKind
from data.models.base import Base
from data.models.placed import Placed
from data.models.register import RegisterChange
from data.queries.place_ledger import now_column
from data.register.concept import Concept, document_of, write
from data.register.fields import Kind
from data.services.context import Context
from data.services.inserting import insert_many
from data.services.names import pinyin_of
from data.services.persons_bulk import current_codes
from data.services.register_cards import insert_cards
from data.services.register_checks import empty_document

Document = Mapping[str, Any]


def add_many(
    ctx: Context, concept: Concept, county_code: str, documents: Sequence[Document], *, reason: str, batch_id: int,
    before_writing: Callable[[list[Any]], None] = lambda records: None,
) -> list[int]:
    """New records of checked `documents`: their ids, in order.

    `before_writing` may complete the records, which hold their documents already.
    """
    records = [_new(concept, county_code, {**empty_document(concept), **document}) for document in documents]
    if not records:
        return []
    _place(ctx, concept, records)
    before_writing(records)
    ids = insert_many(ctx, concept.model, _values(concept.model, records))
    for record, record_id in zip(records, ids, strict=True):
        record.id = record_id
    _insert_parts(ctx, concept, records)
    written = [document_of(concept, record) for record in records]
    _append(ctx, concept, ChangeKind.ADDED, reason, batch_id, [
        (record.id, record.version, {}, {**document, "is_active": True})
        for record, document in zip(records, written, strict=True)
    ])
    insert_cards(ctx, concept, records, written)
    return [record.id for record in records]


def set_active_many(
    ctx: Context, concept: Concept, ids: Sequence[int], is_active: bool, kind: ChangeKind, *, reason: str,
    batch_id: int,
) -> None:
    """Take records out of use or bring them back; they are locked, in the other state, and have a ledger."""
    model: Any = concept.model
    for some in in_parts(ids):
        ctx.session.execute(
            update(model).where(model.id.in_(some)).values(is_active=is_active, version=model.version + 1)
            .execution_options(synchronize_session=False)
        )
        versions = ctx.session.execute(select(model.id, model.version).where(model.id.in_(some)).order_by(model.id))
        before, after = {"is_active": not is_active}, {"is_active": is_active}
        _append(ctx, concept, kind, reason, batch_id, [(one, version, before, after) for one, version in versions])
    ctx.session.expire_all()


def _new(concept: Concept, county_code: str, document: Document) -> Any:
    record: Any = concept.model(county_code=county_code, is_active=True, version=1)
    write(concept, record, document)
    record.pinyin = pinyin_of(record.name)
    return record


def _place(ctx: Context, concept: Concept, records: Sequence[Any]) -> None:
    """Where the places of records and parts are now; one by one the session would ask for each."""
    spots = [(record, field.name, now_column(getattr(concept.model, field.name)).key)
             for field in concept.fields if field.kind is Kind.CHOICE and field.codes == "place" for record in records]
    spots += [(part, "place_code", "current_place") for name in part_names(concept)
              for record in records for part in getattr(record, name) if isinstance(part, Placed)]
    now = current_codes(ctx, {getattr(row, written) for row, written, _now in spots})
    for row, written, column in spots:
        setattr(row, column, now[getattr(row, written)])


def part_names(concept: Concept) -> list[str]:
    """The relationships that hold parts and links of a record."""
    return [
        field.name if field.kind is Kind.ROWS else getattr(concept.model, field.name).target_collection
        for field in concept.fields if field.kind in (Kind.ROWS, Kind.LINKS, Kind.CODES)
    ]


def _values(model: type[Base], rows: Sequence[Any]) -> list[dict[str, Any]]:
    """What the rows, which no session knows, hold, with the columns' own defaults."""
    columns = [attribute.key for attribute in model.__mapper__.column_attrs if attribute.key != "id"]
    defaults = {
        column.key: column.default.arg for column in model.__table__.columns
        if column.default is not None and column.default.is_scalar
    }
    return [
        {name: defaults.get(name) if (value := said.get(name)) is None else value for name in columns}
        for said in map(vars, rows)
    ]


def _insert_parts(ctx: Context, concept: Concept, records: Sequence[Any]) -> None:
    for name in part_names(concept):
        relation = concept.model.__mapper__.relationships[name]
        owner = next(iter(relation.remote_side)).key
        parts = []
        for record in records:
            for part in getattr(record, name):
                setattr(part, owner, record.id)
                parts.append(part)
        if parts:
            ctx.session.execute(insert(relation.mapper.local_table), _values(relation.mapper.class_, parts))


def _append(
    ctx: Context, concept: Concept, kind: ChangeKind, reason: str, batch_id: int,
    steps: Sequence[tuple[int, int, dict, dict]],
) -> None:
    ctx.session.execute(insert(RegisterChange.__table__), [
        {
            "concept": concept.name, "record_id": record_id, "version": version, "kind": kind, "at": ctx.now,
            "account_id": ctx.actor.account_id, "reason": reason, "batch_id": batch_id, "token": None,
            "before": before, "after": after,
        }
        for record_id, version, before, after in steps
    ])
