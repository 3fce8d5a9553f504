"""What an officer clicks is done to the board as it was drawn: who was overtaken is told, nothing is overwritten."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from data.domain.errors import AppError
from data.i18n import N_, _
from data.services.board_input import Phase, Told
from data.services.boards import Solved, solved_beforehand
from data.services.context import Context
from pages.shared import state
from pages.shared.components import attempt, show_error
from pages.shared.guards import Screen

Deed = Callable[[Context, Told], object]
Reckon = Callable[[Context, Told], Solved]
Write = Callable[[Context, Told, Solved], object]
SHOWN_AFTER = 0.7  # seconds
TO_DO = "board:to_do"
PHASES: Mapping[Phase, str] = {
    Phase.READING: N_("看第{done}件，共{all}件"),
    Phase.ASSIGNING: N_("整块板一起排"),
    Phase.EXPLAINING: N_("找排不下的原因和办法"),
    Phase.SENDING: N_("派第{done}件，共{all}件"),
}


def button(label: str, deed: Deed, **look: Any) -> None:
    """`deed` holds what this page shows; it is done before the page is read anew."""
    st.button(label, on_click=state.pick, args=(TO_DO, (run, deed)), **look)


def solving_button(label: str, write: Write, reckon: Reckon = solved_beforehand, **look: Any) -> None:
    """As `button` for what needs a proposal."""
    st.button(label, on_click=state.pick, args=(TO_DO, (solving, write, reckon)), **look)


def do(screen: Screen) -> None:
    """What was clicked last, in its transaction, with its progress; an error's sentence stands here."""
    to_do = state.drop(TO_DO)
    if to_do is not None:
        how, *deeds = to_do
        how(screen, *deeds)


def solving(screen: Screen, write: Write, reckon: Reckon = solved_beforehand) -> bool:
    """As `run` for what needs a proposal: it is reckoned first, while others can write. Where something has moved
    meanwhile the sentence says what, beside the way to do it once more."""
    bar = told()
    try:
        with screen.reading() as ctx:
            solved = reckon(ctx, bar)
        with screen.writing() as ctx:
            write(ctx, bar, solved)
    except AppError as error:
        show_error(error)
        if error.code == "board_moved":
            solving_button(_("再算一次"), write, reckon, key="once_more", icon=":material/refresh:")
        return False
    return True


def run(screen: Screen, deed: Deed) -> bool:
    """Whether it went through."""
    return attempt(screen, lambda ctx: (deed(ctx, told()),)) is not None


def told() -> Told:
    """A bar that appears when the work lasts."""
    begun, bar = time.monotonic(), st.empty()

    def tell(done: int, of_all: int, phase: Phase) -> None:
        if done == of_all:
            bar.empty()
        elif time.monotonic() - begun > SHOWN_AFTER:
            bar.progress(done / of_all, _(PHASES[phase]).format(done=done, all=of_all))

    return tell
