"""Each open question: who has it today, whom the board proposes, why, and what the officer says about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import streamlit as st

from data.domain.board import TO_DISPATCH, Mark, RowState
from data.i18n import _
from data.queries.board import BoardView, RowView
from data.services.boards import mark, unmark
from data.services.context import Context
from pages.board import _doing, _why
from pages.shared.badges import small, time_badge, urgency_badge
from pages.shared.components import badge, badge_line, heading, link, marked_list, note
from pages.shared.formats import plain, shorten
from pages.shared.reasons import Teller


def draw(view: BoardView, teller: Teller, now: dt.datetime) -> None:
    heading(_("每一件派给谁"), beside=_("最急的在前；锁住的、不给的，重算时都照办"))
    with st.container(gap="small"):
        for row in view.rows:
            edge = "lead" if row.is_changed else "card"
            with st.container(border=True, key=f"{edge}_{row.card.id}", gap="xxsmall"):
                _row(view, row, teller, now)


def _row(view: BoardView, row: RowView, teller: Teller, now: dt.datetime) -> None:
    with st.container(key=f"split_row_{row.card.id}"):
        asked, proposed = st.columns([5, 7], gap="medium")
        with asked, st.container(gap="xxsmall"):
            _asked(row, now)
        with proposed, st.container(gap="xxsmall"):
            _proposed(row, teller)
            _said(view, row)


def _asked(row: RowView, now: dt.datetime) -> None:
    card = row.card
    link(_("「{words}」").format(words=plain(shorten(card.words))), "problem", id=card.id)
    badge_line(
        urgency_badge(card.urgency), time_badge(card.due_at, now), small(card.place, card.industry, card.number),
    )
    note(plain(_("今天：{who}（等答复）").format(who=row.offered_to)) if row.offered_to else _("今天：还没派"))


def _proposed(row: RowView, teller: Teller) -> None:
    badges = [
        badge(_("改动"), "orange", "swap_horiz") if row.is_changed else "",
        badge(_("锁住"), "gray", "lock") if row.lock else "",
        badge(_("改了，还没重算"), "orange", "refresh") if row.to_solve else "",
    ]
    badge_line(f"**{plain(row.expert)}**" if row.expert else f"**{_why.without_expert(row)}**", *badges)
    marked_list(_why.lines(row, teller), f"row_{row.card.id}")


def _said(view: BoardView, row: RowView) -> None:
    """The officer's word on this row; small buttons under the reason."""
    with st.container(horizontal=True, gap="small", key=f"say_{row.card.id}"):
        if row.later:
            _button(_("不等了，排进去"), "play_arrow", f"again_{row.card.id}",
                    lambda ctx: unmark(ctx, view.id, view.version, row.later.id))
        elif row.lock or (row.state in TO_DISPATCH and row.expert_id):
            _pair(view, row)
        for one in row.said:
            if one.kind is Mark.FORBIDDEN:
                _button(_("又可以给{expert}了").format(expert=one.expert), "undo", f"allow_{one.id}",
                        lambda ctx, id_=one.id: unmark(ctx, view.id, view.version, id_))
        if row.state is RowState.ALONE:
            link(_("去打值班电话、单独派"), "problem", ":material/call:", id=row.card.id)
        if row.state in (RowState.NOBODY, RowState.ELSEWHERE):
            link(_("去看怎么办"), "problem", ":material/arrow_forward:", id=row.card.id)


def _pair(view: BoardView, row: RowView) -> None:
    problem_id, expert_id = row.card.id, row.expert_id
    if row.lock:
        lock_id = row.lock.id
        _button(_("放开"), "lock_open", f"unlock_{problem_id}",
                lambda ctx: unmark(ctx, view.id, view.version, lock_id))
        return
    _button(_("锁住"), "lock", f"lock_{problem_id}",
            lambda ctx: mark(ctx, view.id, view.version, Mark.LOCKED, problem_id, expert_id))
    _button(_("不给{expert}").format(expert=row.expert), "person_off", f"forbid_{problem_id}",
            lambda ctx: mark(ctx, view.id, view.version, Mark.FORBIDDEN, problem_id, expert_id))
    _button(_("先等等"), "schedule", f"later_{problem_id}",
            lambda ctx: mark(ctx, view.id, view.version, Mark.LATER, problem_id))


def _button(label: str, icon: str, key: str, call: Callable[[Context], None]) -> None:
    _doing.button(label, lambda ctx, _told: call(ctx), icon=f":material/{icon}:", type="tertiary", key=key)
