"""Experts and farms come in as lists: kept, compared, merged, taken back, merged again."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from data.domain.errors import Conflict, InvalidForm, NotAllowed, NotFound
from data.domain.imports import Decision, RowState
from data.domain.register import Title
from data.domain.visit import VisitStatus
from data.models.expert import Expert
from data.models.farm import Farm, FarmMember
from data.models.imports import ImportedList
from data.models.person import Person
from data.models.register import RegisterBatch
from data.models.visit import Visit
from data.queries.imports import fault_rows, import_page
from data.register.expert import EXPERT
from data.register.farm import FARM
from data.rollup.write import differing, stored
from data.services.experts import add_absence
from data.services.farms import add_member
from data.services.imports.deciding import choose, decide
from data.services.imports.merging import merge
from data.services.imports.receiving import NewList, receive
from data.services.register import edit
from data.services.register_batches import undo as undo_batch
from data.services.register_ledger import changes_of, replay, stored_state
from tests.desk import COUNTY, MACHINE_VILLAGE, Desk, on_sqlite
from tests.lists import (
    EXPERTS,
    FARMS,
    OFFICER,
    compare_again,
    merge_now,
    read_now,
    rows,
    stage,
    table,
    undo_now,
    version,
)

NEW = "李新来,19912340001,高级农艺师,果树修剪,旗站"
ROSTER = table(
    EXPERTS, NEW, "贺海峰,19900001000,正高级农艺师,西梅修剪,旗林果中心", "坏电话,1990000,农艺师,玉米,旗站",
    "没职称,19912340003,,玉米,旗站",
)
COOPERATIVE = "宏伟农机合作社,合作社,19900000002,宏伟村,农机"


def everything(desk: Desk) -> dict[str, object]:
    """What the register says, but for versions, ledgers and what is out of use."""
    with desk.reading(OFFICER) as ctx:
        experts = ctx.session.scalars(select(Expert).where(Expert.is_active).order_by(Expert.id)).all()
        farms = ctx.session.scalars(select(Farm).where(Farm.is_active).order_by(Farm.id)).all()
        return {
            "experts": [(one.id, stored_state(EXPERT, one)) for one in experts],
            "farms": [(one.id, one.contact_person_id, stored_state(FARM, one)) for one in farms],
            "people": ctx.session.execute(select(*Person.__table__.columns).order_by(Person.id)).all(),
            "members": ctx.session.execute(
                select(FarmMember.farm_id, FarmMember.person_id).order_by(FarmMember.farm_id, FarmMember.person_id)
            ).all(),
        }


def test_a_roster_in_out_and_in_again(desk: Desk):
    before = everything(desk)
    roster = stage(desk, "experts", ROSTER)
    new, known, bad, bare = rows(desk, roster)
    assert [row.state for row in (new, known, bad, bare)] == [
        RowState.ACCEPTED, RowState.WAITING, RowState.REJECTED, RowState.REJECTED,
    ]
    assert known.like_id == desk.experts["贺海峰"] and "unit" in known.likeness["differs"]
    with desk.reading(OFFICER) as ctx:
        counts = import_page(ctx, roster).counts
        assert (counts.read, counts.accepted, counts.rejected, counts.waiting) == (4, 1, 2, 1)
        assert [(fault.row, fault.error.code) for fault in fault_rows(ctx, roster)] == [
            (4, "workbook_row_bad_phone"), (5, "import_missing"),
        ]
    with desk.writing(OFFICER) as ctx:
        decide(ctx, roster, [known.id], Decision.TAKEN)
    merged = merge_now(desk, roster)
    assert (merged.made, merged.changed, merged.known, merged.left) == (1, 1, 0, 0)
    with desk.reading(OFFICER) as ctx:
        made = ctx.session.scalars(select(Expert).where(Expert.name == "李新来")).one()
        assert (made.title, made.subject, made.home_place, made.pinyin) == (
            Title.ASSOCIATE, "果树修剪", "150824", "lixinlai lxl",
        )
        assert replay(changes_of(ctx.session, EXPERT, made.id)) == stored_state(EXPERT, made)
        assert ctx.session.get_one(Expert, desk.experts["贺海峰"]).unit == "旗林果中心"
    after = everything(desk)
    undo_now(desk, roster)
    assert everything(desk) == before
    compare_again(desk, roster)
    merge_now(desk, roster)
    assert everything(desk) == after


def test_farms_bring_those_who_speak_for_them_and_take_them_back(desk: Desk):
    before = everything(desk)
    farms = stage(desk, "farms", table(
        FARMS, COOPERATIVE, "孙宏伟,农户,19900000002,宏伟村,玉米", "张新户,农户,19912340005,宏伟村,向日葵、玉米",
    ))
    known, *_new = rows(desk, farms)
    with desk.writing(OFFICER) as ctx:
        decide(ctx, farms, [known.id], Decision.SAME)
    merged = merge_now(desk, farms)
    assert (merged.made, merged.changed) == (2, 1)
    with desk.reading(OFFICER) as ctx:
        speaker = ctx.session.scalars(select(Person).where(Person.name == "孙宏伟")).one()
        household = ctx.session.scalars(select(Farm).where(Farm.name == "孙宏伟")).one()
        assert household.contact_person_id == speaker.id, "whoever is known is not made again"
        assert ctx.session.get_one(Farm, desk.farms["宏伟农机合作社"]).phone == "19900000002"
        assert ctx.session.scalars(select(Farm).where(Farm.name == "张新户")).one().crops == ["向日葵", "玉米"]
    undo_now(desk, farms)
    assert everything(desk) == before
    compare_again(desk, farms)
    merge_now(desk, farms)
    undo_now(desk, farms)
    assert everything(desk) == before


def test_cells_follow_who_speaks_for_a_household_with_the_list_and_after_it_is_taken_back(desk: Desk):
    """A confirmed visit counts the household of whoever speaks for the farm, the farm itself where none is known."""
    merge_now(desk, stage(desk, "people", table(
        "户号,户主姓名,与户主关系,姓名,手机号,村", "1,李四,户主,李四,19912340012,宏伟村",
    )))
    merge_now(desk, stage(desk, "farms", table(FARMS, "张新户,农户,19912340012,宏伟村,玉米")))
    farm_id = confirm_a_visit(desk, "张新户")
    assert households_in_step(desk) == {2 * farm_id + 1}
    changed = stage(desk, "farms", table(f"{FARMS},联系人", "张新户,农户,19912340012,宏伟村,玉米,李四"))
    row, = rows(desk, changed)
    with desk.writing(OFFICER) as ctx:
        decide(ctx, changed, [row.id], Decision.SAME)
    merge_now(desk, changed)
    with desk.reading(OFFICER) as ctx:
        household = ctx.session.scalars(select(Person.household_id).where(Person.name == "李四")).one()
    assert households_in_step(desk) == {2 * household}
    undo_now(desk, changed)
    assert households_in_step(desk) == {2 * farm_id + 1}


def confirm_a_visit(desk: Desk, farm: str) -> int:
    """A confirmed visit at the farm, whose id it returns."""
    with desk.writing(OFFICER) as ctx:
        farm_id = ctx.session.scalars(select(Farm.id).where(Farm.name == farm)).one()
        ctx.session.add(Visit(
            number="F-1", token="1", county_code=COUNTY, place_code=MACHINE_VILLAGE, farm_id=farm_id, kind="field",
            service_day=ctx.today, advice="看过", head_count=0, status=VisitStatus.CONFIRMED,
            logged_by_id=ctx.actor.account_id, logged_at=ctx.now,
        ))
    return farm_id


def households_in_step(desk: Desk) -> set[int]:
    """The households that the county's cells hold, which are what the rows come to."""
    with desk.reading(OFFICER) as ctx:
        assert differing(ctx.session, COUNTY) == []
        return set().union(*(cell.households for cell in stored(ctx.session, COUNTY).values()))


