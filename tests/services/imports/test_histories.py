"""Merged and taken back in whatever order: an undone list leaves nothing, a refused step changes nothing."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from data.domain.errors import AppError, Conflict
from data.domain.imports import Decision, ListState, RowState
from data.models.expert import Expert
from data.models.farm import Farm, FarmMember
from data.models.imports import ImportedList, ImportedRow
from data.models.person import Household, IdentityPair, Person
from data.register.expert import EXPERT
from data.register.farm import FARM
from data.services.imports.deciding import decide
from data.services.register_ledger import changes_of, replay, stored_state
from tests.desk import Desk, on_sqlite
from tests.lists import EXPERTS, FARMS, OFFICER, PEOPLE, compare_again, merge_now, stage, table, undo_now

LISTS = (
    ("experts", table(EXPERTS, "李新来,19912340001,农艺师,果树,旗站", "贺海峰,19900001000,研究员,西梅,旗林果中心")),
    ("experts", table(EXPERTS, "李新来,19912340001,高级农艺师,果树,旗站", "赵又来,19912340002,兽医师,羊病,旗站")),
    ("farms", table(FARMS, "张新户,农户,19912340005,宏伟村,玉米", "宏伟农机合作社,合作社,19900000002,宏伟村,农机")),
    ("people", table(PEOPLE, "张新户,19912340005,宏伟村,1970-01-01", "张新户,,宏伟村,", "韩喜莲,,巴仁宝勒格村,")),
)
STEPS = st.lists(st.tuples(
    st.sampled_from(("merge", "undo")), st.sampled_from(range(len(LISTS))), st.sampled_from(Decision),
), min_size=3, max_size=8)


def everything(desk: Desk) -> list:
    """What the register says, but for versions and what is out of use."""
    with desk.reading(OFFICER) as ctx:
        documents = [
            (concept.name, record.id, stored_state(concept, record))
            for concept, model in ((EXPERT, Expert), (FARM, Farm))
            for record in ctx.session.scalars(select(model).where(model.is_active).order_by(model.id))
        ]
        speakers = ctx.session.execute(select(Farm.id, Farm.contact_person_id).where(Farm.is_active).order_by(Farm.id))
        tables = [
            [tuple(row[1:]) for row in ctx.session.execute(select(*table.columns).order_by(*table.primary_key))]
            for table in (Person.__table__, Household.__table__, IdentityPair.__table__)
        ]
        members = ctx.session.execute(select(FarmMember.farm_id, FarmMember.person_id).order_by(
            FarmMember.farm_id, FarmMember.person_id,
        ))
        return [documents, speakers.all(), *tables, members.all()]


def state_of(desk: Desk, list_id: int) -> ListState:
    with desk.reading(OFFICER) as ctx:
        return ctx.session.get_one(ImportedList, list_id).state


def merge_with(desk: Desk, list_id: int, decision: Decision) -> None:
    """Compare anew, decide all that waits alike where that can be, merge."""
    compare_again(desk, list_id)
    with desk.reading(OFFICER) as ctx:
        waiting = ctx.session.scalars(select(ImportedRow.id).where(
            ImportedRow.list_id == list_id, ImportedRow.state == RowState.WAITING,
        )).all()
    for row_id in waiting:
        with suppress(AppError), desk.writing(OFFICER) as ctx:
            decide(ctx, list_id, [row_id], decision)
    merge_now(desk, list_id)


@on_sqlite
@settings(max_examples=6)
@given(steps=STEPS)
def test_what_is_undone_leaves_nothing(desk: Desk, steps: list):
    ids = [stage(desk, kind, content) for kind, content in LISTS]
    begun, merged = everything(desk), []
    for name, place, decision in steps:
        before, list_id = everything(desk), ids[place]
        try:
            if name == "merge" and state_of(desk, list_id) is not ListState.MERGED:
                merge_with(desk, list_id, decision)
                merged.append((list_id, before))
            elif name == "undo" and state_of(desk, list_id) is ListState.MERGED:
                undo_now(desk, list_id)
                at = [one for one, _before in merged].index(list_id)
                if at == len(merged) - 1 and merged[at][1]:
                    assert everything(desk) == merged[at][1]
                # What later lists found was with this one's records.
                merged = merged[:at] + [(one, None) for one, _before in merged[at + 1:]]
        except Conflict:
            assert everything(desk) == before
    for list_id, _before in merged[::-1]:  # the desk is shared by the examples
        undo_now(desk, list_id)
    assert everything(desk) == begun
    with desk.reading(OFFICER) as ctx:
        for record in ctx.session.scalars(select(Expert)):
            changes = changes_of(ctx.session, EXPERT, record.id)
            assert not changes or replay(changes) == stored_state(EXPERT, record)


def test_the_random_lists_do_something(desk: Desk):
    for kind, content in LISTS:
        list_id = stage(desk, kind, content)
        with pytest.raises(Conflict, match="import_closed"):
            undo_now(desk, list_id)
        assert merge_now(desk, list_id).left < len(content.splitlines())
