"""The card of each record: what it is found by, how complete it is, when it last changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select

from data.domain.places import town_of
from data.models.place import Place
from data.models.register import RegisterCard
from data.models.taxonomy import Industry
from data.register.concept import Concept, Document, completeness, document_of
from data.register.fields import Field, Kind
from data.services.context import Context

AT_ONCE = 500


def write_card(ctx: Context, concept: Concept, record: Any) -> None:
    """Bring the card up to date with the record; called with each change."""
    names = _names(ctx, concept, [document_of(concept, record)])
    card = ctx.session.get(RegisterCard, (concept.name, record.id)) or RegisterCard(
        concept=concept.name, record_id=record.id,
    )
    for name, value in {**_card(concept, record, names), "changed_at": ctx.now}.items():
        setattr(card, name, value)
    ctx.session.add(card)


def write_missing_cards(ctx: Context, concept: Concept) -> int:
    """Cards for records written by other means than the register's own services: how many."""
    model: Any = concept.model
    has_card = select(RegisterCard.record_id).where(
        RegisterCard.concept == concept.name, RegisterCard.record_id == model.id,
    ).exists()
    ids = ctx.session.scalars(select(model.id).where(~has_card).order_by(model.id)).all()
    for start in range(0, len(ids), AT_ONCE):
        _insert_cards(ctx, concept, ids[start:start + AT_ONCE])
    return len(ids)


def _insert_cards(ctx: Context, concept: Concept, ids: Sequence[int]) -> None:
    model: Any = concept.model
    records = ctx.session.scalars(select(model).where(model.id.in_(ids)).options(*concept.loading())).all()
    names = _names(ctx, concept, [document_of(concept, record) for record in records])
    ctx.session.execute(insert(RegisterCard), [
        {"concept": concept.name, "record_id": record.id, "changed_at": None, **_card(concept, record, names)}
        for record in records
    ])


def _card(concept: Concept, record: Any, names: dict[str, dict[str, str]]) -> dict[str, Any]:
    document = document_of(concept, record)
    words = [record.name, *record.pinyin.split()]
    phones = []
    for field in concept.fields:
        if field.kind is Kind.PHONE and document[field.name]:
            phones.append(document[field.name])
        elif field.name != "name":
            words += _words(field, document[field.name], names)
    return {
        "words": "\n".join(words).lower(), "phones": "".join(f"{phone}\n" for phone in phones),
        "completeness": completeness(concept, document),
    }


def _words(field: Field, value: Any, names: dict[str, dict[str, str]]) -> list[str]:
    """What the field adds to the words: its text if it is searched, and the names of places and industries."""
    if field.codes in names:
        return [names[field.codes][code] for code in _codes(field, value) if code in names[field.codes]]
    if not field.searched or not value:
        return []
    return list(value) if isinstance(value, list) else [value]


def _names(ctx: Context, concept: Concept, documents: Sequence[Document]) -> dict[str, dict[str, str]]:
    """The Chinese names of all industries, and of the places that occur in `documents`, with their towns."""
    codes = {
        code for document in documents for field in concept.fields if field.codes == "place"
        for code in _codes(field, document[field.name])
    }
    places = ctx.session.execute(select(Place.code, Place.name).where(Place.code.in_(codes))).all()
    industries = ctx.session.execute(select(Industry.code, Industry.short_name)).all()
    return {"place": dict(places), "industry": dict(industries)}


def _codes(field: Field, value: Any) -> list[str]:
    """The codes of a choice or choices; of a place also its town's."""
    codes = value if isinstance(value, list) else [value] if value else []
    if field.codes != "place":
        return codes
    return [part for code in codes for part in dict.fromkeys((code, town_of(code) or code))]
