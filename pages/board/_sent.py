"""After 派出: who got what, the way back for ten minutes, and on to what is still open."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.i18n import _, ngettext
from data.queries.board import BoardView
from data.services.board_dispatch import undo_board
from data.services.boards import open_board
from data.services.context import Context
from pages.board import _doing
from pages.shared import state
from pages.shared.components import badge, badge_line, link
from pages.shared.formats import clock, number, plain


def draw(view: BoardView, now: dt.datetime) -> None:
    with st.container(border=True, key="lead_sent"):
        at = clock(view.dispatched_at or now, now)
        said = ngettext("{who}{at}派出了{n}件", "{who}{at}派出了{n}件", view.sent)
        badge_line(badge(
            plain(said.format(who=view.dispatched_by, at=at, n=number(view.sent))), "green", "check_circle",
        ))
        with st.container(horizontal=True, gap="small"):
            _doing.button(
                _("排还没派的"), open_board, type="primary", key="next_board", icon=":material/view_kanban:",
            )
            if view.undo_until:
                _doing.button(
                    _("一起撤回（{moment}前可以）").format(moment=clock(view.undo_until, now)),
                    lambda ctx, _told: _undo(ctx, view.id), icon=":material/undo:", key="undo_board",
                )
    for row in view.going:
        with st.container(border=True, key=f"card_{row.card.id}", gap="xxsmall"):
            link(_("「{words}」").format(words=plain(row.card.title)), "problem", id=row.card.id)
            badge_line(
                badge(_("派给{expert}").format(expert=plain(row.expert or "")), "blue", "badge"),
                f":small[:gray[{plain(row.card.place)} · {plain(row.card.number)}]]",
            )


def _undo(ctx: Context, plan_id: int) -> None:
    back, stayed = undo_board(ctx, plan_id)
    said = _("撤回了{n}件").format(n=number(back))
    if stayed:
        said += _("，{n}件专家已经答复，留着").format(n=number(stayed))
    state.pick("toast", said)