def test_undoing_refuses_where_something_was_built_on_it(desk: Desk):
    roster = stage(desk, "experts", table(EXPERTS, NEW))
    merge_now(desk, roster)
    with desk.writing(OFFICER) as ctx:
        made = ctx.session.scalars(select(Expert).where(Expert.name == "李新来")).one()
        add_absence(ctx, made.id, made.version, ctx.today, ctx.today, "开会")
    with pytest.raises(Conflict) as refused:
        undo_now(desk, roster)
    assert refused.value.code == "import_built_on" and refused.value.params["names"] == ("李新来",)
    farms = stage(desk, "farms", table(FARMS, "张新户,农户,19912340005,宏伟村,玉米"))
    merge_now(desk, farms)
    with desk.writing(OFFICER) as ctx:
        farm_id = ctx.session.scalars(select(Farm.id).where(Farm.name == "张新户")).one()
        add_member(ctx, farm_id, "张小户", "", MACHINE_VILLAGE)
    with pytest.raises(Conflict) as refused:
        undo_now(desk, farms)
    assert refused.value.params["names"] == ("张新户",)


@on_sqlite
def test_the_same_a_second_time_changes_nothing(desk: Desk):
    roster = stage(desk, "experts", table(EXPERTS, NEW))
    with desk.writing(OFFICER) as ctx:
        twice = receive(ctx, NewList("experts", "又来.csv", table(EXPERTS, NEW)))
    assert (twice.list_id, twice.is_known) == (roster, True)
    merge_now(desk, roster)
    before = everything(desk)
    saved_anew = stage(desk, "experts", table(f"{EXPERTS}", NEW, ""))
    assert saved_anew != roster
    with desk.reading(OFFICER) as ctx:
        counts = import_page(ctx, saved_anew).counts
    assert (counts.known, counts.repeated, counts.new) == (1, 1, 0)
    merged = merge_now(desk, saved_anew)
    assert (merged.made, merged.changed, merged.known) == (0, 0, 1)
    assert everything(desk) == before


