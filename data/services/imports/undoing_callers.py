"""Units, people and households that were new with a list of questions go with it, unless something uses them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from data.domain.parts import in_parts
from data.domain.register import ChangeKind
from data.models.farm import Farm
from data.models.imports import ImportedList
from data.models.register import RegisterChange
from data.register.farm import FARM
from data.services.context import Context
from data.services.imports.plan import own_rows
from data.services.imports.references import Own, pointed_to
from data.services.imports.undoing_people import delete_rows, known_to_lists, linked, open_pairs, remove_all
from data.services.imports.undoing_register import built_on, part_from_speakers
from data.services.register_ledger import append_change


def clear_callers(ctx: Context, row: ImportedList) -> None:
    """The closed questions keep their unit, which goes out of use; its person and household are deleted. Whatever
    else points to one of them, or somebody has changed, stays as it is."""
    own: Own = {**own_rows(row.made), "identity_pair": open_pairs(ctx, row)}
    farms, people = _unused_farms(ctx, row), row.made.get("person", [])
    kept = pointed_to(ctx, "person", people, {**own, "farm": farms}) | linked(ctx, people)
    kept |= known_to_lists(ctx, "people", people, row.id)
    speakers: dict[int, Any] = {}
    for some in in_parts(sorted(farms)):
        speakers.update(ctx.session.execute(select(Farm.id, Farm.contact_person_id).where(Farm.id.in_(some))).all())
    going = [farm_id for farm_id, person_id in speakers.items() if person_id not in kept]
    for farm_id in going:
        farm = ctx.session.get_one(Farm, farm_id, with_for_update=True, populate_existing=True)
        append_change(ctx, FARM, farm, ChangeKind.RETIRED, {"is_active": False}, reason=row.file_name)
    part_from_speakers(ctx, going)
    gone = [person_id for person_id in people if person_id not in kept]
    remove_all(ctx, gone)
    households = row.made.get("household", [])
    used = pointed_to(ctx, "household", households, {})
    delete_rows(ctx, "household", [one for one in households if one not in used])
    ctx.session.expire_all()


def _unused_farms(ctx: Context, row: ImportedList) -> set[int]:
    """Those that are as the questions made them, and nobody else's."""
    made = row.made.get(FARM.name, [])
    used = built_on(ctx, FARM, row, made) | known_to_lists(ctx, "farms", made, row.id)
    for some in in_parts(made):
        used.update(ctx.session.scalars(
            select(RegisterChange.record_id).where(
                RegisterChange.concept == FARM.name, RegisterChange.record_id.in_(some),
            )
        ))
    return set(made) - used
