"""Many people named at once, in a handful of statements. The engine is asked by whoever calls, before or after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select

from data.domain.parts import in_parts
from data.domain.register import PairDecision
from data.models.person import IdentityPair, Person
from data.models.place import Place
from data.services.context import Context
from data.services.inserting import insert_many
from data.services.names import pinyin_of
from data.services.namesakes import Namesake, Namesakes, known_person, namesakes_of


@dataclass(frozen=True)
class Newcomer:
    """Somebody of a village. `id_hash`: of an identity number whose check character is right. `apart_from`: people of
    whom somebody has said that they are others."""

    name: str
    phone: str | None
    place_code: str
    birth_year: int | None = None
    household_id: int | None = None
    id_hash: str | None = None
    apart_from: frozenset[int] = frozenset()


@dataclass
class Welcome:
    """`person_ids` in the order of the newcomers; `made`: those that were not known; `pairs` that were made."""

    person_ids: list[int]
    made: list[int]
    pairs: list[int]


def welcome(ctx: Context, county_code: str, newcomers: Sequence[Newcomer]) -> Welcome:
    """A record for each. Hold the county's row. Same name, phone and village: the known person. Otherwise a new one,
    and a pair for each namesake of the village: waiting for a decision, or different where that has been said."""
    now = current_codes(ctx, {one.place_code for one in newcomers})
    known = namesakes_of(ctx, now.values(), {one.name for one in newcomers})
    new: dict[tuple[str, str, str | None], int] = {}
    places: list[int | None] = []
    rows: list[Newcomer] = []
    for one in newcomers:
        where = now[one.place_code]
        same = known_person(known[where, one.name], one.phone)
        key = (where, one.name, one.phone)
        if same is None and one.phone and key in new and not _have_two_numbers(rows[new[key]], one):
            places.append(-1 - new[key])
        elif same is not None and same not in one.apart_from:
            places.append(same)
        else:
            new[key] = len(rows)
            places.append(-1 - len(rows))
            rows.append(one)
    ids = insert_people(ctx, county_code, rows, now)
    pairs = _pairs(ctx, rows, ids, known, now)
    return Welcome([place if place >= 0 else ids[-1 - place] for place in places], ids, pairs)


def _have_two_numbers(one: Newcomer, other: Newcomer) -> bool:
    return None not in (one.id_hash, other.id_hash) and one.id_hash != other.id_hash


def insert_people(ctx: Context, county_code: str, rows: Sequence[Newcomer], now: dict[str, str]) -> list[int]:
    """New records, in order."""
    values = [
        {
            "county_code": county_code, "name": one.name, "pinyin": pinyin_of(one.name), "phone": one.phone,
            "place_code": now[one.place_code], "current_place": now[one.place_code],
            "household_id": one.household_id, "birth_year": one.birth_year,
            "id_hash": one.id_hash, "id_check_right": True if one.id_hash else None,
        }
        for one in rows
    ]
    return insert_many(ctx, Person, values)


def current_codes(ctx: Context, codes: Iterable[str]) -> dict[str, str]:
    """Where each place is now."""
    wanted = sorted(set(codes))
    found: dict[str, str] = {}
    for some in in_parts(wanted):
        query = select(Place.code, Place.current_code).where(Place.code.in_(some))
        found.update(ctx.session.execute(query).all())
    return found


def _pairs(ctx: Context, rows: Sequence[Newcomer], ids: list[int], known: Namesakes, now: dict[str, str]) -> list[int]:
    values = []
    for one, person_id in zip(rows, ids, strict=True):
        alike = known[now[one.place_code], one.name]
        others = dict.fromkeys([other.person_id for other in alike] + sorted(one.apart_from))
        values += [_pair(ctx, other, person_id, other in one.apart_from) for other in others]
        alike.append(Namesake(person_id, one.phone))
    if not values:
        return []
    return list(ctx.session.scalars(insert(IdentityPair).returning(IdentityPair.id), values))


def _pair(ctx: Context, one: int, other: int, is_apart: bool) -> dict[str, object]:
    said = {"decided_by_id": ctx.actor.account_id, "decided_at": ctx.now} if is_apart else {
        "decided_by_id": None, "decided_at": None,
    }
    decision = PairDecision.DIFFERENT if is_apart else PairDecision.WAITING
    return {"person_a_id": min(one, other), "person_b_id": max(one, other), "decision": decision, "note": "", **said}
