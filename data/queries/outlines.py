"""The outlines a county has uploaded of its own towns, by the towns there are today."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.permissions import Permission
from data.domain.places import COUNTY, PlaceLevel
from data.models.account import Account
from data.models.county_outline import CountyOutline
from data.models.place import Place
from data.queries.impact_places import short_name
from data.queries.scope import check_role
from data.services.context import Context

Ring = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Outlines:
    """`shapes`: code of a town of today -> rings; a town that took in others has theirs, too. `lacking`: towns of today
    without an outline."""

    approval_number: str
    file_name: str
    uploaded_by: str
    uploaded_at: dt.datetime
    shapes: Mapping[str, Sequence[Ring]]
    lacking: tuple[str, ...]


def has_outlines(ctx: Context) -> bool:
    """Whether the actor's county has uploaded outlines."""
    county = ctx.actor.area_code[:COUNTY]
    known = select(CountyOutline.county_code).where(CountyOutline.county_code == county)
    return ctx.session.scalar(known) is not None


def outlines(ctx: Context) -> Outlines | None:
    """Those of the actor's county; None where nobody has uploaded any. Raises NotAllowed."""
    check_role(ctx, Permission.PLACE_READ)
    county = ctx.actor.area_code[:COUNTY]
    found = ctx.session.execute(
        select(CountyOutline, Account.name).join(Account, Account.id == CountyOutline.uploaded_by_id)
        .where(CountyOutline.county_code == county)
    ).one_or_none()
    if found is None:
        return None
    kept, uploaded_by = found
    now = dict(ctx.session.execute(select(Place.code, Place.current_code).where(Place.code.in_(kept.shapes))).all())
    shapes: dict[str, list[Ring]] = defaultdict(list)
    for code, rings in kept.shapes.items():
        shapes[now[code]].extend(rings)
    lacking = tuple(
        short_name(place.name_en if ctx.lang == "en" else place.name)
        for place in living_towns(ctx, county) if place.code not in shapes
    )
    return Outlines(kept.approval_number, kept.file_name, uploaded_by, kept.uploaded_at, shapes, lacking)


def living_towns(ctx: Context, county: str) -> Sequence[Place]:
    """The towns a county has today, by code."""
    return ctx.session.scalars(
        select(Place).where(Place.county_code == county, Place.level == PlaceLevel.TOWN, Place.valid_to.is_(None))
        .order_by(Place.code)
    ).all()
