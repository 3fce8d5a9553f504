"""Served units in the register: their contact becomes a person, members join and leave, each reader sees their part."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, text

from data.domain.errors import AppError, Conflict, InvalidForm, InvalidInput, NotAllowed, NotFound
from data.models.farm import Farm, FarmMember, FarmYear
from data.models.person import IdentityPair, Person
from data.models.register import RegisterCard
from data.queries.farm_record import farm_record
from data.queries.register import ListRequest, list_page, record_page
from data.register.farm import FARM
from data.services.context import Context
from data.services.farms import add_member, remove_member
from data.services.numbers import touch_county
from data.services.register import add, edit
from data.services.register_batches import RowEdit, apply, undo
from data.services.register_ledger import changes_of, replay, stored_state
from tests.desk import COUNTY, MACHINE_VILLAGE, OTHER_TOWN, PLUM_VILLAGE, Desk, on_sqlite

NEW = {
    "name": "苗来福", "kind": "household", "place_code": PLUM_VILLAGE, "phone": "199 0000 7777", "language": "mn",
    "industries": ["I4"], "crops": ["西梅"],
    "years": [{"year": "2026", "industry": "I4", "area_mu": "12", "heads": None}],
}
COOPERATIVE = {"name": "梅香合作社", "kind": "cooperative", "place_code": PLUM_VILLAGE}


def add_farm(desk: Desk, who: str = "王敏", **changes) -> int:
    with desk.writing(who) as ctx:
        return add(ctx, FARM, {**NEW, **changes})


def change(desk: Desk, farm_id: int, who: str = "王敏", **values) -> None:
    with desk.writing(who) as ctx:
        edit(ctx, FARM, farm_id, ctx.session.get_one(Farm, farm_id).version, values)


def contact_of(desk: Desk, farm_id: int) -> Person:
    with desk.reading("王敏") as ctx:
        farm = ctx.session.get_one(Farm, farm_id)
        person = ctx.session.get_one(Person, farm.contact_person_id)
        assert ctx.session.get(FarmMember, (farm_id, person.id)) is not None, "whoever speaks for it belongs to it"
        ctx.session.expunge(person)
        return person


# -- contact -----------------------------------------------------------------------------------------------


def test_a_household_s_head_becomes_a_person_of_the_village(desk: Desk):
    farm_id = add_farm(desk)
    head = contact_of(desk, farm_id)
    assert (head.name, head.phone, head.place_code) == ("苗来福", "19900007777", PLUM_VILLAGE)
    with desk.reading("王敏") as ctx:
        assert ctx.session.scalars(select(FarmYear.area_mu).where(FarmYear.farm_id == farm_id)).all() == [12]


@on_sqlite
def test_the_same_person_is_not_made_twice(desk: Desk):
    first = contact_of(desk, add_farm(desk))
    again = add_farm(desk, **{**COOPERATIVE, "contact_name": "苗来福", "years": []})
    assert contact_of(desk, again).id == first.id


@on_sqlite
def test_a_namesake_with_another_phone_waits_for_a_decision(desk: Desk):
    add_farm(desk)
    add_farm(desk, phone="19900008888")
    with desk.reading("王敏") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(IdentityPair)) == 1


@on_sqlite
def test_another_contact_speaks_and_the_first_stays_a_member(desk: Desk):
    farm_id = add_farm(desk)
    first = contact_of(desk, farm_id)
    change(desk, farm_id, contact_name="苗玉梅")
    assert contact_of(desk, farm_id).name == "苗玉梅"
    with desk.reading("王敏") as ctx:
        assert ctx.session.get(FarmMember, (farm_id, first.id)) is not None


@on_sqlite
def test_a_cooperative_without_a_contact_has_none(desk: Desk):
    farm_id = add_farm(desk, **{**COOPERATIVE, "years": []})
    with desk.reading("王敏") as ctx:
        assert ctx.session.get_one(Farm, farm_id).contact_person_id is None


def test_the_ledger_gives_the_record_and_its_version_goes_up_by_one(desk: Desk):
    farm_id = add_farm(desk)
    change(desk, farm_id, contact_name="苗玉梅", years=[])
    with desk.reading("王敏") as ctx:
        farm = ctx.session.get_one(Farm, farm_id)
        changes = changes_of(ctx.session, FARM, farm_id)
        assert [one.version for one in changes] == [1, 2] and farm.version == 2
        assert replay(changes) == stored_state(FARM, farm)


@on_sqlite
def test_a_batch_is_taken_back_whole(desk: Desk):
    farms = [add_farm(desk), add_farm(desk, name="苗玉梅", phone="19900006666")]
    with desk.writing("王敏") as ctx:
        edits = [RowEdit(one, 1, {"demo_level": "city", "demo_year": 2025}) for one in farms]
        batch = apply(ctx, FARM, edits, "评上了")
    with desk.writing("王敏") as ctx:
        undo(ctx, FARM, batch)
    with desk.reading("王敏") as ctx:
        assert ctx.session.scalars(select(Farm.demo_level).where(Farm.id.in_(farms))).all() == [None, None]


# -- members -----------------------------------------------------------------------------------------------


def test_people_join_and_leave(desk: Desk):
    farm_id = desk.farms["喜莲果业合作社"]
    with desk.writing("王敏") as ctx:
        person_id = add_member(ctx, farm_id, " 苗玉梅 ", "", PLUM_VILLAGE)
        assert [one.name for one in farm_record(ctx, farm_id).members] == ["韩喜莲", "苗玉梅"]
    with desk.writing("喜莲") as ctx:
        remove_member(ctx, farm_id, person_id)
    with desk.reading("王敏") as ctx:
        assert [one.name for one in farm_record(ctx, farm_id).members] == ["韩喜莲"]
        assert ctx.session.get(Person, person_id) is not None, "who leaves a cooperative stays in the register"


@on_sqlite
def test_whoever_speaks_for_it_cannot_be_taken_away(desk: Desk):
    farm_id = desk.farms["喜莲果业合作社"]
    with pytest.raises(Conflict) as refused, desk.writing("王敏") as ctx:
        remove_member(ctx, farm_id, ctx.session.get_one(Farm, farm_id).contact_person_id)
    assert refused.value.code == "member_speaks"


@on_sqlite
@pytest.mark.parametrize(
    ("name", "phone", "place", "field"),
    [("", "", PLUM_VILLAGE, "name"), ("苗玉梅", "12", PLUM_VILLAGE, "phone"), ("苗玉梅", "", "150824100", "place"),
     ("苗玉梅", "", "150802001201", "place")],
)
def test_a_member_needs_a_name_and_a_village(desk: Desk, name: str, phone: str, place: str, field: str):
    with pytest.raises(InvalidInput) as refused, desk.writing("王敏") as ctx:
        add_member(ctx, desk.farms["喜莲果业合作社"], name, phone, place)
    assert refused.value.field == field


# -- who sees and changes what -------------------------------------------------------------------------------


@on_sqlite
@pytest.mark.parametrize(
    ("who", "error"), [("宏伟", NotFound), ("镇干部", NotFound), ("贺海峰", NotAllowed), ("赵书记", NotAllowed)],
)
def test_only_its_own_people_and_officers_of_the_area_change_a_unit(desk: Desk, who: str, error: type[AppError]):
    with pytest.raises(error):
        change(desk, desk.farms["喜莲果业合作社"], who, need="想学修剪")
    with pytest.raises(error), desk.writing(who) as ctx:
        add_member(ctx, desk.farms["喜莲果业合作社"], "苗玉梅", "", PLUM_VILLAGE)


@on_sqlite
def test_a_cooperative_changes_what_is_its_own(desk: Desk):
    farm_id = desk.farms["喜莲果业合作社"]
    change(desk, farm_id, "喜莲", need="想学修剪")
    with pytest.raises(NotAllowed) as refused:
        change(desk, farm_id, "喜莲", demo_level="nation")
    assert refused.value.code == "field_not_yours"
    with pytest.raises(NotAllowed):
        add_farm(desk, "喜莲")


@on_sqlite
def test_an_officer_of_a_town_adds_there_and_nowhere_else(desk: Desk):
    add_farm(desk, "镇干部", place_code=MACHINE_VILLAGE)
    with pytest.raises(InvalidForm) as refused:
        add_farm(desk, "镇干部")
    assert [error.code for error in refused.value.errors] == ["out_of_your_area"]
    assert MACHINE_VILLAGE[:9] == OTHER_TOWN


def test_the_leader_sees_no_person_open(desk: Desk):
    farm_id = add_farm(desk, contact_name="苗玉梅", household_no="H-0017")
    with desk.reading("赵书记") as ctx:
        page = record_page(ctx, FARM, farm_id)
        shown = str(page)
        assert not any(word in shown for word in ("苗来福", "苗玉梅", "19900007777", "H-0017"))
        assert not any(one.name == "苗玉梅" for one in farm_record(ctx, farm_id).members)
        assert {row.name for row in list_page(ctx, FARM, ListRequest()).rows} >= {"喜莲果业合作社"}


@pytest.mark.parametrize("search", ["苗来福", "来福", "miaolai", "mlf", "7777", "西梅"])
def test_a_unit_is_found(desk: Desk, search: str):
    farm_id = add_farm(desk)
    with desk.reading("王敏") as ctx:
        assert farm_id in [row.id for row in list_page(ctx, FARM, ListRequest(search)).rows]


def test_a_caller_s_new_household_is_found_at_once(desk: Desk):
    desk.ask("王敏", asker_name="苗来福", asker_phone="19900007777")
    with desk.reading("王敏") as ctx:
        (row,) = list_page(ctx, FARM, ListRequest("7777")).rows
        assert row.document["contact_name"] == "苗来福"
        assert ctx.session.scalar(
            select(func.count()).select_from(RegisterCard).where(RegisterCard.concept == "farm")
        ) == 1


def _edited(ctx: Context, farm: Farm) -> None:
    edit(ctx, FARM, farm.id, farm.version, {"contact_name": "孙小伟"})


def _edited_with_others(ctx: Context, farm: Farm) -> None:
    apply(ctx, FARM, [RowEdit(farm.id, farm.version, {"contact_name": "孙小伟"})])


def _joined(ctx: Context, farm: Farm) -> None:
    add_member(ctx, farm.id, "孙小伟", "", MACHINE_VILLAGE)


@pytest.mark.parametrize("desk", ["postgres"], indirect=True)
@pytest.mark.parametrize("change", [_edited, _edited_with_others, _joined])
def test_a_change_and_an_import_of_one_unit_take_turns(desk: Desk, change: Callable[[Context, Farm], None]):
    farm_id = desk.farms["宏伟农机合作社"]
    with desk.reading("王敏") as ctx:
        farm = ctx.session.get_one(Farm, farm_id)
        ctx.session.expunge(farm)

    def by_hand() -> None:
        with desk.writing("李明") as ctx:
            change(ctx, farm)

    with ThreadPoolExecutor(1) as pool:
        with desk.writing("王敏") as ctx:  # as merging a list does: first the county, then the unit
            touch_county(ctx, COUNTY)
            waiting = pool.submit(by_hand)
            while not ctx.session.scalar(text("select count(*) from pg_locks where not granted")):
                assert not waiting.done()
            ctx.session.scalars(select(Farm).where(Farm.id == farm_id).with_for_update()).one()
        waiting.result(20)
    with desk.reading("王敏") as ctx:
        assert ctx.session.scalar(select(func.count()).where(Person.name == "孙小伟")) == 1
