"""The register's mechanism on experts: checks, versions, who may change what, and a ledger that gives the record."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from data.domain.errors import Conflict, InvalidForm, InvalidInput, NotAllowed, NotFound
from data.domain.register import ChangeKind, Title
from data.models.account import AuditEvent
from data.models.expert import Expert, ExpertLicence
from data.models.register import RegisterCard, RegisterChange
from data.queries.register import ListRequest, list_page, record_page
from data.queries.register_history import clash, history
from data.register.expert import EXPERT
from data.register.sending_unit import SENDING_UNIT
from data.services.register import add, edit, restore, retire
from data.services.register_ledger import changes_of, replay, stored_state
from tests.desk import OTHER_TOWN, TOWN, Desk, on_sqlite

NEW = {
    "name": "白音", "kind": "person", "title": "local", "subject": "养骆驼", "phone": "199 0000 2222",
    "home_place": TOWN, "industries": ["I7"], "languages": ["mn", "zh"], "max_open": "3", "crops": ["骆驼"],
}


def add_expert(desk: Desk, who: str = "王敏", **changes) -> int:
    with desk.writing(who) as ctx:
        return add(ctx, EXPERT, {**NEW, **changes})


def version_of(desk: Desk, expert_id: int) -> int:
    with desk.reading("王敏") as ctx:
        return ctx.session.get_one(Expert, expert_id).version


def change(desk: Desk, expert_id: int, who: str = "王敏", version: int | None = None, **values) -> int:
    with desk.writing(who) as ctx:
        return edit(ctx, EXPERT, expert_id, version or version_of(desk, expert_id), values)


def faults(refused) -> dict[str, str]:
    return {error.field: error.code for error in refused.value.errors}


def assert_ledger_gives_the_record(desk: Desk, expert_id: int) -> None:
    with desk.reading("王敏") as ctx:
        record = ctx.session.get_one(Expert, expert_id)
        assert replay(changes_of(ctx.session, EXPERT, expert_id)) == stored_state(EXPERT, record)


def test_a_new_expert_is_checked_stored_found_and_begins_a_history(desk: Desk):
    expert_id = add_expert(desk)
    with desk.reading("王敏") as ctx:
        page = record_page(ctx, EXPERT, expert_id)
        assert page.document["phone"] == "19900002222" and page.document["max_open"] == 3
        assert page.name == "白音" and page.is_active and page.may_keep
        assert ctx.session.get_one(Expert, expert_id).title is Title.LOCAL
        steps = history(ctx, EXPERT, expert_id)
        assert [(step.kind, step.who, step.version) for step in steps] == [(ChangeKind.ADDED, "王敏", 1)]
        assert ctx.session.scalar(select(func.count()).where(AuditEvent.action == "expert:add")) == 1
    assert_ledger_gives_the_record(desk, expert_id)


def test_a_second_click_finds_the_same_record(desk: Desk):
    with desk.writing("王敏") as ctx:
        first = add(ctx, EXPERT, NEW, token="one")
    with desk.writing("王敏") as ctx:
        assert add(ctx, EXPERT, NEW, token="one") == first


def test_all_faults_come_at_once_and_nothing_is_written(desk: Desk):
    with pytest.raises(InvalidForm) as refused:
        add_expert(desk, name=" ", phone="1390000", title="king", max_open=0, industries=["I99"], crops=["羊", "羊"],
                   postings=[{"place_code": "1", "first_day": "soon"}], seasons=[{"first": "2月30日", "last": "3-1"}])
    assert faults(refused) == {
        "name": "field_missing", "phone": "phone_short", "title": "choice_unknown", "max_open": "number_range",
        "industries": "choice_unknown", "crops": "word_twice", "postings": "day_unreadable",
        "seasons": "yearly_unreadable",
    }
    with desk.reading("王敏") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(RegisterChange)) == 0


@on_sqlite
@pytest.mark.parametrize(("values", "code"), [
    ({"absences": [{"first_day": "2026-05-02", "last_day": "2026-05-01"}]}, "span_backwards"),
    ({"kind": "team"}, "leader_missing"),
    ({"leader_id": 99999, "kind": "team"}, "link_unknown"),
    ({"postings": [
        {"place_code": TOWN, "first_day": "2026-01-01", "last_day": None, "exclusive_group": "一人一团"},
        {"place_code": OTHER_TOWN, "first_day": "2026-06-01", "last_day": "2026-07-01", "exclusive_group": "一人一团"},
    ]}, "posting_clash"),
])
def test_what_no_single_field_can_know(desk: Desk, values, code):
    with pytest.raises(InvalidForm) as refused:
        add_expert(desk, **values)
    assert code in faults(refused).values()


def test_two_postings_of_different_groups_or_one_after_the_other_are_fine(desk: Desk):
    expert_id = add_expert(desk, postings=[
        {"place_code": TOWN, "first_day": "2026-01-01", "last_day": "2026-05-31", "exclusive_group": "一人一团"},
        {"place_code": OTHER_TOWN, "first_day": "2026-06-01", "last_day": None, "exclusive_group": "一人一团"},
        {"place_code": OTHER_TOWN, "first_day": dt.date(2026, 2, 1), "last_day": None, "exclusive_group": ""},
    ])
    assert_ledger_gives_the_record(desk, expert_id)


def test_the_same_person_is_not_added_twice_until_retired(desk: Desk):
    expert_id = add_expert(desk)
    with pytest.raises(InvalidForm) as refused:
        add_expert(desk)
    assert faults(refused) == {"name": "record_twice"}
    with desk.writing("王敏") as ctx:
        retire(ctx, EXPERT, expert_id, 1, "退休了")
    again = add_expert(desk)
    assert again != expert_id
    with pytest.raises(InvalidForm) as refused, desk.writing("王敏") as ctx:
        restore(ctx, EXPERT, expert_id, 2, "又回来了")
    assert faults(refused) == {"name": "record_twice"}


def test_a_change_keeps_before_and_after_and_begins_with_what_was_found(desk: Desk):
    expert_id = desk.experts["贺海峰"]
    change(desk, expert_id, max_open=2, absences=[
        {"first_day": "2026-04-11", "last_day": "2026-04-15", "reason": "会"},
    ])
    with desk.reading("王敏") as ctx:
        last, found = history(ctx, EXPERT, expert_id)
        assert found.kind is ChangeKind.FOUND and found.who is None and found.after["max_open"] == 5
        assert last.before == {"max_open": 5, "absences": []}
        assert last.after["max_open"] == 2 and last.after["absences"][0]["reason"] == "会"
    assert_ledger_gives_the_record(desk, expert_id)


def test_a_change_of_parts_alone_is_a_new_version(desk: Desk):
    expert_id = desk.experts["巴图"]
    after = change(desk, expert_id, licences=[{"kind": "veterinarian", "number": "A1", "valid_until": "2026-01-01"}])
    assert after == version_of(desk, expert_id) == 2
    with desk.reading("王敏") as ctx:
        numbers = select(ExpertLicence.number).where(ExpertLicence.expert_id == expert_id)
        assert ctx.session.scalars(numbers).all() == ["A1"]


def test_nothing_changed_writes_nothing(desk: Desk):
    assert change(desk, desk.experts["巴图"], max_open=5) == 1
    with desk.reading("王敏") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(RegisterChange)) == 0


def test_who_was_first_wins_and_both_versions_are_shown(desk: Desk):
    expert_id = desk.experts["贺海峰"]
    change(desk, expert_id, "李明", version=1, max_open=2, unit="林果中心", crops=["西梅"])
    mine = {"max_open": 7, "unit": "旗农牧业技术推广中心", "subject": "果树"}
    with pytest.raises(Conflict) as refused:
        change(desk, expert_id, version=1, **mine)
    assert refused.value.code == "record_changed"
    with desk.reading("王敏") as ctx:
        seen = clash(ctx, EXPERT, expert_id, 1)
    assert seen.who == "李明" and seen.version == 2
    assert seen.fields(mine) == ["max_open"]
    assert set(seen.only_theirs(mine)) == {"unit", "crops"}
    assert seen.merged(mine, {"max_open"}) == {"max_open": 7, "subject": "果树"}
    assert seen.merged(mine, set()) == {"subject": "果树"}
    change(desk, expert_id, version=seen.version, **seen.merged(mine, {"max_open"}))
    with desk.reading("王敏") as ctx:
        document = record_page(ctx, EXPERT, expert_id).document
        assert (document["max_open"], document["unit"], document["subject"]) == (7, "林果中心", "果树")
    assert_ledger_gives_the_record(desk, expert_id)


def test_retired_is_out_of_the_list_not_out_of_history_and_may_come_back(desk: Desk):
    expert_id = desk.experts["贺海峰"]
    with pytest.raises(InvalidInput), desk.writing("王敏") as ctx:
        retire(ctx, EXPERT, expert_id, 1, "  ")
    with desk.writing("王敏") as ctx:
        retire(ctx, EXPERT, expert_id, 1, "退休了")
    with desk.reading("王敏") as ctx:
        assert expert_id not in {row.id for row in list_page(ctx, EXPERT, ListRequest()).rows}
        assert expert_id in {row.id for row in list_page(ctx, EXPERT, ListRequest(narrow="retired")).rows}
        assert history(ctx, EXPERT, expert_id)[0].reason == "退休了"
    with pytest.raises(Conflict) as refused:
        change(desk, expert_id, max_open=2)
    assert refused.value.code == "record_retired"
    with desk.writing("王敏") as ctx:
        restore(ctx, EXPERT, expert_id, 2, "返聘")
    assert change(desk, expert_id, max_open=2) == 4
    assert_ledger_gives_the_record(desk, expert_id)


def test_an_expert_changes_what_is_declared_and_nothing_else(desk: Desk):
    own, other = desk.experts["贺海峰"], desk.experts["苏日娜"]
    busy = [{"first": "6月1日", "last": "6月20日"}]
    assert change(desk, own, "贺海峰", profile="剪枝", max_open=3, seasons=busy) == 2
    with pytest.raises(NotAllowed) as refused:
        change(desk, own, "贺海峰", title="junior")
    assert (refused.value.code, refused.value.field) == ("field_not_yours", "title")
    with pytest.raises(NotFound):
        change(desk, other, "贺海峰", profile="剪枝")
    for verb in (retire, restore):
        with pytest.raises(NotAllowed), desk.writing("贺海峰") as ctx:
            verb(ctx, EXPERT, own, 2, "不干了")
    with pytest.raises(NotAllowed):
        add_expert(desk, "贺海峰")


@pytest.mark.parametrize("who", ["赵书记", "喜莲", "管理员"])
def test_others_change_nothing(desk: Desk, who: str):
    with pytest.raises(NotAllowed):
        add_expert(desk, who)
    with pytest.raises(NotAllowed):
        change(desk, desk.experts["贺海峰"], who, version=1, max_open=1)


def test_a_town_officer_keeps_the_experts_at_home_there(desk: Desk):
    assert change(desk, desk.experts["苏日娜"], "镇干部", max_open=2) == 2
    with pytest.raises(NotFound):
        change(desk, desk.experts["贺海峰"], "镇干部", max_open=2)
    with pytest.raises(InvalidForm) as refused:
        change(desk, desk.experts["苏日娜"], "镇干部", home_place=TOWN)
    assert faults(refused) == {"home_place": "out_of_your_area"}
    with pytest.raises(InvalidForm):
        add_expert(desk, "镇干部")
    assert add_expert(desk, "镇干部", home_place=OTHER_TOWN)


def test_phones_are_masked_for_the_leader_and_open_for_officer_and_owner(desk: Desk):
    expert_id = desk.experts["贺海峰"]
    change(desk, expert_id, phone="19900007777")
    shown = {}
    for who in ("王敏", "赵书记", "贺海峰"):
        with desk.reading(who) as ctx:
            shown[who] = record_page(ctx, EXPERT, expert_id).document["phone"]
    assert shown == {"王敏": "19900007777", "赵书记": "199****7777", "贺海峰": "19900007777"}
    with desk.reading("赵书记") as ctx:
        assert history(ctx, EXPERT, expert_id)[0].after["phone"] == "199****7777"
        assert not list_page(ctx, EXPERT, ListRequest("7777")).rows


def test_another_concept_by_the_same_mechanism(desk: Desk):
    with desk.writing("王敏") as ctx:
        unit_id = add(ctx, SENDING_UNIT, {"name": "农牧学院", "kind": "university"})
    change(desk, desk.experts["贺海峰"], sending_unit_id=unit_id)
    with desk.reading("王敏") as ctx:
        assert [row.name for row in list_page(ctx, SENDING_UNIT, ListRequest("nmxy")).rows] == ["农牧学院"]
        assert ctx.session.get(RegisterCard, ("sending_unit", unit_id)).completeness == 0