@on_sqlite
def test_somebody_who_was_added_meanwhile_is_not_added_twice(desk: Desk):
    one, other = (stage(desk, "experts", table(EXPERTS, NEW, more)) for more in ("", "李红,19912340002,兽医师,羊,旗站"))
    merge_now(desk, one)
    with pytest.raises(Conflict) as refused:
        merge_now(desk, other)
    assert (refused.value.code, refused.value.params["count"]) == ("import_register_changed", 1)
    compare_again(desk, other)
    assert merge_now(desk, other).made == 1


@on_sqlite
def test_columns_are_corrected_by_hand_and_remembered_for_the_sender(desk: Desk):
    content = table("姓名,手机号,职称,本事,工作单位", "李新来,19912340001,农艺师,果树修剪,旗站")
    roster = stage(desk, "experts", content, sender="林草局")
    assert rows(desk, roster)[0].state is RowState.REJECTED, "no subject"
    said = {"姓名": "name", "手机号": "phone", "职称": "title", "本事": "specialty", "工作单位": None}
    with desk.writing(OFFICER) as ctx:
        assert choose(ctx, roster, version(desk, roster), said, {"home_place": "150824"}), "must be read again"
        other = receive(ctx, NewList("experts", "下一份.csv", table("姓名,手机号,本事"), "林草局"))
        chosen = ctx.session.get_one(ImportedList, other.list_id).chosen
    assert chosen == {"本事": "specialty", "工作单位": None}


@on_sqlite
def test_what_the_list_leaves_out_is_filled_in_for_all(desk: Desk):
    content = table("姓名,手机号", "李新来,19912340001")
    roster = stage(desk, "experts", content)
    assert {fault["code"] for fault in rows(desk, roster)[0].faults} == {"import_missing"}
    with desk.writing(OFFICER) as ctx:
        fills = {"home_place": "150824100", "title": "junior", "subject": "未核实"}
        assert choose(ctx, roster, version(desk, roster), {}, fills)
    read_now(desk, "experts", content, roster)
    with desk.writing(OFFICER) as ctx:
        assert not choose(ctx, roster, version(desk, roster), {}, fills), "nothing new"
    merge_now(desk, roster)
    with desk.reading(OFFICER) as ctx:
        made = ctx.session.scalars(select(Expert).where(Expert.name == "李新来")).one()
        assert (made.title, made.subject, made.home_place) == (Title.JUNIOR, "未核实", "150824100")


