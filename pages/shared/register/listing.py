"""A list of records: search, filters and order above, pages below; the rows are the concept's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from data.i18n import N_, _
from data.queries.problem_rows import Page
from data.queries.register import BY_CHANGE, BY_COMPLETENESS, BY_NAME, INCOMPLETE, RETIRED, ListRequest
from data.queries.register_codes import codes_for
from data.register.concept import Concept
from pages.shared import state
from pages.shared.guards import Screen
from pages.shared.register.widgets import options_of

T = TypeVar("T")
ORDERS = {BY_NAME: N_("按名字"), BY_CHANGE: N_("最近改过的在前"), BY_COMPLETENESS: N_("资料最缺的在前")}
SAME_FOR_ALL = {INCOMPLETE: N_("资料不全"), RETIRED: N_("停用的")}


def ask(screen: Screen, concept: Concept, filters: Sequence[str], placeholder: str) -> ListRequest:
    """Draw search, the selectboxes of `filters` (fields with choices), the ways to narrow and the order."""
    search = st.text_input(
        _("搜索"), type="search", key=_key(concept, "search"), placeholder=placeholder, max_chars=60,
        on_change=_to_first_page, args=(concept,),
    )
    choices = _choices(screen, concept, filters)
    narrow = st.pills(
        _("哪些"), [*concept.filters, *SAME_FOR_ALL], key=_key(concept, "narrow"), label_visibility="collapsed",
        format_func=lambda one: _(SAME_FOR_ALL[one] if one in SAME_FOR_ALL else concept.filters[one].label),
        on_change=_to_first_page, args=(concept,),
    )
    order = state.picked(_key(concept, "order")) or BY_NAME
    return ListRequest(search, choices, narrow, order, state.picked(_key(concept, "page")) or 1)


def pages(concept: Concept, page: Page[T]) -> None:
    if page.pages > 1:
        st.pagination(page.pages, key=_key(concept, "page"))


def _choices(screen: Screen, concept: Concept, filters: Sequence[str]) -> dict[str, str]:
    with screen.reading() as ctx:
        codes = codes_for(ctx, concept)
        listed = {name: options_of(concept.by_name[name], codes) for name in filters}
    chosen = {}
    with st.grid(len(filters) + 1, min_column_width=150, gap="small"):
        for name, (options, words) in listed.items():
            chosen[name] = st.selectbox(
                _(concept.by_name[name].label), options, index=None, key=_key(concept, name), format_func=words,
                placeholder=_("全部"), on_change=_to_first_page, args=(concept,),
            )
        st.selectbox(_("顺序"), list(ORDERS), key=_key(concept, "order"), format_func=lambda one: _(ORDERS[one]))
    return {name: code for name, code in chosen.items() if code}


def _to_first_page(concept: Concept) -> None:
    state.drop(_key(concept, "page"))


def _key(concept: Concept, name: str) -> str:
    return f"{concept.name}_list_{name}"
