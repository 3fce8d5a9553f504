"""Records of the register that a list made go out of use, and those it changed are as they were, in one batch."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, select, update

from data.domain.parts import in_parts
from data.domain.register import ChangeKind
from data.models.farm import Farm, FarmMember
from data.models.imports import ImportedList
from data.models.register import RegisterBatch, RegisterChange
from data.queries.import_documents import CONCEPTS
from data.queries.scope import in_scope
from data.register.concept import Concept
from data.register.farm import FARM
from data.rollup.follow import farms_changed
from data.services.context import Context
from data.services.imports.merging_register import Watch
from data.services.imports.plan import SPEAKERS, own_rows
from data.services.imports.references import pointed_to
from data.services.imports.undoing_people import check_untouched, known_to_lists, remove_all, remove_people
from data.services.register import require_keeper
from data.services.register_batches import new_batch
from data.services.register_bulk import part_names, set_active_many
from data.services.register_ledger import append_change, changes_of, replay, stored_state


def undo_register(ctx: Context, row: ImportedList) -> None:
    """Raises NotAllowed; Conflict import_built_on(names)."""
    concept = CONCEPTS[row.kind]
    require_keeper(ctx, concept)
    made = row.made.get(concept.name, [])
    batches = _batches(ctx, row)
    _check_unchanged(ctx, concept, batches)
    used = built_on(ctx, concept, row, made) | known_to_lists(ctx, row.kind, made, row.id)
    check_untouched(ctx, concept.model, used)
    speakers = row.made.get(SPEAKERS, [])
    spoke = dict(ctx.session.execute(
        select(Farm.id, Farm.contact_person_id).where(Farm.id.in_([farm_id for farm_id, *_before in speakers]))
    ).all())
    watch = Watch(ctx, row.county_code)
    undoing = [_take_back(ctx, concept, row, batch_id, set(made)) for batch_id in batches]
    if concept is FARM:
        part_from_speakers(ctx, made)
        _give_back_speakers(ctx, speakers, spoke, watch.people())
    remove_all(ctx, watch.people())
    set_active_many(ctx, concept, made, False, ChangeKind.UNDONE, reason=row.file_name, batch_id=undoing[-1])
    remove_people(ctx, row)


def _batches(ctx: Context, row: ImportedList) -> list[int]:
    """What merging wrote and nobody has taken back, the last first: rows left out at first may have come in later."""
    undone = select(RegisterBatch.undoes_id).where(
        RegisterBatch.list_id == row.id, RegisterBatch.undoes_id.is_not(None),
    )
    return list(ctx.session.scalars(
        select(RegisterBatch.id).where(
            RegisterBatch.list_id == row.id, RegisterBatch.undoes_id.is_(None), RegisterBatch.id.not_in(undone),
        ).order_by(RegisterBatch.id.desc())
    ))


def _check_unchanged(ctx: Context, concept: Concept, batches: Sequence[int]) -> None:
    """Every record of the list is in use, within reach and as the list left it; locked in order."""
    model: Any = concept.model
    left: Mapping[int, int] = dict(ctx.session.execute(
        select(RegisterChange.record_id, func.max(RegisterChange.version))
        .where(RegisterChange.batch_id.in_(batches)).group_by(RegisterChange.record_id)
    ).all())
    ids = sorted(left)
    changed: set[int] = set(ids)
    for some in in_parts(ids):
        rows = ctx.session.execute(
            select(model.id, model.version).where(
                model.id.in_(some), model.is_active, in_scope(ctx.actor, concept.edit, model),
            ).order_by(model.id).with_for_update(of=model)
        )
        changed.difference_update(
            record_id for record_id, version in rows
            if version == left[record_id] or _is_as_it_was(ctx, concept, record_id, left[record_id])
        )
    check_untouched(ctx, model, changed)


def _is_as_it_was(ctx: Context, concept: Concept, record_id: int, version: int) -> bool:
    """Changed since and changed back: another list came in and was taken back."""
    record = ctx.session.get_one(concept.model, record_id)
    return replay(changes_of(ctx.session, concept, record_id), version) == stored_state(concept, record)


def built_on(ctx: Context, concept: Concept, row: ImportedList, made: Sequence[int]) -> set[int]:
    """Made records that problems, visits, agreements, accounts … point to."""
    relationships = concept.model.__mapper__.relationships
    parts = {relationships[name].mapper.local_table.name for name in part_names(concept)}
    found = pointed_to(ctx, concept.name, made, own_rows(row.made), {*parts, FarmMember.__tablename__})
    if concept is FARM:
        for some in in_parts(made):
            found.update(ctx.session.scalars(
                select(FarmMember.farm_id).join(Farm, Farm.id == FarmMember.farm_id).where(
                    Farm.id.in_(some), FarmMember.person_id.is_distinct_from(Farm.contact_person_id),
                )
            ))
    return found


def _take_back(ctx: Context, concept: Concept, row: ImportedList, batch_id: int, made: Collection[int]) -> int:
    """What the list changed about known records, the last change first: the batch that does it. People the register
    names on the way go."""
    undoing = new_batch(ctx, concept, row.file_name, row.id)
    undoing.undoes_id = batch_id
    changes = ctx.session.scalars(
        select(RegisterChange).where(
            RegisterChange.batch_id == batch_id, RegisterChange.kind == ChangeKind.EDITED,
        ).order_by(RegisterChange.id.desc())
    ).all()
    for change in changes:
        if change.record_id not in made:
            record = ctx.session.get_one(concept.model, change.record_id, populate_existing=True)
            append_change(ctx, concept, record, ChangeKind.UNDONE, change.before, batch_id=undoing.id)
    return undoing.id


def part_from_speakers(ctx: Context, made: Sequence[int]) -> None:
    """Units that were made have nobody who speaks for them, or belongs to them."""
    for some in in_parts(made):
        ctx.session.execute(delete(FarmMember).where(FarmMember.farm_id.in_(some)))
        ctx.session.execute(update(Farm).where(Farm.id.in_(some)).values(contact_person_id=None))


def _give_back_speakers(
    ctx: Context, before: Sequence[Sequence[Any]], spoke: Mapping[int, int | None], newer: Sequence[int],
) -> None:
    """Units that were changed have again who spoke for them; whoever joined with the change leaves."""
    for farm_id, contact_id, members in before[::-1]:
        joined = {spoke[farm_id], *newer} - {None, *members}
        ctx.session.execute(delete(FarmMember).where(
            FarmMember.farm_id == farm_id, FarmMember.person_id.in_(sorted(joined)),
        ))
        ctx.session.execute(update(Farm).where(Farm.id == farm_id).values(contact_person_id=contact_id))
    farms_changed(ctx.session, [farm_id for farm_id, *_rest in before])
    ctx.session.expire_all()