@on_sqlite
def test_two_at_once_and_those_who_may_not(desk: Desk):
    roster = stage(desk, "experts", table(EXPERTS, NEW))
    seen = version(desk, roster)
    merge_now(desk, roster)
    with pytest.raises(Conflict, match="import_changed"), desk.writing("李明") as ctx:
        merge(ctx, roster, seen)
    with pytest.raises(NotAllowed), desk.reading("赵书记") as ctx:
        import_page(ctx, roster)
    with pytest.raises(NotFound), desk.reading("镇干部") as ctx:
        import_page(ctx, roster)
    with desk.reading(OFFICER) as ctx:
        batch = ctx.session.scalars(select(func.max(RegisterBatch.id))).one()
    with pytest.raises(Conflict, match="batch_is_import"), desk.writing(OFFICER) as ctx:
        undo_batch(ctx, EXPERT, batch)


@on_sqlite
def test_a_town_officer_brings_in_the_own_town_only(desk: Desk):
    content = table(FARMS, "张新户,农户,19912340005,宏伟村,玉米", "李远户,农户,19912340006,巴仁宝勒格村,玉米")
    farms = stage(desk, "farms", content, who="镇干部")
    near, far = rows(desk, farms)
    assert near.state is RowState.ACCEPTED and far.faults[0]["code"] == "out_of_your_area"


@on_sqlite
def test_one_whom_the_register_takes_for_the_same_cannot_be_another(desk: Desk):
    roster = stage(desk, "experts", ROSTER)
    known = rows(desk, roster)[1]
    with pytest.raises(InvalidForm) as refused, desk.writing(OFFICER) as ctx:
        decide(ctx, roster, [known.id], Decision.DIFFERENT)
    assert [error.code for error in refused.value.errors] == ["record_twice"]


@on_sqlite
def test_a_record_that_was_changed_by_hand_is_not_overwritten_by_the_same_list(desk: Desk):
    roster = stage(desk, "experts", table(EXPERTS, NEW))
    merge_now(desk, roster)
    with desk.writing(OFFICER) as ctx:
        made = ctx.session.scalars(select(Expert).where(Expert.name == "李新来")).one()
        edit(ctx, EXPERT, made.id, made.version, {"unit": "旗林果中心"})
    saved_anew = stage(desk, "experts", table(EXPERTS, NEW, ""))
    merge_now(desk, saved_anew)
    with desk.reading(OFFICER) as ctx:
        assert ctx.session.scalars(select(Expert).where(Expert.name == "李新来")).one().unit == "旗林果中心"


@on_sqlite
def test_another_spelling_of_a_farm_is_asked_about(desk: Desk):
    merge_now(desk, stage(desk, "farms", table(FARMS, "斯琴高娃,农户,19912340044,宏伟村,玉米")))
    alike, apart = rows(desk, stage(desk, "farms", table(
        FARMS, "斯琴高哇,农户,19912340044,宏伟村,玉米", "张无关,农户,19912349999,乌加河镇宏伟村,玉米",
    )))
    assert alike.state is RowState.WAITING and alike.likeness["probability"] > .1
    assert apart.state is RowState.ACCEPTED


@on_sqlite
def test_a_list_that_is_mostly_there_already_stops_once(desk: Desk):
    people = [f"段{name},1991234005{n},农艺师,果树,旗站" for n, name in enumerate("甲乙丙丁戊己庚辛")]
    merge_now(desk, stage(desk, "experts", table(EXPERTS, *people)))
    more = "陈新一,19912340061,农艺师,果树,旗站", "温新二,19912340062,农艺师,果树,旗站"
    again = stage(desk, "experts", table(EXPERTS + ",备注", *(f"{one},改过" for one in (*people, *more))))
    with pytest.raises(Conflict) as stopped:
        merge_now(desk, again)
    assert (stopped.value.code, stopped.value.params) == ("import_looks_doubled", {"count": 8, "rows": 10})
    with desk.writing(OFFICER) as ctx:
        merged = merge(ctx, again, version(desk, again), is_certain=True)
    assert (merged.made, merged.known) == (2, 8)
