"""The county's working time as its screen shows it."""

from __future__ import annotations

from data.domain.office_time import OfficeTime, office_time
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.models.place import County
from data.queries.scope import check_role
from data.services.context import Context


def office_here(ctx: Context) -> OfficeTime:
    """Of the actor's county. Raises NotAllowed."""
    check_role(ctx, Permission.OFFICE_EDIT)
    return office_time(ctx.session.get_one(County, county_of(ctx.actor.area_code)).settings)
