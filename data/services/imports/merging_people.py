"""People of a list become persons of their villages, or are linked to those who are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select, update

from data.domain.identity import is_of_key
from data.domain.imports import Decision
from data.domain.parts import in_parts
from data.domain.places import VILLAGE
from data.domain.register import PairDecision
from data.models.person import Household, IdentityPair, Person
from data.services.context import Context
from data.services.imports.plan import NUMBERED, Join, Plan
from data.services.imports.targets import put_on_list
from data.services.inserting import insert_many
from data.services.persons_bulk import Newcomer, current_codes, welcome

Values = Mapping[str, Any]
HouseholdKey = tuple[str, str, str]


def merge_people(ctx: Context, plan: Plan) -> None:
    """A record for each new row; rows that are somebody known change nothing about them."""
    households = _households(ctx, plan)
    newcomers = [
        Newcomer(
            one.values["name"], one.values.get("phone"), _place(one.values), _birth_year(one.values),
            households.get(_household(one.values)), one.values.get("id_hash"),
            frozenset({one.like_id} if one.decision is Decision.DIFFERENT and one.like_id else ()),
        )
        for one in plan.new
    ]
    found = welcome(ctx, plan.list.county_code, newcomers)
    plan.record_of.update({one.id: person_id for one, person_id in zip(plan.new, found.person_ids, strict=True)})
    plan.keep("person", found.made)
    plan.keep("identity_pair", found.pairs)
    _keep_apart(ctx, plan)
    _add_numbers(ctx, plan, plan.resolved())
    put_on_list(ctx, plan)


def _add_numbers(ctx: Context, plan: Plan, joined: Sequence[tuple[Join, int]]) -> None:
    """Known people without a hash of their identity number, or with one of a lost key, get it; nothing else about them
    changes."""
    own = ctx.runtime.identity_key.prefix()
    said = {person_id: join.row.values["id_hash"] for join, person_id in joined if "id_hash" in join.row.values}
    for some in in_parts(sorted(said)):
        people = ctx.session.scalars(select(Person).where(Person.id.in_(some)))
        without = [person for person in people if not is_of_key(own, person.id_hash)]
        for person in without:
            person.id_hash, person.id_check_right = said[person.id], True
        plan.keep(NUMBERED, [person.id for person in without])


def _place(values: Values) -> str:
    return values.get("village_code") or values["town_code"]


def _birth_year(values: Values) -> int | None:
    return int(values["birth_date"][:4]) if "birth_date" in values else None


def _household(values: Values) -> HouseholdKey | None:
    """A household of the list: a village, and a number or a head."""
    head, number = values.get("household_head", ""), values.get("household_no", "")
    if "village_code" not in values or not (head or number):
        return None
    return values["village_code"], number, "" if number else head


def _households(ctx: Context, plan: Plan) -> dict[HouseholdKey, int]:
    """A record for each household that has somebody new and whose head is named."""
    heads: dict[HouseholdKey, str] = {}
    for one in plan.new:
        key, values = _household(one.values), one.values
        if key is not None and (head := values.get("household_head") or _own_head(values)):
            heads.setdefault(key, head)
    now = current_codes(ctx, {place for place, _number, _head in heads})
    known = _known_households(ctx, set(now.values()))
    found = {key: known[now[key[0]], head] for key, head in heads.items() if (now[key[0]], head) in known}
    rows = [(key, head) for key, head in heads.items() if key not in found]
    if rows:
        ids = insert_many(ctx, Household, [
            {"place_code": now[key[0]], "current_place": now[key[0]], "head_name": head} for key, head in rows
        ])
        found.update({key: household_id for (key, _head), household_id in zip(rows, ids, strict=True)})
        plan.keep("household", ids)
    return found


def _own_head(values: Values) -> str:
    return values["name"] if values.get("relation") in ("户主", "本人") else ""


def _known_households(ctx: Context, places: set[str]) -> dict[tuple[str, str], int]:
    """(village, head) -> household, where only one has that head."""
    counted: dict[tuple[str, str], list[int]] = {}
    for some in in_parts(sorted(code for code in places if len(code) == VILLAGE)):
        rows = ctx.session.execute(
            select(Household.current_place, Household.head_name, Household.id).where(Household.current_place.in_(some))
        )
        for place, head, household_id in rows:
            counted.setdefault((place, head), []).append(household_id)
    return {key: ids[0] for key, ids in counted.items() if len(ids) == 1}


def _keep_apart(ctx: Context, plan: Plan) -> None:
    """Two rows of this list of which somebody has said that they are two people."""
    for one in plan.new:
        other = plan.record_at(one.like_row_id)
        person_id = plan.record_of[one.id]
        if one.decision is not Decision.DIFFERENT or other is None or other == person_id:
            continue
        a, b = sorted((other, person_id))
        said = {"decision": PairDecision.DIFFERENT, "decided_by_id": ctx.actor.account_id, "decided_at": ctx.now}
        where = IdentityPair.person_a_id == a, IdentityPair.person_b_id == b
        pair_id = ctx.session.scalar(select(IdentityPair.id).where(*where))
        if pair_id is None:
            pair_id = ctx.session.scalars(insert(IdentityPair).returning(IdentityPair.id), [
                {"person_a_id": a, "person_b_id": b, "note": "", **said},
            ]).one()
            plan.keep("identity_pair", [pair_id])
        elif pair_id in plan.made.get("identity_pair", ()):
            ctx.session.execute(update(IdentityPair).where(IdentityPair.id == pair_id).values(**said))
