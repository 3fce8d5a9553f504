"""A list is compared with the register on its screen while others write."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from data.domain.imports import ListState
from data.domain.roles import Role
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


def test_others_write_while_a_list_is_compared(
    small_desk: dict[Role, str], hold_token, monkeypatch: pytest.MonkeyPatch,
):
    hold_token(small_desk[Role.OFFICER])
    runtime = current_runtime()
    with runtime.reading(None) as ctx:
        officer = actor_for_token(ctx.session, small_desk[Role.OFFICER], ctx.now)
    with runtime.writing(officer) as ctx:
        new = NewList("experts", "名单.csv", table(EXPERTS, "李新来,19912340001,农艺师,果树,旗站"))
        list_id = receive(ctx, new).list_id

    def compare_beside_a_writer(ctx: Context, *rest: object) -> Comparison:
        found = compare(ctx, *rest)
        with runtime.writing(None) as other:
            other.session.execute(update(County).values(data_version=County.data_version + 1))
        return found

    monkeypatch.setattr(_reading, "compare", compare_beside_a_writer)
    screen = run_entry("import", id=list_id)
    assert not screen.exception and not screen.error
    with runtime.reading(None) as ctx:
        assert ctx.session.scalar(select(ImportedList.state)) is ListState.STAGED
