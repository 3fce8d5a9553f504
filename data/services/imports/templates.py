"""Empty lists to fill in where there is no network, with drop-downs from the register."""

from __future__ import annotations

from sqlalchemy import select

from data.domain.permissions import Permission
from data.domain.places import PlaceLevel, county_of
from data.exchange.template import write_template
from data.exchange.workbooks.kinds import KINDS
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.place import Place
from data.models.sending_unit import SendingUnit
from data.models.taxonomy import Industry
from data.queries.scope import below, check_role, in_scope
from data.services.context import Context

EXPERTS_OF = {"visits": ("expert",), "problems": ("expert",), "projects": ("leader",)}


def template_for(ctx: Context, kind: str) -> bytes:
    """An .xlsx for lists of `kind`, in Chinese as the lists are, with `choices`. Raises NotAllowed."""
    check_role(ctx, Permission.LIST_IMPORT)
    return write_template(kind, choices(ctx, kind))


def choices(ctx: Context, kind: str) -> dict[str, list[str]]:
    """What may be chosen, by field: the actor's towns and villages; the county's industries, experts and sending units;
    the served units within reach."""
    lists = {
        "town": _places(ctx, PlaceLevel.TOWN), "village": _places(ctx, PlaceLevel.VILLAGE),
        "industry": _of_county(ctx, Industry.short_name, Industry),
        **dict.fromkeys(EXPERTS_OF.get(kind, ()), _of_county(ctx, Expert.name, Expert)),
    }
    if kind == "visits":
        lists["farm"] = _farms(ctx)
    elif kind == "experts":
        lists["unit"] = _of_county(ctx, SendingUnit.name, SendingUnit)
    return {name: words for name, words in lists.items() if KINDS[kind].field(name)}


def _places(ctx: Context, level: PlaceLevel) -> list[str]:
    return list(ctx.session.scalars(select(Place.name).where(
        Place.level == level, Place.valid_to.is_(None), below(Place.code, ctx.actor.area_code),
    ).order_by(Place.code)))


def _of_county(ctx: Context, name, model) -> list[str]:
    order = model.code if model is Industry else model.pinyin
    return list(dict.fromkeys(ctx.session.scalars(select(name).where(
        model.county_code == county_of(ctx.actor.area_code), model.is_active,
    ).order_by(order))))


def _farms(ctx: Context) -> list[str]:
    return list(dict.fromkeys(ctx.session.scalars(select(Farm.name).where(
        in_scope(ctx.actor, Permission.FARM_EDIT, Farm), Farm.is_active,
    ).order_by(Farm.pinyin, Farm.id))))
