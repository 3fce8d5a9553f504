"""The only place that touches `st.session_state`, cookies and the address."""

from __future__ import annotations

from typing import Any

import streamlit as st

from data.i18n import LANGUAGES
from pages.http.visitor import LANGUAGE_COOKIE, SESSION_COOKIE


def session_token() -> str | None:
    """The browser's session token, as it was when the page was opened. Tests replace this one function."""
    return st.context.cookies.get(SESSION_COOKIE)


def chosen_language() -> str:
    """`?lang=` for this tab, else the cookie, else Chinese."""
    asked = st.query_params.get("lang") or st.session_state.get("lang") or st.context.cookies.get(LANGUAGE_COOKIE)
    if asked not in LANGUAGES:
        return LANGUAGES[0]
    if st.query_params.get("lang"):
        st.session_state["lang"] = asked
    return asked


def number_in_address(name: str) -> int | None:
    """The whole number behind `?name=`, None when there is none."""
    raw = st.query_params.get(name, "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 12 else None


def word_in_address(name: str) -> str | None:
    """The letters, digits and dashes behind `?name=`, None when there is anything else or nothing."""
    raw = st.query_params.get(name, "")
    return raw if raw.replace("-", "").isalnum() and raw.isascii() and len(raw) <= 24 else None


def put_in_address(name: str, value: object | None) -> None:
    """Let the address say `?name=value`, or nothing of `name` for None."""
    if value is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = str(value)


def address() -> str:
    """Path and query of the page the reader is on, to come back to."""
    url = st.context.url or "/"
    path = "/" + url.split("://", 1)[-1].partition("/")[2].partition("?")[0]
    query = "&".join(f"{name}={value}" for name, value in st.query_params.items() if name != "lang")
    return f"{path}?{query}" if query else path


def link_to(path: str) -> str:
    """The full address of a path on this site, as others may open it."""
    scheme, _, rest = (st.context.url or "").partition("://")
    return f"{scheme}://{rest.partition('/')[0]}{path}" if rest else path


def picked(name: str, default: Any = None) -> Any:
    """What `pick` kept under `name` in this tab."""
    return st.session_state.get(name, default)


def pick(name: str, value: Any) -> None:
    st.session_state[name] = value


def drop(name: str) -> Any:
    """Take away what `pick` kept, and return it (None when there was nothing)."""
    return st.session_state.pop(name, None)
