"""A concept of the register, and its records as plain documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import ORMOption

from data.domain.errors import InvalidInput
from data.domain.permissions import Permission
from data.models.base import Base
from data.register.fields import EMPTY, Field, Kind, in_order

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Filter:
    """A way to narrow the list that no field gives; `condition(today)` is its SQL."""

    label: str
    condition: Callable[[dt.date], ColumnElement[bool]]


@dataclass(frozen=True)
class Concept:
    """What the register knows about one kind of thing.

    `model` has id, county_code, name, pinyin, is_active and version (its `version_id_col`); parts are relationships
    with delete-orphan, links to several records an association proxy of ids. `name` is the stem everywhere.
    `faults` yields what no single field can know. `same_as`: two records in use that agree in all of these fields
    are taken for one. `private`: who sees private fields open. `filters`: more ways to narrow the list.
    """

    name: str
    model: type[Base]
    read: Permission
    edit: Permission
    private: Permission
    fields: tuple[Field, ...]
    faults: Callable[[Document], Iterable[InvalidInput]] = lambda _document: ()
    same_as: tuple[str, ...] = ()
    filters: Mapping[str, Filter] = default(default_factory=dict)

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.fields}

    def loading(self) -> list[ORMOption]:
        """So that the documents of many records take a handful of queries."""
        return [
            selectinload(getattr(self.model, _relationship(self.model, field)))
            for field in self.fields if field.kind in (Kind.ROWS, Kind.LINKS, Kind.CODES)
        ]


def document_of(concept: Concept, record: Base) -> dict[str, Any]:
    """The record as plain JSON values, field by field."""
    return {field.name: _plain(field, getattr(record, field.name)) for field in concept.fields}


def write(concept: Concept, record: Base, values: Document) -> None:
    """Set plain, checked `values` on the record."""
    for name, value in values.items():
        setattr(record, name, _typed(concept.model, concept.by_name[name], value))


def completeness(concept: Concept, document: Document) -> int:
    """Percent of what should be known about such a record that is known; 100 when nothing is asked."""
    asked = [field for field in concept.fields if field.counts and field.is_asked(document)]
    return 100 - 100 * len(missing(concept, document)) // len(asked) if asked else 100


def missing(concept: Concept, document: Document) -> list[Field]:
    """What should be known and is not."""
    return [
        field for field in concept.fields
        if field.counts and field.is_asked(document) and document[field.name] in (None, "", [])
    ]


def _relationship(model: type[Base], field: Field) -> str:
    """Links are read through an association proxy, which names its relationship."""
    return field.name if field.kind is Kind.ROWS else getattr(model, field.name).target_collection


def _plain(field: Field, value: Any) -> Any:
    match field.kind:
        case Kind.ROWS:
            return in_order(
                {column.name: _plain(column, getattr(part, column.name)) for column in field.columns}
                for part in value
            )
        case Kind.LINKS | Kind.CODES:
            return sorted(value)
        case Kind.CHOICES | Kind.WORDS:
            return list(value)
        case Kind.DAY:
            return value.isoformat() if value else None
        case Kind.CHOICE if isinstance(value, StrEnum):
            return value.value
        case _:
            return EMPTY.get(field.kind) if value is None else value


def _typed(model: type[Base], field: Field, value: Any) -> Any:
    match field.kind:
        case Kind.ROWS:
            part = model.__mapper__.relationships[field.name].mapper.class_
            return [
                part(**{column.name: _typed(part, column, row[column.name]) for column in field.columns})
                for row in value
            ]
        case Kind.DAY:
            return dt.date.fromisoformat(value) if value else None
        case Kind.CHOICE:
            return _enum(model, field.name, value)
        case Kind.CHOICES | Kind.CODES | Kind.WORDS:
            return list(value)
        case _:
            return value


def _enum(model: type[Base], name: str, value: str | None) -> Any:
    """As the column's own StrEnum, if it has one."""
    enum = getattr(model.__table__.c[name].type, "enum", None)
    return value if value is None or enum is None else enum(value)
