"""What is known before somebody asks: whose farm it is, which places and industries there are to choose from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.permissions import Permission, Reach, reach_of
from data.domain.places import PlaceLevel, county_of, within
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.person import Person
from data.models.place import County, Place
from data.queries.duty import duty_now
from data.queries.places import PlaceChoice, place_names, towns, villages
from data.queries.scope import check_role, find
from data.queries.taxonomy import IndustryName, industries
from data.queries.ties import refused_experts, served_before
from data.services.context import Context


@dataclass(frozen=True)
class OwnFarm:
    """The farm an account asks for. `contact` and `phone` are those of whoever speaks for it."""

    name: str
    place_code: str
    place: str
    contact: str | None
    phone: str | None


@dataclass(frozen=True)
class ExpertToAsk:
    """Whom an asker may wish for. `last_served`: the last day at the asker's own farm."""

    id: int
    name: str
    pinyin: str
    subject: str
    unit: str
    last_served: dt.date | None


@dataclass(frozen=True)
class AskPage:
    """`farm` is None for an officer or informant, who ask for a caller, and for an account that no farm belongs to yet.

    `experts`: whoever served the farm last comes first, then by pinyin; nobody the farm refused.
    """

    farm: OwnFarm | None
    towns: tuple[PlaceChoice, ...]
    industries: tuple[IndustryName, ...]
    office_phone: str | None
    duty_phone: str | None
    experts: tuple[ExpertToAsk, ...]


def ask_page(ctx: Context) -> AskPage:
    """What the form proposes and offers. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_FILE)
    county = ctx.session.get_one(County, county_of(ctx.actor.area_code))
    return AskPage(
        _own_farm(ctx), _where_asked(ctx, towns(ctx)), tuple(industries(ctx)), county.office_phone,
        duty_now(ctx, county.code).phone, tuple(_experts_to_ask(ctx, county.code)),
    )


def villages_to_ask(ctx: Context, town_code: str) -> tuple[PlaceChoice, ...]:
    """The villages of a town for which the actor may ask."""
    return _where_asked(ctx, villages(ctx, town_code))


def villages_of_area(ctx: Context) -> dict[str, str]:
    """Code -> Chinese name of every village for which the actor may ask. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_FILE)
    rows = ctx.session.execute(
        select(Place.code, Place.name).where(
            Place.county_code == county_of(ctx.actor.area_code), Place.level == PlaceLevel.VILLAGE,
            Place.valid_to.is_(None),
        ).order_by(Place.code)
    )
    return {row.code: row.name for row in rows if within(row.code, ctx.actor.area_code)}


def _where_asked(ctx: Context, places: list[PlaceChoice]) -> tuple[PlaceChoice, ...]:
    """A farm's account asks for wherever its land lies, whoever asks for others within the own area."""
    if reach_of(ctx.actor.role, Permission.PROBLEM_FILE) is not Reach.AREA:
        return tuple(places)
    area = ctx.actor.area_code
    return tuple(place for place in places if within(place.code, area) or within(area, place.code))


def _experts_to_ask(ctx: Context, county_code: str) -> list[ExpertToAsk]:
    farm_id = ctx.actor.farm_id
    served = served_before(ctx, farm_id) if farm_id else {}
    refused = refused_experts(ctx, farm_id) if farm_id else set()
    rows = ctx.session.execute(
        select(Expert.id, Expert.name, Expert.pinyin, Expert.subject, Expert.unit)
        .where(Expert.county_code == county_code, Expert.is_active).order_by(Expert.pinyin, Expert.id)
    )
    found = [ExpertToAsk(*row, served.get(row.id)) for row in rows if row.id not in refused]
    return sorted(found, key=lambda one: (one.last_served or dt.date.min), reverse=True)


def _own_farm(ctx: Context) -> OwnFarm | None:
    if ctx.actor.farm_id is None:
        return None
    farm = find(ctx, Permission.FARM_READ, Farm, ctx.actor.farm_id)
    contact = ctx.session.get(Person, farm.contact_person_id) if farm.contact_person_id else None
    return OwnFarm(
        farm.name, farm.current_place, place_names(ctx, [farm.current_place])[farm.current_place],
        contact and contact.name, farm.phone or (contact.phone if contact else None),
    )
