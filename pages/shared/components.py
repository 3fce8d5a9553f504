"""The pieces screens are made of (design: docs/design.md). Words of users go through `formats.plain`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from html import escape
from typing import NoReturn, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.domain.errors import AppError
from data.i18n import _, language
from data.i18n.errors import sentence
from data.queries.fact_requests import Answer
from data.services.context import Context
from pages.shared import state
from pages.shared.formats import plain
from pages.shared.guards import Screen
from pages.shared.menu import HOMES, SCREENS

T = TypeVar("T")
MARKS = {
    "plus": ":green[:material/check:]",
    "minus": ":orange[:material/remove:]",
    "no": ":red[:material/close:]",
    "step": ":gray[:material/arrow_forward:]",
    "ahead": ":green[:material/trending_up:]",
    "behind": ":gray[:material/trending_down:]",
    "change": ":gray[:material/swap_vert:]",
    "done": ":green[:material/check_circle:]",
    "now": ":orange[:material/schedule:]",
}


def heading(text: str, level: int = 2, beside: str = "", anchor: str = "") -> None:
    """A section's heading, with small words at its right end; `anchor` names it for links on this page."""
    if anchor:
        with st.container(gap=None, key=f"anchor_{anchor}"):
            st.html(f'<span id="{anchor}"></span>')
            heading(text, level, beside)
        return
    if not beside:
        st.markdown(f"{'#' * level} {text}", anchors=False)
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"{'#' * level} {text}", anchors=False, width="content")
        st.markdown(f":small[:gray[{beside}]]", width="content")


def note(text: str, more: str | None = None) -> None:
    """Small gray words; `text` is Markdown. `more` opens from a question mark behind them."""
    st.markdown(f":small[:gray[{text}]]", help=more)


def fact(label: str, value: str, best: bool = False) -> None:
    """A small label over its value; bold when best of the compared."""
    with st.container(gap=None):
        st.markdown(f":small[:gray[{label}]]")
        st.markdown(f"**{value}**" if best else value)


def facts(rows: Iterable[tuple[str, str] | tuple[str, str, bool]], columns: int = 4) -> None:
    """Facts four across on a desk, two by two on a phone."""
    with st.grid(columns, min_column_width=100, gap=("xsmall", "small")):
        for row in rows:
            fact(*row)


def badge(text: str, colour: str, icon: str = "") -> str:
    """An inline badge as Markdown; several stand in one `badge_line`."""
    return f":{colour}-badge[{f':material/{icon}: ' if icon else ''}{text}]"


def badge_line(*parts: str) -> None:
    """One line of badges and small words (each part is Markdown); it wraps as text does."""
    st.markdown(" ".join(part for part in parts if part))


def demonstration_badge() -> str:
    return badge(_("演示数据"), "gray")


def demonstration_line(screen: Screen) -> None:
    """Under the title of what shows people or figures: that they are made up, where they are."""
    if screen.county.is_demonstration:
        badge_line(demonstration_badge())


def told_once() -> None:
    """What the last click brought, told once."""
    if said := state.drop("toast"):
        st.toast(plain(said), icon=":material/check_circle:")


def reason_list(rows: Iterable[tuple[str, str]], key: str) -> None:
    """Sentences with the mark of their kind: plus, minus, no, step."""
    marked_list([f"{MARKS[kind]} {plain(words)}" for kind, words in rows], key)


def timeline(rows: Iterable[tuple[str, str]], now: str = "", *, key: str = "timeline") -> None:
    """What happened (time, words), oldest first; `now` is what is waited for, in bold."""
    lines = [f"{MARKS['done']} {time} &nbsp; {plain(words)}" for time, words in rows]
    if now:
        word = _("现在")
        lines.append(f"{MARKS['now']} **{word} &nbsp; {plain(now)}**")
    marked_list(lines, key)


def marked_list(lines: Sequence[str], key: str) -> None:
    """A Markdown list whose bullets are the icons its lines begin with. `key` is unique on the page."""
    if lines:
        with st.container(key=f"why_{key}"):
            st.markdown("\n".join(f"- {line}" for line in lines))


def words_of(text: str, key: str = "asker") -> None:
    """The asker's own words, largest text after the title, whole."""
    with st.container(key=f"words_{key}"):
        st.markdown(_("「{words}」").format(words=plain(text)))


def answer_of(answer: Answer | None, key: str = "photos_answer") -> None:
    """What the asker told when asked back, and the photos that came with it. `key`: as for `photos`."""
    if answer:
        st.markdown(_("后来补充：{words}").format(words=plain(answer.words)))
        photos(answer.photos, _("农户补拍的照片"), key)


def empty_state(text: str, path: str = "", label: str = "") -> None:
    """What is empty, why that is good or bad, and at most one way on."""
    with st.container(border=True):
        st.markdown(text)
        if path:
            link(label, path)


def link(label: str, path: str, icon: str | None = None, *, icon_after: bool = False, **query: object) -> None:
    """A link to another screen, by its address without the slash."""
    st.page_link(
        SCREENS[path].file, label=label, icon=icon, icon_position="right" if icon_after else "left",
        query_params={name: str(value) for name, value in query.items()} or None,
    )


def go_button(label: str, path: str, icon: str | None = None, *, primary: bool = True, **query: object) -> None:
    """A button that leads to another screen: the one next step of a page."""
    if st.button(label, type="primary" if primary else "secondary", icon=icon, key=f"go_{path}", width="stretch"):
        st.switch_page(SCREENS[path].file, query_params={name: str(value) for name, value in query.items()})


def photos(digests: Sequence[str], alt: str, key: str = "photos") -> None:
    """Photos of the file store side by side; each opens large. `key` begins with photos and is unique on the page."""
    if digests:
        shown = "".join(
            f'<a href="/photos/{digest}" target="_blank"><img src="/photos/{digest}" alt="{escape(alt)}"></a>'
            for digest in digests
        )
        with st.container(key=key):
            st.html(shown)


def show_error(error: AppError) -> None:
    """What happened and what to do, beside the action that failed; for one of several rows, in which."""
    row = _("第{row}行：").format(row=error.params["row"]) if "row" in error.params else ""
    st.error(plain(row + sentence(error, language())), icon=":material/error:")


def dead_end(screen: Screen, error: AppError) -> NoReturn:
    """A page that cannot be shown: why not, and the way home."""
    st.title(_("这一页打不开"), anchor=False)
    show_error(error)
    home = HOMES[screen.actor.role]
    link(_(SCREENS[home].title_for(screen.actor.role)), home, ":material/arrow_back:")
    st.stop()


def done(screen: Screen, call: Callable[[Context], object], **beside: DeltaGenerator) -> bool:
    """As `attempt`, for a service that returns nothing: True when it went through."""
    return attempt(screen, lambda ctx: (call(ctx),), **beside) is not None


def attempt(screen: Screen, call: Callable[[Context], T], **beside: DeltaGenerator) -> T | None:
    """Run one service call in its transaction. An error's sentence is shown here, or beside the field to blame
    (field=container), and None comes back."""
    try:
        with screen.writing() as ctx:
            return call(ctx)
    except AppError as error:
        with beside.get(error.field or "") or nullcontext():
            show_error(error)
        return None


def attempt_reading(screen: Screen, call: Callable[[Context], T]) -> T | None:
    """As `attempt`, for what writes nothing and may take seconds: nobody waits for it."""
    try:
        with screen.reading() as ctx:
            return call(ctx)
    except AppError as error:
        show_error(error)
        return None
