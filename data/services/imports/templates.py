"""Empty lists to fill in where there is no network, with drop-downs from the register."""

from __future__ import annotations

from sqlalchemy import select

from data.domain.permissions import Permission
from data.domain.places import PlaceLevel, county_of
from data.exchange.template import write_template
from data.exchange.workbooks.kinds import KINDS
from data.models.place import Place
from data.models.taxonomy import Industry
from data.queries.scope import below, check_role
from data.services.context import Context


def template_for(ctx: Context, kind: str) -> bytes:
    """An .xlsx for lists of `kind`, in Chinese as the lists are: the actor's towns and villages and the county's
    industries to choose from. Raises NotAllowed."""
    check_role(ctx, Permission.LIST_IMPORT)
    lists = {
        "town": _places(ctx, PlaceLevel.TOWN), "village": _places(ctx, PlaceLevel.VILLAGE),
        "industry": list(ctx.session.scalars(select(Industry.short_name).where(
            Industry.county_code == county_of(ctx.actor.area_code), Industry.is_active,
        ).order_by(Industry.code))),
    }
    return write_template(kind, {name: words for name, words in lists.items() if KINDS[kind].field(name)})


def _places(ctx: Context, level: PlaceLevel) -> list[str]:
    return list(ctx.session.scalars(select(Place.name).where(
        Place.level == level, Place.valid_to.is_(None), below(Place.code, ctx.actor.area_code),
    ).order_by(Place.code)))
