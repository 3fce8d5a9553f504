"""加一个词: the book name, what people call it, what kind of thing it is."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.queries.taxonomy import industries, problem_types
from data.services.county_words import WordForm, add_word
from pages.admin._word_rows import KINDS
from pages.shared import state
from pages.shared.components import attempt, note
from pages.shared.guards import Screen, open_dialog

OPEN = "words:dialog"


def show(screen: Screen) -> None:
    if state.picked(OPEN):
        open_dialog(screen, _("加一个词"), _form, on_dismiss=_forget)


def _forget() -> None:
    state.drop(OPEN)


def _form(screen: Screen) -> None:
    with screen.reading() as ctx:
        trades = {one.code: one.short_name for one in industries(ctx)}
        types = {one.code: one.name for one in problem_types(ctx)}
    name = st.text_input(_("书面名称"), max_chars=40, key="word_name", placeholder=_("比如：向日葵"))
    below_name = st.container()
    folk = st.text_input(
        _("本地叫法（可以几个，用顿号隔开）"), max_chars=300, key="word_folk", placeholder=_("比如：照阳花、转日莲"),
    )
    below_folk = st.container()
    kind = st.selectbox(
        _("是哪一类"), list(KINDS), index=None, key="word_kind", format_func=lambda code: _(KINDS[code]),
        placeholder=_("选一个"),
    )
    below_kind = st.container()
    chosen_trades = st.multiselect(_("产业（可不选）"), list(trades), key="word_trades", format_func=trades.__getitem__)
    chosen_types = st.multiselect(
        _("说到它多半是哪类事（可不选）"), list(types), key="word_types", format_func=types.__getitem__,
    )
    broader = st.text_input(_("属于什么（可不填）"), max_chars=40, key="word_broader", placeholder=_("比如：黄萎病"))
    below_broader = st.container()
    english = st.text_input(_("英文（可不填）"), max_chars=80, key="word_english")
    note(_("系统认得的名称，加的叫法就归到它名下；不认得的，算一个新词。"))
    if st.button(_("加上"), type="primary", key="send_word"):
        form = WordForm(kind or "", name, folk, english, tuple(chosen_trades), tuple(chosen_types), broader)
        if attempt(
            screen, lambda ctx: add_word(ctx, form), name=below_name, folk=below_folk, kind=below_kind,
            broader=below_broader,
        ):
            state.pick("toast", _("「{name}」加上了，马上就读").format(name=name.strip()))
            _forget()
            st.rerun()
