"""Rows of a list that may be somebody known, beside whom they may be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from data.domain.contact import mask_phone
from data.domain.errors import InvalidInput
from data.domain.imports import Decision, ListState, RowState
from data.models.imports import ImportedRow
from data.models.person import Person
from data.models.visit import Visit
from data.queries.experts import experts_of_visits
from data.queries.import_documents import CONCEPTS, DOCUMENTS, Words, words_of
from data.queries.import_records import in_use
from data.queries.imports import import_page
from data.queries.places import place_names
from data.queries.register_codes import Codes, codes_for
from data.register.concept import document_of
from data.register.words import NOTHING, words
from data.services.context import Context

CARDS_SHOWN = 10
VISIT_FIELDS = ("date", "expert", "village", "topic", "heads")
PEOPLE_FIELDS = ("name", "phone", "village", "birth_date", "household_head")


@dataclass(frozen=True)
class Line:
    """One field: what the row says and what the other says, in words; `label` is a Chinese source or a list's field.
    `differs`: whether the two clash, where the comparison has said so already: lists grow and do not clash."""

    label: str
    here: str
    there: str
    differs: bool | None = None

    @property
    def is_clash(self) -> bool:
        if self.differs is not None:
            return self.differs
        return NOTHING not in (self.here, self.there) and self.here != self.there


@dataclass(frozen=True)
class Card:
    """A waiting row. `other_row`: (sheet, row) where it may repeat an earlier one, None for a record of the register.
    `is_gone`: what it was taken for is not in use any more, so the list must be compared again. `may_be_new`: it can
    be another one; not where the register takes the two for one. `differs`: taking the list's word would change the
    record."""

    row_id: int
    sheet: str
    row: int
    name: str
    other_name: str
    other_row: tuple[str, int] | None
    lines: tuple[Line, ...]
    probability: float | None
    may_be_new: bool
    differs: bool
    decision: Decision | None
    is_gone: bool


def waiting_cards(ctx: Context, list_id: int, *, undecided: bool = True) -> tuple[list[Card], int]:
    """Ten rows to decide about, in the order of the file, and how many there are: those of which nothing was said, not
    even "later"; else those that were decided. Raises NotAllowed, NotFound import_unknown."""
    page = import_page(ctx, list_id)
    asked = select(ImportedRow).where(
        ImportedRow.list_id == list_id, ImportedRow.state == RowState.WAITING,
        ImportedRow.decision.is_(None) if undecided else ImportedRow.decision.is_not(None),
        ImportedRow.record_id.is_(None), or_(ImportedRow.made_id.is_(None), page.state != ListState.MERGED),
    )
    rows = ctx.session.scalars(asked.order_by(ImportedRow.id)).all()
    shown = rows[:CARDS_SHOWN]
    there = in_use(ctx, page.kind, (row.like_id for row in shown if row.like_id))
    gone = [row for row in shown if row.like_id not in there and (row.like_id or not row.like_row_id)]
    others = [row for row in shown if row not in gone]
    if page.kind in CONCEPTS:
        cards = _register_cards(ctx, page.kind, others, there)
    else:
        cards = (_visit_cards if page.kind == "visits" else _people_cards)(ctx, others, there)
    cards += [_card(row, {}, (), "") for row in gone]
    return sorted(cards, key=lambda card: card.row_id), len(rows)


def _earlier(ctx: Context, rows: Sequence[ImportedRow]) -> dict[int, ImportedRow]:
    ids = [row.like_row_id for row in rows if row.like_row_id and not row.like_id]
    return {one.id: one for one in ctx.session.scalars(select(ImportedRow).where(ImportedRow.id.in_(ids)))}


def _register_cards(ctx: Context, kind: str, rows: Sequence[ImportedRow], there: Collection[int]) -> list[Card]:
    concept, listed = CONCEPTS[kind], words_of(ctx)
    model: Any = concept.model
    records = {
        record.id: document_of(concept, record) for record in ctx.session.scalars(
            select(model).where(model.id.in_(there)).options(*concept.loading())
        )
    }
    earlier, said = _earlier(ctx, rows), [_said(kind, row, listed) for row in rows]
    codes = codes_for(ctx, concept, [*records.values(), *said])
    cards = []
    for row, here in zip(rows, said, strict=True):
        record = records.get(row.like_id or 0)
        there = record or _said(kind, earlier[row.like_row_id or 0], listed)
        differs = row.likeness.get("differs", ()) if record else None
        cards.append(_card(row, earlier, _register_lines(kind, here, there, codes, differs), str(there["name"])))
    return cards


def _said(kind: str, row: ImportedRow, listed: Words) -> dict[str, Any]:
    try:
        return DOCUMENTS[kind](row.values, listed)
    except InvalidInput:
        return {"name": row.values["name"]}


def _register_lines(
    kind: str, here: Mapping, there: Mapping, codes: Codes, differs: Collection[str] | None,
) -> tuple[Line, ...]:
    lines = []
    for field in CONCEPTS[kind].fields:
        said, known = (words(field, side.get(field.name), codes) if side.get(field.name) else NOTHING
                       for side in (here, there))
        if said != NOTHING or (known != NOTHING and field.name in ("name", "phone", "unit")):
            lines.append(Line(field.label, said, known, None if differs is None else field.name in differs))
    return tuple(lines)


def _people_cards(ctx: Context, rows: Sequence[ImportedRow], there: Collection[int]) -> list[Card]:
    people = {one.id: one for one in ctx.session.scalars(select(Person).where(Person.id.in_(there)))}
    earlier = _earlier(ctx, rows)
    names = place_names(ctx, [one.current_place for one in people.values()])
    cards = []
    for row in rows:
        if person := people.get(row.like_id or 0):
            there = {
                "name": person.name, "phone": mask_phone(person.phone), "village": names.get(person.current_place),
                "birth_date": str(person.birth_year or ""),
            }
            here = {**row.values, "phone": row.values.get("phone", ""), "village": _place_of(ctx, row.values)}
        else:
            there, here = earlier[row.like_row_id or 0].values, row.values
        lines = tuple(
            Line(name, str(here.get(name) or NOTHING), str(there.get(name) or NOTHING)) for name in PEOPLE_FIELDS
            if here.get(name) or there.get(name)
        )
        cards.append(_card(row, earlier, lines, str(there["name"])))
    return cards


def _visit_cards(ctx: Context, rows: Sequence[ImportedRow], there: Collection[int]) -> list[Card]:
    visits = {one.id: one for one in ctx.session.scalars(select(Visit).where(Visit.id.in_(there)))}
    experts, earlier = experts_of_visits(ctx, list(visits)), _earlier(ctx, rows)
    places = place_names(ctx, [one.current_place for one in visits.values()])
    cards = []
    for row in rows:
        here: dict[str, Any] = {**row.values, "village": row.values.get("village") or row.values.get("town")}
        if visit := visits.get(row.like_id or 0):
            there = {
                "date": visit.service_day.isoformat(), "expert": "、".join(experts.get(visit.id, ())),
                "village": places.get(visit.current_place), "topic": visit.advice, "heads": visit.head_count,
            }
            name = visit.number
        else:
            there = earlier[row.like_row_id or 0].values
            name = there["expert"]
        lines = tuple(
            Line(field, str(here.get(field) or NOTHING), str(there.get(field) or NOTHING)) for field in VISIT_FIELDS
        )
        cards.append(_card(row, earlier, lines, name))
    return cards


def _place_of(ctx: Context, values: Mapping[str, Any]) -> str:
    code = values.get("village_code") or values["town_code"]
    return place_names(ctx, [code]).get(code, code)


def _card(row: ImportedRow, earlier: Mapping[int, ImportedRow], lines: tuple[Line, ...], other: str) -> Card:
    """`other` is empty where neither the record nor an earlier row is there."""
    fellow = earlier.get(row.like_row_id or 0)
    name = row.values.get("name") or row.values["expert"]
    return Card(
        row.id, row.sheet, row.row, name, other, (fellow.sheet, fellow.row) if fellow else None, lines,
        row.likeness.get("probability"), not row.likeness.get("is_certain"),
        bool(row.likeness.get("differs")) and bool(row.like_id), row.decision, not other,
    )
