"""Experts and farms of a list become records of the register, with its ledger, in one batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select, update

from data.domain.errors import Conflict, InvalidForm
from data.domain.parts import in_parts
from data.domain.places import VILLAGE
from data.domain.register import ChangeKind, FarmKind
from data.models.farm import Farm, FarmMember
from data.models.person import IdentityPair, Person
from data.queries.import_documents import CONCEPTS
from data.queries.scope import in_scope
from data.register.concept import Concept, document_of
from data.register.farm import FARM
from data.rollup.follow import farms_changed
from data.services.context import Context
from data.services.identity_entry import SINCE_MOST, look_at_new
from data.services.imports.plan import SPEAKERS, Join, Plan
from data.services.imports.rules import Rules, rules_for
from data.services.persons_bulk import Newcomer, welcome
from data.services.register import require_keeper, require_reach
from data.services.register_batches import new_batch
from data.services.register_bulk import add_many, set_active_many
from data.services.register_ledger import append_change


def merge_register(ctx: Context, plan: Plan) -> None:
    """Raises NotAllowed; Conflict import_row_fault(row), import_record_gone(name); InvalidForm out_of_your_area."""
    concept = CONCEPTS[plan.list.kind]
    require_keeper(ctx, concept)
    batch = new_batch(ctx, concept, plan.list.file_name, plan.list.id)
    rules = rules_for(ctx, plan.list.kind, plan.list.fills)
    watch = Watch(ctx, plan.list.county_code)
    _add(ctx, concept, plan, rules, batch.id)
    _join(ctx, concept, plan, rules, batch.id)
    watch.keep(plan)


class Watch:
    """People that the register makes by itself on the way, as speakers of units. The county's row is held, so that
    every newer one of the county is of this transaction."""

    def __init__(self, ctx: Context, county_code: str):
        self.ctx, self.county_code = ctx, county_code
        self.last_person = ctx.session.scalar(select(func.max(Person.id))) or 0

    def people(self) -> list[int]:
        newer = Person.id > self.last_person, Person.county_code == self.county_code
        return list(self.ctx.session.scalars(select(Person.id).where(*newer).order_by(Person.id)))

    def keep(self, plan: Plan) -> None:
        """As made by the list, with the questions about them."""
        people = self.people()
        plan.keep("person", people)
        for some in in_parts(people):
            pairs = select(IdentityPair.id).where(IdentityPair.person_b_id.in_(some))
            plan.keep("identity_pair", self.ctx.session.scalars(pairs).all())


def _add(ctx: Context, concept: Concept, plan: Plan, rules: Rules, batch_id: int) -> None:
    back = _retired(ctx, concept, [one.made_id for one in plan.new if one.made_id])
    ids = [record_id for record_id in back if not back[record_id].is_active]
    reason = plan.list.file_name
    set_active_many(ctx, concept, ids, True, ChangeKind.RESTORED, reason=reason, batch_id=batch_id)
    fresh = []
    for one in plan.new:
        document = _document(rules, one)
        if one.made_id in back:
            plan.record_of[one.id] = one.made_id
            _bring_up_to_date(ctx, concept, one.made_id, document, batch_id)
        else:
            fresh.append((one, document))
    made = add_many(
        ctx, concept, plan.list.county_code, [document for _row, document in fresh], reason=reason, batch_id=batch_id,
        before_writing=lambda farms: _settle(ctx, farms) if concept is FARM else None,
    )
    plan.record_of.update({one.id: record_id for (one, _document), record_id in zip(fresh, made, strict=True)})
    if concept is FARM:
        _settle_again(ctx, [back[record_id] for record_id in ids])
        _join_speakers(ctx, [*ids, *made])
    for some in in_parts(made):
        require_reach(ctx, concept, some)
    plan.keep(concept.name, [*ids, *made])


def _document(rules: Rules, one: Any) -> dict[str, Any]:
    try:
        return rules.check_new(one.values)
    except InvalidForm:
        raise Conflict("import_row_fault", one.id, sheet=one.sheet, row=one.row) from None


def _retired(ctx: Context, concept: Concept, ids: Sequence[int]) -> dict[int, Any]:
    """Records that an earlier merging made and undoing took out of use, locked."""
    model: Any = concept.model
    found: dict[int, Any] = {}
    for some in in_parts(ids):
        query = (
            select(model).where(model.id.in_(some)).options(*concept.loading())
            .order_by(model.id).with_for_update(of=model).execution_options(populate_existing=True)
        )
        found.update({record.id: record for record in ctx.session.scalars(query)})
    return found


def _bring_up_to_date(ctx: Context, concept: Concept, record_id: int, document: dict, batch_id: int) -> None:
    """What the list says by now of a record that is back in use."""
    record = ctx.session.get_one(concept.model, record_id)
    stored = document_of(concept, record)
    changes = {name: value for name, value in document.items() if value != stored[name]}
    if changes:
        append_change(ctx, concept, record, ChangeKind.EDITED, changes, batch_id=batch_id)


def _settle(ctx: Context, farms: Sequence[Farm]) -> None:
    """Who speaks for each new unit is a person of its village, as `farm_contacts.settle_contact` has it."""
    for farm, person_id in _speakers(ctx, farms):
        farm.contact_person_id = person_id


def _settle_again(ctx: Context, farms: Sequence[Farm]) -> None:
    """The same for units that are back in use; not through the session, which would make it a change of theirs."""
    found = _speakers(ctx, [farm for farm in farms if farm.contact_person_id is None])
    for farm, person_id in found:
        ctx.session.execute(
            update(Farm).where(Farm.id == farm.id).values(contact_person_id=person_id)
            .execution_options(synchronize_session=False)
        )
    farms_changed(ctx.session, [farm.id for farm, _person_id in found])


def _speakers(ctx: Context, farms: Sequence[Farm]) -> list[tuple[Farm, int]]:
    speaking = [
        (farm, name) for farm in farms if len(farm.place_code) >= VILLAGE
        and (name := farm.contact_name or (farm.name if farm.kind is FarmKind.HOUSEHOLD else ""))
    ]
    newcomers = [Newcomer(name, farm.phone, farm.place_code) for farm, name in speaking]
    if not speaking:
        return []
    county = speaking[0][0].county_code
    found = welcome(ctx, county, newcomers)
    if len(found.made) <= SINCE_MOST:  # of more, a run over the whole register asks
        look_at_new(ctx, county, found.made, may_join=False)
    return [(farm, person_id) for (farm, _name), person_id in zip(speaking, found.person_ids, strict=True)]


def _join_speakers(ctx: Context, farm_ids: Sequence[int]) -> None:
    for some in in_parts(farm_ids):
        pairs = ctx.session.execute(
            select(Farm.id, Farm.contact_person_id)
            .where(Farm.id.in_(some), Farm.contact_person_id.is_not(None))
        ).all()
        if pairs:
            ctx.session.execute(insert(FarmMember), [
                {"farm_id": farm_id, "person_id": person_id} for farm_id, person_id in pairs
            ])


def _join(ctx: Context, concept: Concept, plan: Plan, rules: Rules, batch_id: int) -> None:
    """What the list adds to known records, row by row: two rows may add to one."""
    for join, record_id in plan.resolved():
        if not join.is_repeat and _change(ctx, concept, plan, rules, join, record_id, batch_id):
            plan.changed += 1


def _change(
    ctx: Context, concept: Concept, plan: Plan, rules: Rules, join: Join, record_id: int, batch_id: int,
) -> bool:
    model: Any = concept.model
    record = ctx.session.scalar(
        select(model).where(model.id == record_id, model.is_active, in_scope(ctx.actor, concept.edit, model))
        .with_for_update(of=model).execution_options(populate_existing=True)
    )
    if record is None:
        raise Conflict("import_record_gone", record_id, sheet=join.row.sheet, row=join.row.row)
    changes = rules.beside({record_id: document_of(concept, record)}).changes(
        record_id, join.row.values, take=join.take,
    )
    if not changes:
        return False
    if concept is FARM:
        members = ctx.session.scalars(select(FarmMember.person_id).where(FarmMember.farm_id == record_id)).all()
        plan.keep(SPEAKERS, [[record_id, record.contact_person_id, list(members)]])
    append_change(ctx, concept, record, ChangeKind.EDITED, changes, reason=plan.list.file_name, batch_id=batch_id)
    require_reach(ctx, concept, [record_id])
    return True
