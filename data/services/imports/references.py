"""Whether something was built on what a list made: every row that points to it, whoever wrote it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Row, Table, select

from data.domain.parts import in_parts
from data.models.base import Base
from data.services.context import Context

Own = Mapping[str, Collection[Any]]
"""table -> keys of its rows that belong to the list: ids, or tuples for a table of links."""


def pointed_to(ctx: Context, table: str, ids: Sequence[int], own: Own, parts: Collection[str] = ()) -> set[int]:
    """Those of `ids` that rows of other tables point to, but for the list's own rows and for `parts` of a record."""
    found: set[int] = set()
    for column in _columns_to(table):
        if column.table.name in parts:
            continue
        keys = list(column.table.primary_key.columns)
        for some in in_parts(ids):
            query = select(column, *keys).where(column.in_(some))
            found.update(row[0] for row in ctx.session.execute(query) if not _is_own(column, row, own))
    return found


def _columns_to(table: str) -> Iterator[Column]:
    for other in Base.metadata.tables.values():
        for column in other.columns:
            if _target(column) == table:
                yield column


def _target(column: Column) -> str | None:
    """The table whose ids stand in the column."""
    return next((key.column.table.name for key in column.foreign_keys if key.column.name == "id"), None)


def _is_own(column: Column, row: Row, own: Own) -> bool:
    """The row is the list's, or a link of something that is."""
    table: Table = column.table
    keys, values = list(table.primary_key.columns), tuple(row[1:])
    if len(keys) == 1:
        return values[0] in own.get(table.name, ())
    if values in own.get(table.name, ()):
        return True
    return any(
        value in own.get(_target(key) or "", ()) for key, value in zip(keys, values, strict=True) if key is not column
    )
