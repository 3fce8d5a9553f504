"""After 派出: who got what, the way back for ten minutes, and on to what is still open."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.i18n import _, ngettext
from data.queries.board import BoardView, WayBack, way_back
from data.services.board_dispatch import undo_board
from data.services.boards import open_board
from data.services.context import Context
from pages.board import _doing, _news
from pages.shared import state
from pages.shared.components import badge, badge_line, link
from pages.shared.formats import clock, number, plain
from pages.shared.guards import Screen


def draw(screen: Screen, view: BoardView, now: dt.datetime) -> None:
    with st.container(border=True, key="lead_sent"):
        _said(view.dispatched_by, view.dispatched_at or now, view.sent, now)
        with st.container(horizontal=True, gap="small"):
            _doing.solving_button(
                _("再排一次"), open_board, type="primary", key="next_board", icon=":material/view_kanban:",
            )
            _undo_button(_way_back(screen), now)
    _news.draw(screen, view, now)
    for row in view.going:
        with st.container(border=True, key=f"card_{row.card.id}", gap="xxsmall"):
            link(_("「{words}」").format(words=plain(row.card.title)), "problem", id=row.card.id)
            badge_line(
                badge(_("派给{expert}").format(expert=plain(row.expert or "")), "blue", "badge"),
                f":small[:gray[{plain(row.card.place)} · {plain(row.card.number)}]]",
            )


def still_undo(screen: Screen, now: dt.datetime) -> None:
    """Above a board in preparation: the dispatch before it, while it can be taken back."""
    way = _way_back(screen)
    if way:
        with st.container(border=True, key="card_way_back", horizontal=True, vertical_alignment="center", gap="small"):
            _said(way.by, way.at, way.sent, now)
            _undo_button(way, now)


def _said(who: str | None, sent_at: dt.datetime, sent: int, now: dt.datetime) -> None:
    said = ngettext("{who}{at}派出了{n}件", "{who}{at}派出了{n}件", sent)
    badge_line(badge(plain(said.format(who=who, at=clock(sent_at, now), n=number(sent))), "green", "check_circle"))


def _way_back(screen: Screen) -> WayBack | None:
    with screen.reading() as ctx:
        return way_back(ctx)


def _undo_button(way: WayBack | None, now: dt.datetime) -> None:
    if way:
        _doing.button(
            _("一起撤回（{moment}前可以）").format(moment=clock(way.until, now)),
            lambda ctx, _told: _undo(ctx, way.plan_id), icon=":material/undo:", key="undo_board",
        )


def _undo(ctx: Context, plan_id: int) -> None:
    back, stayed = undo_board(ctx, plan_id)
    said = _("撤回了{n}件").format(n=number(back))
    if stayed:
        said += _("，{n}件专家已经答复，留着").format(n=number(stayed))
    state.pick("toast", said)
