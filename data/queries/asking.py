"""What is known before somebody asks: whose farm it is, which places and industries there are to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from data.domain.permissions import Permission
from data.domain.places import county_of
from data.models.farm import Farm
from data.models.person import Person
from data.models.place import County
from data.queries.places import PlaceChoice, place_names, towns
from data.queries.scope import check_role, find
from data.queries.taxonomy import IndustryName, industries
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
class AskPage:
    """`farm` is None for an officer, who asks for a caller, and for an account that no farm belongs to yet."""

    farm: OwnFarm | None
    towns: tuple[PlaceChoice, ...]
    industries: tuple[IndustryName, ...]
    office_phone: str | None
    duty_phone: str | None


def ask_page(ctx: Context) -> AskPage:
    """What the form proposes and offers. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_FILE)
    county = ctx.session.get_one(County, county_of(ctx.actor.area_code))
    return AskPage(
        _own_farm(ctx), tuple(towns(ctx)), tuple(industries(ctx)), county.office_phone,
        county.settings.get("duty_phone"),
    )


def _own_farm(ctx: Context) -> OwnFarm | None:
    if ctx.actor.farm_id is None:
        return None
    farm = find(ctx, Permission.FARM_READ, Farm, ctx.actor.farm_id)
    contact = ctx.session.get(Person, farm.contact_person_id) if farm.contact_person_id else None
    return OwnFarm(
        farm.name, farm.place_code, place_names(ctx, [farm.place_code])[farm.place_code],
        contact and contact.name, farm.phone or (contact.phone if contact else None),
    )
