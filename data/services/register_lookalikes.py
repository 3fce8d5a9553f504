"""Whom of the register a new expert or farm looks like, said before it is written twice: the identity engine, asked
with what these concepts have of its fields (name, telephone, place, credit code)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from data.domain.places import county_of
from data.models.expert import Expert
from data.models.farm import Farm
from data.queries.problem_rows import shown_farm
from data.queries.register_keys import RegisterKey, register_keys
from data.queries.scope import in_scope
from data.register.concept import Concept
from data.services.context import Context
from matching.identity import Answer, Columns, Register

KINDS = {"expert": ("experts", Expert), "farm": ("farms", Farm)}
NEW, SHOWN = "new", 3


@dataclass(frozen=True)
class Lookalike:
    """`name` as the actor may see it."""

    record_id: int
    name: str


def lookalikes(ctx: Context, concept: Concept, values: Mapping[str, Any]) -> tuple[Lookalike, ...]:
    """At most three records in use, within the actor's reach, that may be the one these values describe, likeliest
    first; none of concepts that are neither experts nor farms, or without a name. Writes nothing."""
    if concept.name not in KINDS or not values.get("name"):
        return ()
    kind, model = KINDS[concept.name]
    typed = RegisterKey(0, values["name"], values.get("phone"), values.get("place_code"), values.get("credit_code"))
    matches = fitted_register(ctx, kind).check(columns_of_keys([typed], [NEW])).matches
    found = [int(match.known_id) for match in matches if match.answer is not Answer.DIFFERENT]
    reachable = select(model).where(model.id.in_(found), in_scope(ctx.actor, concept.read, model))
    records = {one.id: one for one in ctx.session.scalars(reachable)}
    return tuple(Lookalike(one, _shown(ctx, records[one])) for one in found if one in records)[:SHOWN]


def fitted_register(ctx: Context, kind: str) -> Register:
    """The experts or farms in use, as the engine has read them; read anew only when they have changed."""
    county = county_of(ctx.actor.area_code)
    keys = register_keys(ctx.session, county, kind)
    name = f"identity {county} {kind}"
    with ctx.runtime.lock:
        seen, register = ctx.runtime.fitted.get(name, (None, None))
    if seen != keys:
        register = Register(columns_of_keys(keys, [str(one.id) for one in keys]), ctx.today.year)
        with ctx.runtime.lock:
            ctx.runtime.fitted[name] = (keys, register)
    return register


def columns_of_keys(keys: Sequence[RegisterKey], ids: Sequence[str]) -> Columns:
    """A credit code is no identity number, but it belongs to one only: the engine compares it as a hashed one."""
    nothing = [""] * len(keys)
    return Columns(
        ids, [one.name for one in keys], [one.phone or "" for one in keys],
        [f"hash:{one.credit_code}" if one.credit_code else "" for one in keys], nothing,
        [one.place_code or "" for one in keys], nothing,
    )


def _shown(ctx: Context, record: Expert | Farm) -> str:
    return shown_farm(ctx, record) if isinstance(record, Farm) else record.name
