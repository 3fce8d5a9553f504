"""The script that Streamlit runs: language, session, the menu of the role, then the screen."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Actor
from data.i18n import _
from pages.shared import shell
from pages.shared.guards import visitor
from pages.shared.menu import HOMES, MAIN, SCREENS, Listed, in_menu_order


def pages(actor: Actor | None) -> dict[str, list[st.Page]]:
    """Every screen is registered for everybody, so that a wrong way in meets a sentence; menus differ."""
    sections: dict[str, list[st.Page]] = {MAIN: [st.Page(home, title=_("工作台"), default=True, visibility="hidden")]}
    for screen in in_menu_order(actor.role if actor else None):
        section = screen.section_for(actor.role if actor else None)
        sections.setdefault(_(section) if section else MAIN, []).append(_page(screen, actor))
    return sections


def _page(screen: Listed, actor: Actor | None) -> st.Page:
    is_shown = actor is not None and actor.role in screen.menu
    return st.Page(
        screen.file, title=_(screen.title_for(actor.role if actor else None)), icon=screen.icon, url_path=screen.path,
        visibility="visible" if is_shown else "hidden",
    )


def home() -> None:
    """The bare address leads to the role's own first screen."""
    here = visitor()
    st.switch_page(SCREENS[HOMES[here.actor.role] if here else "today"].file)


st.set_page_config(page_icon="🌱", layout="wide")
screen = visitor()
page = st.navigation(pages(screen.actor if screen else None), expanded=True)
shell.draw(screen)
page.run()
