"""People that a list made go again, with what hangs on them alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, or_, select, update

from data.domain.errors import Conflict
from data.domain.imports import ListState
from data.domain.parts import in_parts
from data.models.base import Base
from data.models.imports import ImportedList, ImportedRow
from data.models.person import IdentityPair, Person
from data.services.context import Context
from data.services.imports.plan import MERGED_AT, NUMBERED, own_rows
from data.services.imports.references import Own, pointed_to

NAMED = 3
GONE = 0  # no record has it: rows of other lists that were taken for one that was deleted


def undo_people(ctx: Context, row: ImportedList) -> None:
    """Raises Conflict import_built_on(names)."""
    remove_people(ctx, row)
    for some in in_parts(row.made.get(NUMBERED, [])):
        ctx.session.execute(update(Person).where(Person.id.in_(some)).values(id_hash=None, id_check_right=None))
    forget_made(ctx, row)


def remove_people(ctx: Context, row: ImportedList) -> None:
    """Delete the persons and households of a list, unless somebody has built on them."""
    people, households = row.made.get("person", []), row.made.get("household", [])
    own: Own = {**own_rows(row.made), "identity_pair": open_pairs(ctx, row)}
    used = pointed_to(ctx, "person", people, own) | linked(ctx, people)
    check_untouched(ctx, Person, used | known_to_lists(ctx, "people", people, row.id))
    if pointed_to(ctx, "household", households, own):
        raise Conflict("import_built_on", row.id, names=row.file_name)
    _forget(ctx, people)
    for table, ids in (("identity_pair", sorted(own["identity_pair"])), ("person", people), ("household", households)):
        delete_rows(ctx, table, ids)


def known_to_lists(ctx: Context, kind: str, ids: Sequence[int], list_id: int) -> set[int]:
    """Those of `ids` that other merged lists of `kind` took for somebody known, and so did not make themselves."""
    found: set[int] = set()
    for some in in_parts(ids):
        found.update(ctx.session.scalars(
            select(ImportedRow.record_id).join(ImportedList, ImportedList.id == ImportedRow.list_id).where(
                ImportedList.kind == kind, ImportedList.state == ListState.MERGED, ImportedList.id != list_id,
                ImportedRow.record_id.in_(some),
            )
        ))
    return found


def check_untouched(ctx: Context, model: Any, ids: set[int], by: str = "name") -> None:
    """Raises Conflict import_built_on, which tells the first few by their `by`."""
    if ids:
        told = select(getattr(model, by)).where(model.id.in_(sorted(ids)[:NAMED])).order_by(model.id)
        raise Conflict("import_built_on", names=tuple(ctx.session.scalars(told)))


def forget_made(ctx: Context, row: ImportedList) -> None:
    """Its rows have made nothing any more."""
    ctx.session.execute(
        update(ImportedRow).where(ImportedRow.list_id == row.id).values(made_id=None)
        .execution_options(synchronize_session=False)
    )


def remove_all(ctx: Context, people: Sequence[int]) -> None:
    """Delete persons whom nothing points to but the questions about them."""
    _forget(ctx, people)
    for some in in_parts(people):
        ctx.session.execute(delete(IdentityPair).where(
            or_(IdentityPair.person_a_id.in_(some), IdentityPair.person_b_id.in_(some)),
        ))
    delete_rows(ctx, Person.__tablename__, people)


def _forget(ctx: Context, people: Sequence[int]) -> None:
    """Rows of lists that are taken for these persons, or may be, must be compared again: ids are used anew."""
    if not people:
        return
    gone, least, most = set(people), min(people), max(people)
    columns = (ImportedRow.record_id, ImportedRow.like_id)
    rows = ctx.session.execute(
        select(ImportedRow.id, *columns).join(ImportedList, ImportedList.id == ImportedRow.list_id)
        .where(ImportedList.kind == "people", or_(*(column.between(least, most) for column in columns)))
    ).all()
    for column in columns:
        for some in in_parts([row.id for row in rows if getattr(row, column.key) in gone]):
            ctx.session.execute(
                update(ImportedRow).where(ImportedRow.id.in_(some)).values({column: GONE})
                .execution_options(synchronize_session=False)
            )


def delete_rows(ctx: Context, table: str, ids: Sequence[int]) -> None:
    rows = Base.metadata.tables[table]
    for some in in_parts(ids):
        ctx.session.execute(delete(rows).where(rows.c.id.in_(some)))


def open_pairs(ctx: Context, row: ImportedList) -> set[int]:
    """Questions about these people that nobody has answered, but for those answered while merging the list."""
    found: set[int] = set()
    times = [dt.datetime.fromisoformat(at) for at in row.made.get(MERGED_AT, [])]
    for some in in_parts(row.made.get("person", [])):
        found.update(ctx.session.scalars(select(IdentityPair.id).where(
            or_(IdentityPair.person_a_id.in_(some), IdentityPair.person_b_id.in_(some)),
            or_(IdentityPair.decided_at.is_(None), IdentityPair.decided_at.in_(times)),
        )))
    return found


def linked(ctx: Context, ids: Sequence[int]) -> set[int]:
    """Those that somebody has found to be another person."""
    found: set[int] = set()
    for some in in_parts(ids):
        found.update(ctx.session.scalars(select(Person.id).where(Person.id.in_(some), Person.same_as_id.is_not(None))))
    return found
