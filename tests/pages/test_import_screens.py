"""A list on its screens: compared while others write, and compared again when what it was compared with has gone."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from data.domain.imports import ListState
from data.domain.roles import Role
from data.models.expert import Expert
from data.models.imports import ImportedList
from data.models.place import County
from data.runtime import current_runtime
from data.services.context import Context
from data.services.imports.receiving import NewList, receive
from data.services.imports.staging import Comparison, compare
from data.services.sessions import actor_for_token
from pages.imports import _reading
from tests.lists import EXPERTS, table
from tests.pages.conftest import run_entry


@pytest.fixture
def list_id(small_desk: dict[Role, str], hold_token) -> int:
    """Experts that came in, not yet read: a new one, and one who may be the 甲 of the register."""
    hold_token(small_desk[Role.OFFICER])
    with current_runtime().reading(None) as ctx:
        officer = actor_for_token(ctx.session, small_desk[Role.OFFICER], ctx.now)
    rows = "李新来,19912340001,农艺师,果树,旗站", "甲,19912340002,农艺师,果树,站"
    with current_runtime().writing(officer) as ctx:
        return receive(ctx, NewList("experts", "名单.csv", table(EXPERTS, *rows))).list_id


def test_others_write_while_a_list_is_compared(list_id: int, monkeypatch: pytest.MonkeyPatch):
    def compare_beside_a_writer(ctx: Context, *rest: object) -> Comparison:
        found = compare(ctx, *rest)
        with current_runtime().writing(None) as other:
            other.session.execute(update(County).values(data_version=County.data_version + 1))
        return found

    monkeypatch.setattr(_reading, "compare", compare_beside_a_writer)
    screen = run_entry("import", id=list_id)
    assert not screen.exception and not screen.error
    with current_runtime().reading(None) as ctx:
        assert ctx.session.scalar(select(ImportedList.state)) is ListState.STAGED


def test_a_row_whose_record_went_out_of_use_asks_to_compare_again(list_id: int):
    run_entry("import", id=list_id)
    with current_runtime().writing(None) as ctx:
        ctx.session.execute(update(Expert).values(is_active=False))
    screen = run_entry("import", id=list_id, step="same")
    assert not screen.exception
    assert [warning.value for warning in screen.warning] == ["有的行像的那一份，后来撤回或停用了。请再核对一遍。"]
    assert {button.key.split("_")[0] for button in screen.button if button.key} >= {"import", "different", "later"}
    assert "same" not in {button.key.split("_")[0] for button in screen.button if button.key}
    screen.button(key="import_again").click().run()
    assert not screen.exception and not screen.warning


def test_a_closed_tab_keeps_pasted_cells_and_corrected_columns(list_id: int):
    screen = run_entry("imports")
    screen.text_area(key="import:0:pasted").set_value("姓名\t手机号\n王新来\t19912340009").run()
    assert run_entry("imports").text_area(key="import:0:pasted").value.startswith("姓名")
    run_entry("import", id=list_id)
    columns = run_entry("import", id=list_id, step="columns")
    key = f"columns:{list_id}:column 专业擅长"
    assert columns.selectbox(key=key).value == "specialty"
    columns.selectbox(key=key).set_value("remark").run()
    again = run_entry("import", id=list_id, step="columns")
    assert again.selectbox(key=key).value == "remark"
    again.button(key="import_columns").click().run()
    assert not again.exception
    assert again.query_params["step"] == "rows"
    with current_runtime().reading(None) as ctx:
        assert ctx.session.scalar(select(ImportedList.chosen)) == {"专业擅长": "remark"}


def test_a_list_of_people_asks_whose_it_is(small_desk: dict[Role, str], hold_token):
    hold_token(small_desk[Role.OFFICER])
    with current_runtime().reading(None) as ctx:
        officer = actor_for_token(ctx.session, small_desk[Role.OFFICER], ctx.now)
    with current_runtime().writing(officer) as ctx:
        people = receive(ctx, NewList("people", "名单.csv", table("姓名", "李新来"))).list_id
    run_entry("import", id=people)
    screen = run_entry("import", id=people)
    assert not screen.exception and screen.error, "no place in it"
    screen.button_group(key=f"columns:{people}:whose").set_value("place_code").run()
    assert not screen.exception
    screen.button(key="import_columns").click().run()
    assert [error.value for error in screen.error][-1].startswith("请选好"), "nothing is guessed"
