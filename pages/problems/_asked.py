"""Which dialog is open is kept in this tab, so that a rerun opens it again."""

from __future__ import annotations

import streamlit as st

from pages.problems._loading import View
from pages.shared import state
from pages.shared.menu import SCREENS

OPEN = "dialog"


def ask_for(name: str, view: View, expert_id: int | None = None) -> None:
    """Open dialog `name` (assign, correct, unfit, decline) on the next run."""
    state.pick(OPEN, (name, view.page.id, expert_id))
    st.rerun()


def asked(view: View) -> tuple[str | None, int | None]:
    """Name of the dialog asked for on this question, and the expert concerned."""
    name, problem_id, expert_id = state.picked(OPEN) or (None, None, None)
    return (name, expert_id) if problem_id == view.page.id else (None, None)


def forget() -> None:
    state.drop(OPEN)


def close() -> None:
    """Back to the page as it is now."""
    forget()
    st.rerun()


def leave(path: str) -> None:
    """Close, and on to another screen: this one may be out of reach now."""
    forget()
    st.switch_page(SCREENS[path].file)
