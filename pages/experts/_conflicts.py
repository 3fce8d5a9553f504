"""要回避谁: conflicts of interest, declared by the expert or an officer, ended with a reason."""

from __future__ import annotations

import streamlit as st

from data.domain.ties import DECLARED, ConflictKind
from data.i18n import _
from data.queries.ties import ConflictRow, conflicts_of_expert, farms_to_declare
from data.services.conflicts import declare_conflict, end_conflict
from pages.experts._loading import View
from pages.shared import state
from pages.shared.badges import small
from pages.shared.components import done, heading, note
from pages.shared.formats import moment, plain
from pages.shared.guards import Screen, open_dialog
from pages.shared.labels import CONFLICT, label
from pages.shared.register import lifecycle

DECLARES, ENDS = "declare", "end_conflict"


def draw(screen: Screen, view: View) -> None:
    with screen.reading() as ctx:
        rows = conflicts_of_expert(ctx, view.page.id)
    heading(_("要回避谁"))
    for row in rows:
        _line(view, row)
    if not rows:
        note(_("没有申报。卖农资给人家、是人家的成员、亲属、同单位、考核人家的，都要报，报了就不派那一家。"))
    if view.page.may_edit and view.page.is_active and st.button(
        _("申报回避"), type="tertiary", icon=":material/shield_person:", key="open_declare",
    ):
        lifecycle.ask_for(DECLARES, view.page)


def show(screen: Screen, view: View) -> None:
    if lifecycle.is_asked(DECLARES, view.page) and view.page.may_edit:
        open_dialog(screen, _("要回避哪一家？"), _declare, view, on_dismiss=lifecycle.forget)
    elif lifecycle.is_asked(ENDS, view.page) and view.page.may_edit:
        open_dialog(screen, _("不用再回避了？"), _end, on_dismiss=lifecycle.forget)


def _line(view: View, row: ConflictRow) -> None:
    said = small(label(CONFLICT, ConflictKind(row.kind)), row.words, row.who, moment(row.at, view.now))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"here_conflict_{row.id}"):
        st.markdown(f"{plain(row.farm)} {said}", width="content")
        if view.page.may_edit and st.button(
            _("不用回避了"), type="tertiary", icon=":material/undo:", key=f"end_conflict_{row.id}",
        ):
            state.pick(ENDS, row.id)
            lifecycle.ask_for(ENDS, view.page)


def _declare(screen: Screen, view: View) -> None:
    search = st.text_input(_("农户、合作社的名字"), max_chars=40, key="declare_search")
    with screen.reading() as ctx:
        found = dict(farms_to_declare(ctx, search))
    farm_id = st.selectbox(
        _("是哪一家"), list(found), index=None, format_func=found.get, key="declare_farm",
        placeholder=_("请选") if found else _("先写名字"), disabled=not found,
    )
    below_farm = st.container()
    kind = st.pills(_("因为什么"), list(DECLARED), format_func=lambda one: label(CONFLICT, one), key="declare_kind")
    below_kind = st.container()
    words = st.text_input(_("说一句（可不填）"), max_chars=200, key="declare_words")
    if st.button(_("申报"), type="primary", width="stretch", key="send_declare") and done(
        screen, lambda ctx: declare_conflict(ctx, view.page.id, farm_id or 0, kind or "", words),
        farm=below_farm, kind=below_kind,
    ):
        lifecycle.close(_("记下了，那一家的问题不再派来"))


def _end(screen: Screen) -> None:
    why = st.text_input(_("为什么"), max_chars=200, key="end_conflict_why")
    if st.button(_("不用回避了"), type="primary", width="stretch", key="send_end_conflict") and done(
        screen, lambda ctx: end_conflict(ctx, state.picked(ENDS), why),
    ):
        lifecycle.close(_("记下了，以后照常派"))
