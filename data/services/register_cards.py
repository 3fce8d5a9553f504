"""The card of each record: what it is found by, how complete it is, when it last changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, or_, select, update

from data.domain.parts import in_parts
from data.domain.places import town_of
from data.models.place import Place
from data.models.register import RegisterCard
from data.models.taxonomy import Industry
from data.queries.place_ledger import now_column
from data.register.concept import Concept, Document, completeness, document_of
from data.register.concepts import CONCEPTS
from data.register.fields import Field, Kind
from data.services.context import Context


def write_card(ctx: Context, concept: Concept, record: Any) -> None:
    """Bring the card up to date with the record; called with each change."""
    names = _names(ctx, concept, [record])
    card = ctx.session.get(RegisterCard, (concept.name, record.id)) or RegisterCard(
        concept=concept.name, record_id=record.id,
    )
    for name, value in {**_card(concept, record, document_of(concept, record), names), "changed_at": ctx.now}.items():
        setattr(card, name, value)
    ctx.session.add(card)


def write_missing_cards(ctx: Context, concept: Concept) -> int:
    """Cards for records written by other means than the register's own services: how many."""
    model: Any = concept.model
    has_card = select(RegisterCard.record_id).where(
        RegisterCard.concept == concept.name, RegisterCard.record_id == model.id,
    ).exists()
    ids = ctx.session.scalars(select(model.id).where(~has_card).order_by(model.id)).all()
    for some in in_parts(ids):
        _insert_cards(ctx, concept, some)
    return len(ids)


def insert_cards(ctx: Context, concept: Concept, records: Sequence[Any], documents: Sequence[Document]) -> None:
    """Cards of new records, whether or not the session knows them, and of what they say."""
    names = _names(ctx, concept, records)
    ctx.session.execute(insert(RegisterCard.__table__), [
        {
            "concept": concept.name, "record_id": record.id, **_card(concept, record, document, names),
            "changed_at": ctx.now,
        }
        for record, document in zip(records, documents, strict=True)
    ])


def rewrite_cards(ctx: Context, names: Iterable[str]) -> None:
    """Bring up to date every card that says one of `names`: places or industries called so have changed."""
    said = or_(*(RegisterCard.words.contains(name.lower(), autoescape=True) for name in names))
    for concept in CONCEPTS.values():
        ids = ctx.session.scalars(
            select(RegisterCard.record_id).where(RegisterCard.concept == concept.name, said)
        ).all()
        for some in in_parts(ids):
            ctx.session.execute(update(RegisterCard), _cards(ctx, concept, some))


def _insert_cards(ctx: Context, concept: Concept, ids: Sequence[int]) -> None:
    ctx.session.execute(insert(RegisterCard), [card | {"changed_at": None} for card in _cards(ctx, concept, ids)])


def _cards(ctx: Context, concept: Concept, ids: Sequence[int]) -> list[dict[str, Any]]:
    model: Any = concept.model
    records = ctx.session.scalars(select(model).where(model.id.in_(ids)).options(*concept.loading())).all()
    names = _names(ctx, concept, records)
    return [
        {"concept": concept.name, "record_id": record.id, **_card(concept, record, document_of(concept, record), names)}
        for record in records
    ]


def _card(concept: Concept, record: Any, document: Document, names: Names) -> dict[str, Any]:
    words = [record.name, *record.pinyin.split()]
    phones = []
    for field in concept.fields:
        if field.kind is Kind.PHONE and document[field.name]:
            phones.append(document[field.name])
        elif field.codes == "place":
            words += [names.places[code] for code in _places(concept, field, record, names.now)]
        elif field.codes == "industry":
            words += [names.industries[code] for code in document[field.name] if code in names.industries]
        elif field.searched and document[field.name] and field.name != "name":
            words += _texts(document[field.name])
    return {
        "words": "\n".join(words).lower(), "phones": "".join(f"{phone}\n" for phone in phones),
        "completeness": completeness(concept, document),
    }


def _texts(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


@dataclass(frozen=True)
class Names:
    """By code: what places and industries are called in Chinese, and where the place is now."""

    places: Mapping[str, str]
    now: Mapping[str, str]
    industries: Mapping[str, str]


def _names(ctx: Context, concept: Concept, records: Sequence[Any]) -> Names:
    """Of all industries, and of the places of `records`, then and now, with their towns."""
    fields = [field for field in concept.fields if field.codes == "place"]
    written = {code for record in records for field in fields for code in _written(field, record)}
    now: dict[str, str] = dict(_pairs(ctx, Place.code, Place.current_code, written))
    codes = {code for record in records for field in fields for code in _places(concept, field, record, now)}
    return Names(
        dict(_pairs(ctx, Place.code, Place.name, codes)), now,
        dict(ctx.session.execute(select(Industry.code, Industry.short_name)).all()),
    )


def _pairs(ctx: Context, code: Any, other: Any, codes: set[str]) -> Sequence[Any]:
    return ctx.session.execute(select(code, other).where(code.in_(codes))).all() if codes else ()


def _places(concept: Concept, field: Field, record: Any, now: Mapping[str, str]) -> list[str]:
    """The codes of the places as written and as they are now, each with its town's."""
    written = _written(field, record)
    if field.kind is Kind.CODES:
        today = [now[code] for code in written]
    else:
        today = [getattr(record, now_column(getattr(concept.model, field.name)).key)]
    return list(dict.fromkeys(part for code in (*written, *today) for part in (code, town_of(code) or code)))


def _written(field: Field, record: Any) -> list[str]:
    value = getattr(record, field.name)
    return sorted(value) if field.kind is Kind.CODES else [value]
