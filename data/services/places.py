"""A place in other services: is it one that something may be written at?"""

from __future__ import annotations

from data.domain.errors import InvalidInput
from data.domain.places import TOWN, VILLAGE, check_code
from data.models.place import Place
from data.services.context import Context

PLACE_EDITED = "place:edit"


def check_living(ctx: Context, county_code: str, code: str, field: str = "place") -> Place:
    """The living town or village of `code`, which cannot be merged or split away until this transaction ends.

    Raises InvalidInput place_code, place_unknown, place_gone(name, now) for one that has become another.
    """
    check_code(code, TOWN, VILLAGE)
    place = ctx.session.get(Place, code, with_for_update={"read": True}, populate_existing=True)
    if place is None or place.county_code != county_code:
        raise InvalidInput("place_unknown", field=field, value=code)
    if place.valid_to is not None:
        now = ctx.session.get_one(Place, place.current_code)
        raise InvalidInput("place_gone", code, field=field, name=place.name, now=now.name)
    return place
