"""Alembic's entry: it works on the connection that `data.migrations` hands over."""

from __future__ import annotations

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from data.models import Base
from data.models.base import StrEnumType, UtcDateTime


def render_item(kind: str, item: object, _context: AutogenContext) -> str | bool:
    """Revisions name plain column types: what our own types mean today must not change an old step."""
    if kind == "type" and isinstance(item, StrEnumType):
        return f"sa.String(length={item.impl.length})"
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, TypeDecorator):
        raise TypeError(f"say in env.py how revisions write {item!r}")
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
)
context.run_migrations()
