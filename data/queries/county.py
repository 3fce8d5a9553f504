"""The county an actor works in: its name, whether its data are a demonstration, its office's phone."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from data.domain.places import county_of
from data.models.place import County, Place
from data.services.context import Context


@dataclass(frozen=True)
class CountyHere:
    code: str
    name: str
    is_demonstration: bool
    office_phone: str | None


def county_here(ctx: Context) -> CountyHere:
    """The county of the actor's area. One query."""
    row = ctx.session.execute(
        select(County, Place).join(Place, Place.code == County.code)
        .where(County.code == county_of(ctx.actor.area_code))
    ).one()
    county, place = row
    name = place.name_en if ctx.lang == "en" else place.name
    return CountyHere(county.code, name, county.is_demonstration, county.office_phone)
