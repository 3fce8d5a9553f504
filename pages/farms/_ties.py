"""Whom the unit does not want, and who must keep away from it."""

from __future__ import annotations

import streamlit as st

from data.domain.ties import ConflictKind, RefusalReason
from data.i18n import _
from data.queries.ties import ConflictRow, WishRow
from data.services.wishes import end_refusal
from pages.farms._loading import View
from pages.shared.badges import small
from pages.shared.components import done, heading, note
from pages.shared.formats import moment, plain
from pages.shared.guards import Screen
from pages.shared.labels import CONFLICT, REFUSAL_REASONS, label
from pages.shared.register import lifecycle


def draw(screen: Screen, view: View) -> None:
    heading(_("不派给这里的专家"))
    if not view.wishes and not view.conflicts:
        note(_("没有。提问题时可以点名要谁；派来的不合适，可以换一位。"))
    for wish in view.wishes:
        _refusal(screen, view, wish)
    for conflict in view.conflicts:
        _conflict(view, conflict)


def _refusal(screen: Screen, view: View, wish: WishRow) -> None:
    reason = label(REFUSAL_REASONS, RefusalReason(wish.reason)) if wish.reason else ""
    said = small(_("不想要"), reason, wish.words, wish.who, moment(wish.at, view.now))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"here_wish_{wish.id}"):
        st.markdown(f"{plain(wish.expert)} {said}", width="content")
        if view.page.may_edit and st.button(
            _("又可以派了"), type="tertiary", icon=":material/undo:", key=f"end_wish_{wish.id}",
        ) and done(screen, lambda ctx: end_refusal(ctx, wish.id)):
            lifecycle.close(_("以后又可以派{expert}来了").format(expert=wish.expert))


def _conflict(view: View, one: ConflictRow) -> None:
    kind = label(CONFLICT, ConflictKind(one.kind))
    said = small(_("要回避"), kind, one.words, one.who, moment(one.at, view.now))
    st.markdown(f"{plain(one.expert)} {said}")
