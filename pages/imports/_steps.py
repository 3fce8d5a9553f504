"""Where a list stands: what it is, the steps of going through it, and the way between them."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.i18n import N_, _
from data.queries.imports import ImportPage
from data.services.imports.again import again, compare_kept
from data.services.imports.deciding import drop
from pages.imports._history import who
from pages.imports._words import KINDS, STATES
from pages.shared import state
from pages.shared.components import attempt_reading, badge, badge_line, done
from pages.shared.formats import inside, moment
from pages.shared.guards import Screen
from pages.shared.menu import SCREENS

STEPS = {"columns": N_("认列"), "rows": N_("查错"), "same": N_("认重"), "write": N_("写入")}


def head(page: ImportPage, now: dt.datetime) -> None:
    """State, kind and who; for a file that came in before, that it did."""
    words, colour, icon = STATES[page.state]
    badge_line(badge(_(words), colour, icon), f":small[:gray[{_(KINDS[page.kind])} · {who(page, now)}]]")
    if state.number_in_address("again"):
        day = inside(moment(page.merged_at or page.brought_at, now))
        said = _("和{moment}导入的一样，没有变化。下面就是那一份。").format(moment=day)
        st.info(said, icon=":material/content_copy:")


def line(current: str) -> None:
    """1 文件 → 2 认列 → 3 查错 → 4 认重 → 5 写入, the step that is open in bold."""
    names = list(STEPS)
    first = _("文件")
    said = [f":green[:material/check: 1 {first}]"]
    for place, (name, words) in enumerate(STEPS.items(), 2):
        shown = f"{place} {_(words)}"
        if name == current:
            said.append(f"**{shown}**")
        elif names.index(name) < names.index(current):
            said.append(f":green[:material/check: {shown}]")
        else:
            said.append(f":gray[{shown}]")
    st.markdown(" &nbsp;→&nbsp; ".join(said))


def go(page: ImportPage, step: str) -> None:
    """Open a step: it stands in the address, so that a reload finds it."""
    st.switch_page(SCREENS["import"].file, query_params={"id": str(page.id), "step": step})


def back_button(page: ImportPage, step: str) -> None:
    if st.button(_("上一步：{step}").format(step=_(STEPS[step])), icon=":material/arrow_back:", key="import_back"):
        go(page, step)


def next_button(page: ImportPage, step: str, label: str) -> None:
    if st.button(label, type="primary", key="import_next"):
        go(page, step)


def again_button(screen: Screen, page: ImportPage) -> None:
    """Hold the list against the register as it is now: experts that were missing may have come in."""
    if st.button(_("再核对一遍"), key="import_again"):
        compare_again(screen, page, "rows")


def compare_again(screen: Screen, page: ImportPage, step: str) -> None:
    """Read and compare, then keep in a moment; go on to `step` when that went well."""
    with st.spinner(_("和名册核对")):
        found = attempt_reading(screen, lambda ctx: compare_kept(ctx, page.id, page.version))
    if found is not None and done(screen, lambda ctx: again(ctx, page.id, found)):
        go(page, step)


def drop_button(screen: Screen, page: ImportPage) -> None:
    """For a list that is not wanted after all."""
    if st.button(_("不要这份了"), type="tertiary", key="import_drop") and done(
        screen, lambda ctx: drop(ctx, page.id, page.version),
    ):
        state.pick("toast", _("收起来了，什么也没写入"))
        st.switch_page(SCREENS["imports"].file)
