"""Rows of a list held against the register: which record a row is for certain, and which it may be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from data.domain.errors import InvalidForm
from data.domain.identity import is_of_key
from data.domain.imports import ListState
from data.domain.parts import in_parts
from data.domain.places import county_of
from data.domain.record_no import record_id_of
from data.exchange.workbooks.duplicates import Key, differ
from data.exchange.workbooks.register_check import keys_of, values_of
from data.models.imports import ImportedList, ImportedRow
from data.models.person import Person
from data.queries.import_questions import same_questions
from data.queries.import_records import in_use
from data.queries.import_services import service_names, visits_by_key
from data.queries.register_keys import RegisterKey, register_keys
from data.services.context import Context
from data.services.identity_run import COLUMNS, columns_of
from data.services.register_lookalikes import columns_of_keys, fitted_register
from matching.identity import Answer, Columns, Register

Values = Mapping[str, Any]
BY_ENGINE = ("people", "experts", "farms")


@dataclass(frozen=True)
class Likeness:
    """`record_id` of the register, or `earlier`: the place of an earlier row. `is_certain`: nobody need be asked.
    `is_repeat`: the same row came in before. `about`: what shows it, `field` or `probability` of the engine."""

    record_id: int | None = None
    earlier: int | None = None
    is_certain: bool = False
    is_repeat: bool = False
    about: Mapping[str, Any] = field(default_factory=dict)


def likenesses(ctx: Context, kind: str, rows: Sequence[Values], fingerprints: Sequence[str]) -> dict[int, Likeness]:
    """By place in `rows`: whom they are or may be; rows that are like nobody are left out."""
    known = register_keys(ctx.session, county_of(ctx.actor.area_code), kind)
    if kind == "people":
        rows, known = _of_this_key(ctx, rows, known)
    found = {**_by_keys(kind, rows, known), **_by_number(ctx, kind, rows, {one.id for one in known})}
    if kind in BY_ENGINE and known:
        found = {**_by_engine(ctx, kind, rows), **found}
    if kind == "visits":
        found = _by_service(ctx, rows)
    elif kind == "problems":
        asked = same_questions(ctx, rows)
        found = {place: Likeness(problem_id, is_certain=True) for place, problem_id in asked.items()}
    before = repeats(ctx, kind, fingerprints)
    there = in_use(ctx, kind, before.values())
    for place, fingerprint in enumerate(fingerprints):
        if before.get(fingerprint) in there:
            found[place] = Likeness(before[fingerprint], is_certain=True, is_repeat=True)
    return found


def _of_this_key(
    ctx: Context, rows: Sequence[Values], known: Sequence[RegisterKey],
) -> tuple[list[Values], list[RegisterKey]]:
    """The same without hashes of a key that was lost."""
    own = ctx.runtime.identity_key.prefix()
    return (
        [row if is_of_key(own, row.get("id_hash")) else {**row, "id_hash": None} for row in rows],
        [one if is_of_key(own, one.id_hash) else replace(one, id_hash=None) for one in known],
    )


def certain_keys(kind: str, values: Values) -> list[Key]:
    """Keys that only one record can have: what the register takes for one and the same (`Concept.same_as`)."""
    if "name" not in values:
        return []
    name, phone, place = values["name"], values.get("phone"), values.get("village_code")
    if kind == "projects":
        return [("certain", name)]
    keys: list[Key] = [("credit code", values["credit_code"])] if values.get("credit_code") else []
    if phone and kind == "experts":
        keys.append(("certain", name, phone))
    elif phone and place:
        keys.append(("certain", name, phone, place))
    if values.get("id_hash"):
        keys.append(("identity number", name, values["id_hash"]))
    return keys


def possible_keys(kind: str, values: Values) -> list[Key]:
    """Keys of somebody who may be the same; of an expert also the name alone, as numbers change."""
    if kind == "projects":
        return []
    keys = keys_of(kind, dict(values))
    return [*keys, ("name", values["name"])] if kind == "experts" and "name" in values else keys


def _by_keys(kind: str, rows: Sequence[Values], known: Sequence[RegisterKey]) -> dict[int, Likeness]:
    certain: dict[Key, RegisterKey] = {}
    possible: dict[Key, RegisterKey] = {}
    for record in known:
        values = values_of(record)
        for key in certain_keys(kind, values):
            certain.setdefault(key, record)
        for key in possible_keys(kind, values):
            possible.setdefault(key, record)
    found: dict[int, Likeness] = {}
    for place, values in enumerate(rows):
        record = next((certain[key] for key in certain_keys(kind, values) if key in certain), None)
        if record is not None:
            found[place] = _certain(record, values)
        elif maybe := _possible(kind, values, possible):
            found[place] = maybe
    return found


def _certain(record: RegisterKey, values: Values) -> Likeness:
    """Everything says so but two identity numbers: then a person is asked."""
    numbers = {record.id_hash, values.get("id_hash")} - {None}
    if len(numbers) > 1:
        return Likeness(record.id, about={"field": "id_number"})
    return Likeness(record.id, is_certain=True)


def _by_number(ctx: Context, kind: str, rows: Sequence[Values], known: Collection[int]) -> dict[int, Likeness]:
    """Rows of a workbook that left with the numbers of its records."""
    county = county_of(ctx.actor.area_code)
    numbered = {
        place: record_id_of(kind, county, values["record_no"]) for place, values in enumerate(rows)
        if "record_no" in values
    }
    return {
        place: Likeness(record_id, is_certain=True) for place, record_id in numbered.items() if record_id in known
    }


def _possible(kind: str, values: Values, records: Mapping[Key, RegisterKey]) -> Likeness | None:
    for key in possible_keys(kind, values):
        record = records.get(key)
        if record and not differ(key, values_of(record), values):
            return Likeness(record.id, about={"field": str(key[0])})
    return None


def _by_engine(ctx: Context, kind: str, rows: Sequence[Values]) -> dict[int, Likeness]:
    """What the identity engine finds beside the keys: other spellings, a slip in a number, an age. Experts and farms
    by what they have of its fields."""
    if not rows:
        return {}
    if kind == "people":
        checked = Register(_people(ctx), ctx.today.year).check(_columns(rows))
    else:
        checked = fitted_register(ctx, kind).check(columns_of_keys([_key(row) for row in rows], _ids(rows)))
    found: dict[int, Likeness] = {}
    for match in checked.matches:
        place = int(match.new_id)
        if place in found or match.answer is Answer.DIFFERENT:
            continue
        about = {"probability": round(match.probability, 3)}
        if match.in_batch:
            earlier = int(match.known_id)
            if earlier < place:
                found[place] = Likeness(earlier=earlier, about=about)
        else:
            found[place] = Likeness(int(match.known_id), about=about)
    return found


def _by_service(ctx: Context, rows: Sequence[Values]) -> dict[int, Likeness]:
    """Rows of an expert, a day and a place of which the desk has a service already."""
    names, services = service_names(ctx), {}
    for place, values in enumerate(rows):
        with suppress(InvalidForm):
            services[place] = names.read(values)
    there = visits_by_key(ctx, (one.day for one in services.values()))
    found: dict[int, Likeness] = {}
    for place, service in services.items():
        visit_id = next((there[key] for key in service.keys if key in there), None)
        if visit_id is not None:
            found[place] = Likeness(visit_id, about={"field": "service"})
    return found


def _people(ctx: Context) -> Columns:
    return columns_of(ctx, ctx.session.execute(
        select(*COLUMNS)
        .where(Person.county_code == county_of(ctx.actor.area_code), Person.same_as_id.is_(None)).order_by(Person.id)
    ))


def _ids(rows: Sequence[Values]) -> list[str]:
    """They have one length, so that their order as texts is the order of the rows."""
    return [f"{place:08}" for place in range(len(rows))]


def _key(row: Values) -> RegisterKey:
    place = row.get("village_code") or row.get("town_code")
    return RegisterKey(0, row["name"], row.get("phone"), place, row.get("credit_code"))


def _columns(rows: Sequence[Values]) -> Columns:
    return Columns(
        _ids(rows),
        *([str(row.get(name) or "") for row in rows] for name in ("name", "phone")),
        [f"hash:{row['id_hash']}" if row.get("id_hash") else "" for row in rows],
        [str(row.get("birth_date") or "") for row in rows],
        [str(row.get("village_code") or row.get("town_code") or "") for row in rows], [""] * len(rows),
    )


def repeats(ctx: Context, kind: str, fingerprints: Sequence[str], *, but: int = 0) -> dict[str, int]:
    """fingerprint -> record of rows that lists, but for the list `but`, brought in before, the latest one."""
    found: dict[str, int] = {}
    wanted = list(dict.fromkeys(fingerprints))
    for some in in_parts(wanted):
        query = (
            select(ImportedRow.fingerprint, ImportedRow.made_id, ImportedRow.record_id)
            .join(ImportedList, ImportedList.id == ImportedRow.list_id)
            .where(
                ImportedRow.fingerprint.in_(some), ImportedList.kind == kind,
                ImportedList.state == ListState.MERGED, ImportedList.id != but,
                ImportedList.county_code == county_of(ctx.actor.area_code),
            ).order_by(ImportedRow.id)
        )
        for fingerprint, made_id, record_id in ctx.session.execute(query):
            if made_id or record_id:
                found[fingerprint] = made_id or record_id
    return found
