"""Many new rows at once, with their ids in the order of the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, insert, select

from data.services.context import Context


def insert_many(ctx: Context, model: Any, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Ids of the new rows of `model`, in order.

    SQLite gives ids back in no order that is promised, so that SQLAlchemy would insert row by row. But its writing
    transaction is the only one, and a new id is one more than the largest: all newer ones are these, in order.
    """
    if not rows:
        return []
    if ctx.session.get_bind().dialect.name != "sqlite":
        return list(ctx.session.scalars(insert(model).returning(model.id, sort_by_parameter_order=True), rows))
    last = ctx.session.scalar(select(func.max(model.id))) or 0
    ctx.session.execute(insert(model.__table__), rows)
    return list(ctx.session.scalars(select(model.id).where(model.id > last).order_by(model.id)))
