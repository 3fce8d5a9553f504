"""The register of a station as a workbook to be changed where there is no network, and brought back row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from data.domain.expert_title import TITLE_WORDS
from data.domain.permissions import Permission
from data.domain.places import VILLAGE, county_of, town_of
from data.domain.record_no import record_no
from data.exchange.template import write_template
from data.exchange.workbooks.kinds import KINDS
from data.models.place import Place
from data.models.taxonomy import Industry
from data.queries.import_documents import CONCEPTS, DEMO_WORDS, EXPERT_KINDS, FARM_KINDS
from data.queries.scope import check_role, in_scope
from data.services import audit
from data.services.context import Context
from data.services.imports.rules import documents
from data.services.imports.templates import choices

KINDS_OUT = ("experts", "farms")
Document = Mapping[str, Any]
Words = Mapping[str, str]


def station_book(ctx: Context, kind: str) -> bytes:
    """An .xlsx of the experts or farms within the actor's reach, as lists of that kind are written, each with its
    number in the register. Raises NotAllowed."""
    check_role(ctx, Permission.LIST_IMPORT)
    concept, county = CONCEPTS[kind], county_of(ctx.actor.area_code)
    model: Any = concept.model
    ids = ctx.session.scalars(
        select(model.id).where(in_scope(ctx.actor, concept.private, model), model.is_active)
        .order_by(model.pinyin, model.id)
    ).all()
    of_kind, places, industries = documents(ctx, concept, ids), _places(ctx, county), _industries(ctx, county)
    write = _expert if kind == "experts" else _farm
    rows = [
        {"record_no": record_no(kind, county, id_), **write(of_kind[id_], places, industries)} for id_ in ids
    ]
    audit.record(ctx, "export", concept.name, "list", rows=len(ids))
    return write_template(kind, choices(ctx, kind), [_line(kind, row) for row in rows])


def _line(kind: str, row: Document) -> list[str]:
    values = (row.get(field.name) for field in KINDS[kind].fields)
    return ["" if value is None else str(value) for value in values]


def _expert(document: Document, places: Words, _industries: Words) -> dict[str, Any]:
    home = document["home_place"] or ""
    return {
        "name": document["name"], "phone": document["phone"], "kind": _word(EXPERT_KINDS, document["kind"]),
        "title": TITLE_WORDS.get(document["title"]), "unit": document["unit"], "specialty": document["profile"],
        "discipline": document["subject"], "three_areas_year": document["three_areas_year"],
        "town": places.get(home) if town_of(home) == home else None,
    }


def _farm(document: Document, places: Words, industries: Words) -> dict[str, Any]:
    place, own = document["place_code"] or "", document["industries"]
    year = _last_year(document["years"], own)
    return {
        "name": document["name"], "kind": _word(FARM_KINDS, document["kind"]),
        "credit_code": document["credit_code"], "household_no": document["household_no"],
        "contact": document["contact_name"], "phone": document["phone"], "town": places.get(town_of(place) or ""),
        "village": places.get(place) if len(place) == VILLAGE else None,
        "industry": "、".join([*(industries[code] for code in own if code in industries), *document["crops"]]),
        "area_mu": year.get("area_mu"), "heads": year.get("heads"), "year": year.get("year"),
        "demo": DEMO_WORDS.get(document["demo_level"]), "need": document["need"],
    }


def _last_year(years: Sequence[Document], industries: Sequence[str]) -> Document:
    """The latest figures of the first industry: a row of a list has room for one year."""
    own = [one for one in years if industries and one["industry"] == industries[0]]
    return max(own, key=lambda one: one["year"], default={})


def _word(words: Mapping[str, Any], value: str | None) -> str | None:
    return next((word for word, meant in words.items() if meant == value), None)


def _places(ctx: Context, county: str) -> dict[str, str]:
    return dict(ctx.session.execute(select(Place.code, Place.name).where(Place.code.startswith(county))).all())


def _industries(ctx: Context, county: str) -> dict[str, str]:
    rows = select(Industry.code, Industry.short_name).where(Industry.county_code == county, Industry.is_active)
    return dict(ctx.session.execute(rows).all())
