"""The three answers, each with a key of its own, and the way back from one."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data.domain.errors import AppError
from data.domain.register import PairDecision
from data.i18n import _
from data.queries.identity_pair import PairPage
from data.services.context import Context
from data.services.identities import decide, take_back
from pages.persons import _loading
from pages.shared import state
from pages.shared.components import show_error, told_once
from pages.shared.guards import Screen

ERROR, SAID = "pair_error", "toast"


def what_became() -> None:
    """What became of the last click, told once, above whatever is looked at now."""
    if error := state.drop(ERROR):
        show_error(error)
    told_once()


def answers(screen: Screen, pair: PairPage) -> None:
    """同一个人, 两个人, 以后再说: 1, 2, 3 on the keyboard."""
    one, other, later = st.columns(3)
    one.button(
        _("是同一个人"), type="primary", icon=":material/person:", width="stretch", shortcut="1", key="answer_same",
        on_click=_answer, args=(screen, pair, PairDecision.SAME, _("认成一个人了，数跟着变")),
    )
    other.button(
        _("是两个人"), icon=":material/group:", width="stretch", shortcut="2", key="answer_different",
        on_click=_answer, args=(screen, pair, PairDecision.DIFFERENT, _("认成两个人了，数跟着变")),
    )
    later.button(
        _("以后再认"), type="tertiary", width="stretch", shortcut="3", key="answer_later",
        on_click=_later, args=(pair.pair_id,),
    )


def way_back(screen: Screen, pair: PairPage) -> None:
    st.button(
        _("撤回，重新认"), icon=":material/undo:", key="take_back",
        on_click=_take_back, args=(screen, pair, _("撤回了，数都回到原来的")),
    )


# Callbacks run before the page is read again: what was on the screen is answered, and not what it has become since.


def _answer(screen: Screen, pair: PairPage, decision: PairDecision, said: str) -> None:
    is_done = _try(screen, lambda ctx: decide(ctx, pair.pair_id, pair.version, decision), said)
    state.put_in_address("id", None if is_done else pair.pair_id)


def _take_back(screen: Screen, pair: PairPage, said: str) -> None:
    _try(screen, lambda ctx: take_back(ctx, pair.pair_id, pair.version), said)
    state.put_in_address("id", pair.pair_id)


def _later(pair_id: int) -> None:
    _loading.put_off(pair_id)
    state.put_in_address("id", None)


def _try(screen: Screen, call: Callable[[Context], None], said: str) -> bool:
    """An error is told on the page as it is now, for somebody else has changed it."""
    try:
        with screen.writing() as ctx:
            call(ctx)
    except AppError as error:
        state.pick(ERROR, error)
        return False
    state.pick(SAID, said)
    return True
