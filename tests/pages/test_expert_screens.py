"""The screens of experts: find, read, add, change, two at once, days off, retire, many at once."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from data.domain.worktime import BEIJING
from data.models.expert import Expert, ExpertAbsence
from data.models.farm import Farm
from data.register.expert import EXPERT
from data.runtime import current_runtime
from data.services.register import edit
from tests.pages.conftest import run_entry, words


def expert_named(name: str) -> Expert:
    """The row as stored, detached."""
    with current_runtime().reading(None) as ctx:
        expert = ctx.session.scalars(select(Expert).where(Expert.name == name)).one()
        ctx.session.expunge(expert)
        return expert


def form_key(expert_id: int, field: str) -> str:
    return f"expert_form:{expert_id}:{field}"


def assert_fine(screen: AppTest) -> None:
    assert not screen.exception, screen.exception[0].value


@pytest.fixture
def list_screen(sign_in) -> AppTest:
    sign_in("officer")
    screen = run_entry("experts")
    assert_fine(screen)
    return screen


@pytest.mark.parametrize("search", ["贺海峰", "hehai", "hhf", "果树"])
def test_an_expert_is_found_by_name_pinyin_initials_or_two_characters(list_screen: AppTest, search: str):
    list_screen.text_input(key="expert_list_search").set_value(search).run()
    assert_fine(list_screen)
    assert "贺海峰" in [link.label for link in list_screen.get("page_link")]


def test_nobody_found_is_said(list_screen: AppTest):
    list_screen.text_input(key="expert_list_search").set_value("没有这个人").run()
    assert "没有这样的专家" in words(list_screen)


def test_each_way_to_narrow_and_order_draws(list_screen: AppTest):
    for narrow in (*EXPERT.filters, "incomplete", "retired"):
        list_screen.button_group(key="expert_list_narrow").set_value(narrow).run()
        assert_fine(list_screen)
    for order in ("changed", "completeness"):
        list_screen.selectbox(key="expert_list_order").set_value(order).run()
        assert_fine(list_screen)


@pytest.mark.parametrize("login", ["officer", "leader"])
def test_one_expert_says_what_was_declared_and_what_was_shown(sign_in, login: str):
    sign_in(login)
    screen = run_entry("expert", id=expert_named("贺海峰").id)
    assert_fine(screen)
    said = words(screen).replace("\\", "")
    assert "果树栽培" in said and "办出来的" in said and "变动经过" in said
    assert ("****" in said) is (login == "leader")


def test_an_expert_sees_the_own_page_and_no_other(sign_in):
    actor = sign_in("expert")
    own = run_entry("expert")
    assert_fine(own)
    assert own.title[0].value and not any(button.label == "停用" for button in own.button)
    other = expert_named("田桂芳") if actor.name != "田桂芳" else expert_named("贺海峰")
    assert "没有这位专家" in words(run_entry("expert", id=other.id))


def test_a_new_expert_who_looks_like_one_of_the_register_is_said_so(sign_in):
    sign_in("officer")
    screen = run_entry("expert-edit")
    assert "名册里有像的" not in words(screen)
    screen.text_input(key=form_key(0, "name")).set_value("贺海锋").run()
    assert_fine(screen)
    assert "名册里有像的" in words(screen)


def test_a_new_expert_with_faults_keeps_what_was_typed_and_is_then_stored(sign_in):
    sign_in("officer")
    screen = run_entry("expert-edit")
    assert_fine(screen)
    screen.text_input(key=form_key(0, "name")).set_value("白音").run()
    screen.text_input(key=form_key(0, "phone")).set_value("1390000").run()
    screen.button(key=form_key(0, "send")).click().run()
    assert_fine(screen)
    faults = " ".join(error.value for error in screen.error)
    assert "少了4位" in faults and faults.count("这里要填") == 3
    assert screen.text_input(key=form_key(0, "name")).value == "白音"
    screen.text_input(key=form_key(0, "phone")).set_value("19900002222").run()
    screen.text_input(key=form_key(0, "subject")).set_value("养骆驼").run()
    screen.button_group(key=form_key(0, "title")).set_value("local").run()
    screen.selectbox(key=form_key(0, "home_place")).set_value("150824100").run()
    screen.button(key=form_key(0, "send")).click().run()
    assert_fine(screen)
    assert expert_named("白音").phone == "19900002222"


def test_a_reload_keeps_what_was_typed_and_giving_up_forgets_it(sign_in):
    sign_in("officer")
    expert = expert_named("贺海峰")
    screen = run_entry("expert-edit", id=expert.id)
    screen.text_input(key=form_key(expert.id, "unit")).set_value("别的单位").run()
    again = run_entry("expert-edit", id=expert.id)
    assert again.text_input(key=form_key(expert.id, "unit")).value == "别的单位"
    again.button(key="abandon").click().run()
    assert run_entry("expert-edit", id=expert.id).text_input(key=form_key(expert.id, "unit")).value == expert.unit


def test_who_comes_second_sees_both_and_chooses(sign_in):
    officer = sign_in("officer")
    expert = expert_named("贺海峰")
    screen = run_entry("expert-edit", id=expert.id)
    screen.number_input(key=form_key(expert.id, "max_open")).set_value(9).run()
    screen.text_input(key=form_key(expert.id, "subject")).set_value("果树").run()
    with current_runtime().writing(sign_in("officer2")) as ctx:
        edit(ctx, EXPERT, expert.id, expert.version, {"max_open": 2, "contact_name": "小贺"})
    assert officer.account_id
    sign_in("officer")
    screen.button(key=form_key(expert.id, "send")).click().run()
    assert_fine(screen)
    assert expert_named("贺海峰").max_open == 2
    choice = screen.radio(key="clash_expert_max_open")
    assert choice.value == "theirs"
    choice.set_value("mine").run()
    screen.button(key=form_key(expert.id, "merge")).click().run()
    assert_fine(screen)
    stored = expert_named("贺海峰")
    assert (stored.max_open, stored.subject, stored.contact_name) == (9, "果树", "小贺")


def test_parts_are_added_and_removed_row_by_row(sign_in):
    sign_in("officer")
    expert = expert_named("贺海峰")
    screen = run_entry("expert-edit", id=expert.id)
    screen.button(key=form_key(expert.id, "seasons:add")).click().run()
    assert_fine(screen)
    cell = next(one for one in screen.text_input if one.key and one.key.endswith(":0:first"))
    cell.set_value("6月1日").run()
    screen.button(key=form_key(expert.id, "send")).click().run()
    assert "第1行：这里要填。" in [error.value.replace("\\", "") for error in screen.error]
    last = next(one for one in screen.text_input if one.key and one.key.endswith(":0:last"))
    last.set_value("6月20日").run()
    screen.button(key=form_key(expert.id, "send")).click().run()
    assert_fine(screen)
    with current_runtime().reading(None) as ctx:
        seasons = ctx.session.get_one(Expert, expert.id).seasons
        assert [(one.first, one.last) for one in seasons] == [("06-01", "06-20")]


def test_days_off_are_noted_in_a_dialog(sign_in):
    sign_in("officer")
    expert = expert_named("贺海峰")
    screen = run_entry("expert", id=expert.id)
    screen.button(key="open_away").click().run()
    first = screen.date_input(key="away_first").value
    screen.date_input(key="away_last").set_value(first + dt.timedelta(days=3)).run()
    screen.button(key="send_away").click().run()
    assert_fine(screen)
    with current_runtime().reading(None) as ctx:
        days = ctx.session.scalars(select(ExpertAbsence).where(ExpertAbsence.expert_id == expert.id)).all()
        assert [(one.first_day, one.last_day) for one in days] == [(first, first + dt.timedelta(days=3))]


def test_retiring_asks_why_and_the_list_forgets(sign_in):
    sign_in("officer")
    expert = expert_named("贺海峰")
    screen = run_entry("expert", id=expert.id)
    screen.button(key="open_lifecycle").click().run()
    screen.button(key="send_lifecycle").click().run()
    assert "这里还空着" in " ".join(error.value for error in screen.error)
    screen.text_input(key="lifecycle_reason").set_value("退休了").run()
    screen.button(key="send_lifecycle").click().run()
    assert_fine(screen)
    assert not expert_named("贺海峰").is_active


def test_the_grid_lists_what_the_filter_lets_through(sign_in):
    sign_in("officer")
    screen = run_entry("experts-grid")
    assert_fine(screen)
    assert "还没有改" in words(screen) and "还没有成批改过" in words(screen)


def test_a_conflict_of_interest_is_declared_and_ended(sign_in):
    expert = expert_named("贺海峰")
    sign_in("officer")
    screen = run_entry("expert", id=expert.id)
    screen.button(key="open_declare").click().run()
    screen.text_input(key="declare_search").set_value("韩喜莲").run()
    with current_runtime().reading(None) as ctx:
        farm_id = ctx.session.scalar(select(Farm.id).where(Farm.name == "韩喜莲家"))
    screen.selectbox(key="declare_farm").set_value(farm_id).run()
    screen.button_group(key="declare_kind").set_value("kin").run()
    screen.button(key="send_declare").click().run()
    assert_fine(screen)
    assert "韩喜莲家" in words(screen) and "亲属" in words(screen)
    ending = next(button for button in screen.button if (button.key or "").startswith("end_conflict_"))
    ending.click().run()
    screen.text_input(key="end_conflict_why").set_value("查过了，不是亲属").run()
    screen.button(key="send_end_conflict").click().run()
    assert_fine(screen)
    assert "没有申报" in words(screen)


def test_an_expert_finds_a_unit_to_keep_away_from_by_its_whole_name_only(sign_in):
    sign_in("expert")
    screen = run_entry("expert")
    screen.button(key="open_declare").click().run()
    screen.text_input(key="declare_search").set_value("韩").run()
    assert screen.selectbox(key="declare_farm").disabled
    screen.text_input(key="declare_search").set_value("韩喜莲").run()
    assert not screen.selectbox(key="declare_farm").disabled


def test_an_officer_of_the_whole_banner_issues_a_service_record(sign_in):
    expert = expert_named("贺海峰")
    sign_in("officer")
    screen = run_entry("service-record", expert=expert.id)
    assert_fine(screen)
    screen.button_group(key="record_year").set_value(0).run()
    screen.date_input(key="record_first").set_value(dt.date(2020, 1, 1)).run()
    assert "最多3年" in screen.error[0].value and not [one for one in screen.button if one.key == "issue_record"]
    screen.date_input(key="record_first").set_value(dt.datetime.now(BEIJING).date() - dt.timedelta(days=400)).run()
    screen.button(key="issue_record").click().run()
    assert_fine(screen)
    assert "出过的" in words(screen)
    sign_in("town")
    assert run_entry("service-record", expert=expert.id).error, "of a whole county, so not for one town's officer"
