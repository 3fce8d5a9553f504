"""The screens of places: list, search, page, edit by two people, change with preview, history with undo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from data.models.place import Place
from data.models.place_change import PlaceChange
from data.queries.place_ledger import placed_tables
from data.queries.place_preview import OPEN_PROBLEMS
from data.services.places import edit_place, form_of
from pages.places._words import affected
from tests.pages.conftest import run_entry, words

TOWN, VILLAGE, NEXT = "150824100", "150824100201", "150824100202"


def button(screen, label: str):
    return next(one for one in screen.button if one.label == label)


def links(screen) -> str:
    return "\n".join(str(one.proto) for one in screen.get("page_link"))


def shown(screen) -> str:
    assert not screen.exception, screen.exception
    return words(screen) + links(screen) + "".join(one.label for one in screen.expander)


def test_the_list_has_towns_with_villages_and_is_searched(sign_in, sample_runtime):
    sign_in("officer")
    screen = run_entry("places")
    assert "海流图镇" in shown(screen) and "巴仁宝勒格村" in shown(screen)
    screen.text_input(key="places_search").input("brblgc").run()
    assert "150824100201" in shown(screen) and "宏伟村" not in shown(screen)
    screen.text_input(key="places_search").input("没有的地方").run()
    assert "没有这样的地方" in shown(screen)


@pytest.mark.parametrize(("login", "may"), [("officer", True), ("town", False), ("leader", False), ("admin", True)])
def test_who_finds_the_way_to_a_change(login: str, may: bool, sign_in):
    sign_in(login)
    assert ("登记一次变更" in [one.label for one in run_entry("places").button]) is may


def test_a_page_in_both_languages(sign_in):
    sign_in("officer")
    page = shown(run_entry("place", code=TOWN))
    for part in ("是什么", "有谁", "发生过什么", "变动经过", "分钟", "户籍人口"):
        assert part in page, part
    english = shown(run_entry("place", code=VILLAGE, lang="en"))
    assert "What it is" in english and "Barenbaolege village" in english


def test_a_place_out_of_reach_is_a_dead_end(sign_in):
    sign_in("town")
    assert "没有这个地方" in shown(run_entry("place", code=VILLAGE))
    assert "没有这个地方" in shown(run_entry("place", code="nothing"))


def test_an_edit_is_checked_and_the_second_sees_what_is_stored(sign_in, sample_runtime):
    second = sign_in("officer2")
    sign_in("officer")
    screen = run_entry("place", code=TOWN)
    button(screen, "改资料").click().run()
    screen.number_input(key="place_tile_0").set_value(3).run()
    screen.number_input(key="place_tile_1").set_value(2).run()
    button(screen, "存下").click().run()
    assert "已经是乌加河镇" in shown(screen)
    with sample_runtime.writing(second) as ctx:
        place = ctx.session.get_one(Place, TOWN)
        edit_place(ctx, TOWN, place.version, replace(form_of(place), name_en="Hailiutu"))
    screen.number_input(key="place_tile_0").set_value(9).run()
    button(screen, "存下").click().run()
    assert "存着的英文名：Hailiutu" in shown(screen)


def merge_form(screen):
    screen.multiselect(key="place_change:0:olds").set_value([VILLAGE, NEXT]).run()
    screen.selectbox(key="place_change:0:into").select("new").run()
    screen.text_input(key="place_change:0:name_0").input("巴仁新村").run()
    return screen


def test_a_merge_is_previewed_written_and_undone(sign_in, sample_runtime):
    sign_in("officer")
    screen = merge_form(run_entry("place-change"))
    button(screen, "登记这次变更").click().run()
    assert "这里还空着" in shown(screen)
    screen.text_input(key="place_change:0:reason").input("旗政府2026年3号文").run()
    page = shown(screen)
    assert "牵涉到" in page and "起不再有：巴仁宝勒格村、巴彦塔拉村" in page
    assert screen.text_input(key="place_change:0:name_en_0").value == "Barenxincun"
    button(screen, "登记这次变更").click().run()
    assert "**合并**：巴仁宝勒格村、巴彦塔拉村 → 巴仁新村" in shown(screen)
    with sample_runtime.reading(None) as ctx:
        assert ctx.session.get_one(Place, VILLAGE).valid_to is not None
    gone = run_entry("place", code=VILLAGE)
    assert "现在是巴仁新村" in shown(gone)
    history = run_entry("place-changes")
    button(history, "撤回").click().run()
    assert "撤回了" in shown(history)
    with sample_runtime.reading(None) as ctx:
        assert ctx.session.get_one(Place, VILLAGE).valid_to is None
        assert ctx.session.scalar(select(PlaceChange.undone_at)) is not None


def test_every_kind_of_record_at_a_place_has_a_word():
    nothing = dict.fromkeys([OPEN_PROBLEMS, *(table.name for table in placed_tables())], 0)
    assert affected(nothing) == "没有记录"
    for name in nothing:
        assert "3" in affected({**nothing, name: 3}), name


def test_what_was_typed_is_there_again(sign_in):
    sign_in("officer")
    merge_form(run_entry("place-change"))
    again = run_entry("place-change")
    assert again.multiselect(key="place_change:0:olds").value == [VILLAGE, NEXT]
    assert again.text_input(key="place_change:0:name_0").value == "巴仁新村"


def test_a_split_sorts_households_by_name(sign_in):
    sign_in("officer")
    screen = run_entry("place-change", code=VILLAGE)
    screen.pills(key="place_change:0:kind").set_value("split").run()
    screen.text_input(key="place_change:0:name_0").input("东营子村").run()
    button(screen, "列出各户，分一分").click().run()
    units = screen.multiselect(key="place_change:0:units_0")
    units.set_value([units.options[0]] if units.options else []).run()
    assert not screen.exception
    screen.text_input(key="place_change:0:reason").input("文").run()
    assert "条记录换地方" in shown(screen)


def test_a_town_is_merged_or_split_with_its_villages(sign_in, sample_runtime):
    sign_in("officer")
    screen = run_entry("place-change", code="150824101")
    screen.pills(key="place_change:0:kind").set_value("split").run()
    screen.text_input(key="place_change:0:name_0").input("宏伟镇").run()
    screen.multiselect(key="place_change:0:villages_0").set_value(["150824101206"]).run()
    assert "1个嘎查村跟着换代码" in shown(screen)
    new = screen.text_input(key="place_change:0:code_0").value
    assert screen.text_input(key="place_change:0:carried_150824101206").value == f"{new}206"
    assert f"宏伟村（{new}206，新设）" in shown(screen)
    screen.pills(key="place_change:0:kind").set_value("merge").run()
    screen.multiselect(key="place_change:0:olds").set_value(["150824101", TOWN]).run()
    screen.selectbox(key="place_change:0:into").select(TOWN).run()
    assert "8个嘎查村跟着换代码" in shown(screen)
    screen.text_input(key="place_change:0:reason").input("文").run()
    button(screen, "登记这次变更").click().run()
    with sample_runtime.reading(None) as ctx:
        assert ctx.session.get_one(Place, "150824101206").current_code == f"{TOWN}206"


@pytest.mark.parametrize(("kind", "old"), [("rename", VILLAGE), ("move", VILLAGE), ("rename", TOWN)])
def test_renames_and_moves_are_previewed(kind: str, old: str, sign_in):
    sign_in("admin")
    screen = run_entry("place-change", code=old)
    screen.pills(key="place_change:0:kind").set_value(kind).run()
    if kind == "move":
        screen.selectbox(key="place_change:0:town").select("150824101").run()
    else:
        screen.text_input(key="place_change:0:name_0").input("新名字").run()
    screen.text_input(key="place_change:0:reason").input("文").run()
    assert "牵涉到" in shown(screen)
    button(screen, "登记这次变更").click().run()
    assert "登记" in shown(screen)
