"""What an officer clicks is done to the board as it was drawn: who was overtaken is told, nothing is overwritten."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import streamlit as st

from data.i18n import _
from data.services.board_input import Told
from data.services.boards import Solved, solved_beforehand
from data.services.context import Context
from pages.shared import state
from pages.shared.components import attempt
from pages.shared.guards import Screen

Deed = Callable[[Context, Told], object]
SHOWN_AFTER = 0.7  # seconds
TO_DO = "board:to_do"


def button(label: str, deed: Deed, **look: Any) -> None:
    """`deed` holds what this page shows; it is done before the page is read anew."""
    st.button(label, on_click=state.pick, args=(TO_DO, (run, deed)), **look)


def solving_button(label: str, deed: Callable[[Context, Told, Solved], object], **look: Any) -> None:
    """As `button` for what needs a proposal."""
    st.button(label, on_click=state.pick, args=(TO_DO, (solving, deed)), **look)


def do(screen: Screen) -> None:
    """What was clicked last, in its transaction, with its progress; an error's sentence stands here."""
    to_do = state.drop(TO_DO)
    if to_do is not None:
        how, deed = to_do
        how(screen, deed)


def solving(screen: Screen, deed: Callable[[Context, Told, Solved], object]) -> bool:
    """As `run` for what needs a proposal: it is reckoned first, while others can write."""
    bar = told()
    with screen.reading() as ctx:
        solved = solved_beforehand(ctx, bar)
    return attempt(screen, lambda ctx: (deed(ctx, bar, solved),)) is not None


def run(screen: Screen, deed: Deed) -> bool:
    """Whether it went through."""
    return attempt(screen, lambda ctx: (deed(ctx, told()),)) is not None


def told() -> Told:
    """A bar that appears when the work lasts."""
    begun, bar = time.monotonic(), st.empty()

    def tell(done: int, of_all: int) -> None:
        if time.monotonic() - begun > SHOWN_AFTER:
            bar.progress(done / of_all, _("算到第{done}件，共{all}件").format(done=done, all=of_all))
        if done == of_all:
            bar.empty()

    return tell
