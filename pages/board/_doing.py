"""What an officer clicks is done to the board as it was drawn: who was overtaken is told, nothing is overwritten."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import streamlit as st

from data.i18n import _
from data.services.board_input import Told
from data.services.context import Context
from pages.shared import state
from pages.shared.components import attempt
from pages.shared.guards import Screen

Deed = Callable[[Context, Told], object]
SHOWN_AFTER = 0.7  # seconds
TO_DO = "board:to_do"


def button(label: str, deed: Deed, **look: Any) -> None:
    """`deed` holds what this page shows; it is done before the page is read anew."""
    st.button(label, on_click=state.pick, args=(TO_DO, deed), **look)


def do(screen: Screen) -> None:
    """What was clicked last, in its transaction, with its progress; an error's sentence stands here."""
    deed = state.drop(TO_DO)
    if deed is not None:
        run(screen, deed)


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
