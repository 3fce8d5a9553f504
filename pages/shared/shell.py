"""What stands around every screen: style, logo, name, language, sign-out, the demonstration mark."""

from __future__ import annotations

from html import escape
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from data.domain.roles import Actor
from data.i18n import _, language
from pages.shared import state
from pages.shared.formats import plain
from pages.shared.guards import Screen
from pages.shared.menu import ROLE_NAMES

LOGO_WIDTH = {"zh": 180, "en": 210}
THEME = Path(__file__).parent / "theme.css"
# Streamlit's logo does not follow dark mode: both tones are legible on either page.
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="32" viewBox="0 0 {width} 32">'
    '<rect width="32" height="32" rx="7" fill="#17694F"/>'
    '<path d="M16 26V15m0 3c-5 0-7-3-7-8 5 0 7 3 7 8zm0-3c0-4 2-7 7-7 0 5-2 7-7 7z" fill="none" stroke="#fff"'
    ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>'
    '<g font-family="-apple-system,Segoe UI,PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif">'
    '<text x="42" y="14" font-size="15" font-weight="700" fill="#278463">{name}</text>'
    '<text x="42" y="30" font-size="12" fill="#74827C">{place}</text></g></svg>'
)


def draw(screen: Screen | None) -> None:
    """Style, and for whoever is signed in the logo and the foot of the sidebar."""
    st.html(THEME)
    if screen is None:
        return
    _logo(screen.county.name, screen.county.is_demonstration)
    with st.sidebar.container(key="foot", gap="xsmall"):
        _foot(screen.actor)


def _logo(place: str, is_demonstration: bool) -> None:
    below = _("{place} · 演示").format(place=place) if is_demonstration else place
    name, width = escape(_("特派员工作台")), LOGO_WIDTH[language()]
    st.logo(LOGO.format(width=width, name=name, place=escape(below)), size="large")


def _foot(actor: Actor) -> None:
    who = " · ".join([plain(actor.name), _(ROLE_NAMES[actor.role])])
    st.markdown(f":small[:gray[:material/account_circle: {who}]]")
    other, name = ("en", "English") if language() == "zh" else ("zh", "中文")
    back, leave = quote(state.address(), safe=""), escape(_("退出"))
    st.html(
        f'<a href="/lang/{other}?next={back}" lang="{other}">{name}</a> <a href="/auth/signout">{leave}</a>'
    )
