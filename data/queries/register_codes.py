"""The code lists that fields choose from, and the names of linked records, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select

from data.domain.permissions import reach_of
from data.domain.places import COUNTY, county_of
from data.i18n import _
from data.models.place import Place
from data.models.taxonomy import Discipline
from data.queries.places import place_names
from data.queries.register_masks import masked
from data.queries.taxonomy import industries, problem_types
from data.register.concept import Concept, Document
from data.register.concepts import CONCEPTS
from data.register.fields import Field, Kind
from data.services.context import Context

EDITION = "2009"  # of GB/T 13745: the one in force
CITY = 4

Codes = Mapping[str, Mapping[Any, str]]
"""List name -> (code -> name); for links, name of the concept -> (id -> name)."""


def codes_for(ctx: Context, concept: Concept, documents: Iterable[Document] = ()) -> Codes:
    """Every list that the concept's fields choose from, and names of what `documents`, or parts of them, link to."""
    fields = [part for field in concept.fields for part in (field, *field.columns)]
    lists = {name: LISTS[name](ctx) for name in {field.codes for field in fields} if name}
    linked: dict[str, set[int]] = {field.target: set() for field in fields if field.target}
    for document in documents:
        for field in concept.fields:
            if field.target:
                linked[field.target].update(linked_ids(field, document.get(field.name)))
    return {**lists, **{name: _names(ctx, CONCEPTS[name], ids) for name, ids in linked.items()}}


def linked_ids(field: Field, value: Any) -> list[int]:
    """The ids that a link or links name."""
    if field.kind is Kind.LINK:
        return [] if value is None else [value]
    return list(value or ()) if field.kind is Kind.LINKS else []


def _places(ctx: Context) -> dict[str, str]:
    """The county with its towns and villages first, then its city and the neighbours that outsiders come from.

    Places that are gone come last, with what they are now: old records name them.
    """
    county = county_of(ctx.actor.area_code)
    now = dict(ctx.session.execute(select(Place.code, Place.current_code).where(
        (Place.county_code == county) | (Place.parent_code == county[:CITY]) | (Place.code == county[:CITY])
    )).all())
    names = place_names(ctx, now)
    shown = {
        code: name if now[code] == code else _("{place}（现在是{now}）").format(place=name, now=names[now[code]])
        for code, name in names.items()
    }
    order = sorted(shown, key=lambda code: (now[code] != code, code[:COUNTY] != county, code))
    return {code: shown[code] for code in order}


def _industries(ctx: Context) -> dict[str, str]:
    return {one.code: one.name for one in industries(ctx)}


def _problem_types(ctx: Context) -> dict[str, str]:
    return {one.code: one.name for one in problem_types(ctx)}


def _disciplines(ctx: Context) -> dict[str, str]:
    rows = ctx.session.scalars(select(Discipline).where(Discipline.edition == EDITION).order_by(Discipline.code))
    return {row.code: f"{row.code} {row.name_en if ctx.lang == 'en' else row.name}" for row in rows}


def _names(ctx: Context, concept: Concept, ids: Iterable[int]) -> dict[int, str]:
    """Names of linked records; those of people masked for whoever may not see them open."""
    model: Any = concept.model
    records = ctx.session.scalars(select(model).where(model.id.in_(ids)))
    if reach_of(ctx.actor.role, concept.private) is not None:
        return {record.id: record.name for record in records}
    return {record.id: masked(concept, {**_kind(record), "name": record.name})["name"] for record in records}


def _kind(record: Any) -> dict[str, Any]:
    """What decides whether a name is somebody's own."""
    return {"kind": record.kind} if hasattr(record, "kind") else {}


LISTS: dict[str, Callable[[Context], dict[str, str]]] = {
    "place": _places, "industry": _industries, "problem_type": _problem_types, "discipline": _disciplines,
}
