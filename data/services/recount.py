"""The cells kept beside the visits, held against the visits and written anew where they differ or are missing."""

from __future__ import annotations

from sqlalchemy import exists, select

from data.domain.visit import COUNTED
from data.models.place import County
from data.models.reach_cell import ReachCell
from data.models.visit import Visit
from data.rollup.write import differing, rebuild
from data.services.context import Context


def recount(ctx: Context) -> dict[str, int]:
    """County -> how many cells were not what the visits come to; those counties are written anew."""
    found = {county: len(differing(ctx.session, county)) for county in _counties(ctx)}
    for county, wrong in found.items():
        if wrong:
            rebuild(ctx.session, county)
    return found


def count_what_is_missing(ctx: Context) -> None:
    """Cells for counties that have visits and no cell at all: an older version left them so."""
    for county in _counties(ctx):
        has_visits = exists().where(Visit.county_code == county, Visit.status.in_(COUNTED))
        has_cells = exists().where(ReachCell.county_code == county)
        if ctx.session.scalar(select(has_visits & ~has_cells)):
            rebuild(ctx.session, county)


def _counties(ctx: Context) -> list[str]:
    return list(ctx.session.scalars(select(County.code).order_by(County.code)))
