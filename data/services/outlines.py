"""A county uploads its own outlines, with the approval number that every published map in China must bear."""

from __future__ import annotations

import re

from sqlalchemy import select

from data.domain.errors import InvalidInput
from data.domain.permissions import Permission, Subject, require
from data.domain.places import COUNTY
from data.domain.text import required_text
from data.exchange.outlines import read_outlines
from data.models.county_outline import CountyOutline
from data.queries.impact_places import short_name
from data.queries.outlines import living_towns
from data.services import audit
from data.services.context import Context
from data.services.numbers import touch_county

NUMBER_MAX, FILE_NAME_MAX = 40, 120
APPROVAL_NUMBER = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,8}[（(]\d{4}[）)]\d{1,6}号")


def keep_outlines(ctx: Context, file_name: str, content: bytes, approval_number: str) -> int:
    """Outlines of the actor's county, instead of any before; how many towns have one.

    Raises NotAllowed; InvalidInput outline_number, text_*, and what `read_outlines` raises.
    """
    county = _own_county(ctx)
    number = required_text(approval_number, "number", longest=NUMBER_MAX).replace(" ", "").removeprefix("审图号：")
    if not APPROVAL_NUMBER.fullmatch(number):
        raise InvalidInput("outline_number", field="number")
    shapes = read_outlines(content, {
        town.code: (town.name, town.official_name, town.name_en, short_name(town.name))
        for town in living_towns(ctx, county)
    })
    kept = ctx.session.get(CountyOutline, county, with_for_update=True)
    if kept is None:
        kept = CountyOutline(county_code=county)
        ctx.session.add(kept)
    kept.approval_number, kept.file_name, kept.shapes = number, file_name[:FILE_NAME_MAX], shapes
    kept.uploaded_by_id, kept.uploaded_at = ctx.actor.account_id, ctx.now
    audit.record(ctx, "outlines_kept", "county", county, number=number, file=kept.file_name, towns=len(shapes))
    return len(shapes)


def drop_outlines(ctx: Context) -> None:
    """Back to the schematic map alone. Raises NotAllowed."""
    county = _own_county(ctx)
    kept = ctx.session.scalar(select(CountyOutline).where(CountyOutline.county_code == county).with_for_update())
    if kept is not None:
        ctx.session.delete(kept)
        audit.record(ctx, "outlines_dropped", "county", county, number=kept.approval_number)


def _own_county(ctx: Context) -> str:
    """The county, held so that two who upload take turns."""
    county = ctx.actor.area_code[:COUNTY]
    require(ctx.actor, Permission.OUTLINE_EDIT, Subject(county))
    touch_county(ctx, county)
    return county
