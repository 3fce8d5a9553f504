"""The screens of served units: find, read, add, members, whom they do not want, many at once."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from data.models.farm import Farm, FarmMember
from data.register.farm import FARM
from data.runtime import current_runtime
from tests.pages.conftest import run_entry, words


def farm_named(name: str) -> Farm:
    with current_runtime().reading(None) as ctx:
        farm = ctx.session.scalars(select(Farm).where(Farm.name == name)).one()
        ctx.session.expunge(farm)
        return farm


def assert_fine(screen: AppTest) -> None:
    assert not screen.exception, screen.exception[0].value


@pytest.mark.parametrize("search", ["韩喜莲", "hanxi", "hxl", "0001"])
def test_a_unit_is_found(sign_in, search: str):
    sign_in("officer")
    screen = run_entry("farms")
    screen.text_input(key="farm_list_search").set_value(search).run()
    assert_fine(screen)
    assert "韩喜莲家" in [link.label for link in screen.get("page_link")]


def test_each_way_to_narrow_draws_for_officer_and_leader(sign_in):
    for login in ("officer", "leader"):
        sign_in(login)
        screen = run_entry("farms")
        for narrow in (*FARM.filters, "incomplete", "retired"):
            screen.button_group(key="farm_list_narrow").set_value(narrow).run()
            assert_fine(screen)


def test_the_leader_reads_a_household_masked_and_changes_nothing(sign_in):
    farm = farm_named("韩喜莲家")
    sign_in("leader")
    screen = run_entry("farm", id=farm.id)
    assert_fine(screen)
    assert "韩喜莲" not in words(screen) and "19900000001" not in words(screen)
    assert not {"go_farm-edit", "open_lifecycle", "open_member"} & {button.key for button in screen.button}


def test_a_grower_sees_the_own_record_and_no_other(sign_in):
    own = sign_in("farmer").farm_id
    screen = run_entry("farm")
    assert_fine(screen)
    assert "韩喜莲" in words(screen)
    with current_runtime().reading(None) as ctx:
        other = ctx.session.scalar(select(func.min(Farm.id)).where(Farm.id != own))
    assert "没有这家" in words(run_entry("farm", id=other))


def test_a_new_household_with_faults_keeps_what_was_typed_and_is_then_stored(sign_in):
    sign_in("officer")
    screen = run_entry("farm-edit")
    screen.text_input(key="farm_form:0:name").set_value("苗来福").run()
    screen.text_input(key="farm_form:0:phone").set_value("1990000").run()
    screen.button(key="farm_form:0:send").click().run()
    assert_fine(screen)
    assert len(screen.error) >= 2, "the phone and the village"
    assert screen.text_input(key="farm_form:0:name").value == "苗来福"
    screen.text_input(key="farm_form:0:phone").set_value("19900007777").run()
    screen.selectbox(key="farm_form:0:place_code").set_value("150824100201").run()
    screen.button(key="farm_form:0:send").click().run()
    assert_fine(screen)
    assert farm_named("苗来福").phone == "19900007777"


def test_a_person_is_added_in_a_dialog_and_removed(sign_in):
    sign_in("officer")
    farm = farm_named("韩喜莲家")
    screen = run_entry("farm", id=farm.id)
    screen.button(key="open_member").click().run()
    screen.text_input(key="member_name").set_value("苗玉梅").run()
    screen.button(key="send_member").click().run()
    assert_fine(screen)
    assert "苗玉梅" in words(screen)
    with current_runtime().reading(None) as ctx:
        person_id = ctx.session.scalar(select(func.max(FarmMember.person_id)).where(FarmMember.farm_id == farm.id))
    screen.button(key=f"leave_{person_id}").click().run()
    assert_fine(screen)
    assert "苗玉梅" not in words(screen)


def test_the_grid_draws(sign_in):
    sign_in("officer")
    screen = run_entry("farms-grid")
    assert_fine(screen)
    assert "还没有改" in words(screen)
