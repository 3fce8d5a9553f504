"""派单板: what changed while the board was solved is said, with the way to solve once more."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from data.models.board import BoardPlan
from data.models.expert import Expert
from data.models.farm import Farm
from data.runtime import Runtime
from data.services import boards
from data.services.conflicts import declare_conflict
from tests.pages.conftest import run_entry


@pytest.fixture
def overtaken(sample_runtime: Runtime, sign_in, monkeypatch: pytest.MonkeyPatch) -> Runtime:
    """The first time a board is reckoned, a conflict of interest is declared before it is written."""
    officer, reckoned, waiting = sign_in("officer"), boards.reckoned, [True]

    def overtaken_reckoned(*given):
        solved = reckoned(*given)
        if waiting:
            waiting.clear()
            with sample_runtime.writing(officer) as ctx:
                expert, farm = ctx.session.scalar(select(func.min(Expert.id))), ctx.session.scalar(select(Farm.id))
                declare_conflict(ctx, expert, farm, "kin")
        return solved

    monkeypatch.setattr(boards, "reckoned", overtaken_reckoned)
    return sample_runtime


def _drafts(runtime: Runtime) -> int:
    with runtime.reading(None) as ctx:
        return ctx.session.scalar(select(func.count()).select_from(BoardPlan))


def test_what_moved_meanwhile_is_named_and_one_click_solves_again(overtaken: Runtime):
    before = _drafts(overtaken)
    screen = run_entry("board")
    assert "利害关系" in screen.error[0].value
    assert _drafts(overtaken) == before
    screen.button(key="once_more").click().run()
    assert not screen.error and not screen.exception
    assert _drafts(overtaken) == before + 1
    assert [button.key for button in screen.button if button.key == "dispatch"]
