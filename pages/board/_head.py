"""How many of which kind, when it was solved; solve again, dispatch all."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.board import RowState
from data.i18n import _, ngettext
from data.queries.board import BoardView, RowView
from data.services.board_dispatch import dispatch_board
from data.services.boards import solve_again
from pages.board import _doing, _why
from pages.shared import state
from pages.shared.components import attempt, heading, marked_list, note
from pages.shared.formats import clock, number, plain, shorten
from pages.shared.guards import Screen, open_dialog
from pages.shared.reasons import Teller


def draw(screen: Screen, view: BoardView, now: dt.datetime) -> None:
    said, actions = st.columns([5, 3], vertical_alignment="center")
    with said:
        st.markdown(_summary(view))
        note(plain(_("方案是{who}{at}算的。已经派出的不动，除非专家去不了。").format(
            who=view.solved_by, at=clock(view.solved_at, now),
        )))
    with actions:
        going = len(view.going)
        if going and st.button(
            ngettext("全部派出{n}件", "全部派出{n}件", going).format(n=number(going)), type="primary", key="dispatch",
            icon=":material/send:", width="stretch", disabled=view.to_solve,
        ):
            open_dialog(screen, _("把这{n}件一起派出？").format(n=number(going)), _confirm, view)
        again(view)


def again(view: BoardView) -> None:
    _doing.solving_button(
        _("有改动，重算") if view.to_solve else _("重算"),
        lambda ctx, told, solved: solve_again(ctx, view.id, view.version, told, solved),
        icon=":material/refresh:", key="solve_again", width="stretch",
        type="primary" if view.to_solve else "secondary",
    )


def changes(view: BoardView, teller: Teller) -> None:
    """What is other than today, or than in the draft before, and why."""
    changed = [row for row in view.rows if row.is_changed and row.expert]
    if not changed:
        return
    heading(_("改了什么，为什么"))
    marked_list([f":orange[:material/swap_horiz:] {plain(_change(row, teller))}" for row in changed], "changes")


def _change(row: RowView, teller: Teller) -> str:
    return _("{number}（{title}）给{expert}：{why}").format(
        number=row.card.number, title=shorten(row.card.title, 14), expert=row.expert, why=_why.change(row, teller),
    )


def _summary(view: BoardView) -> str:
    """「18件在板上：可以派出11件，改派1件 …」: what is nothing is not said."""
    counted = {
        _("新派{n}件"): len(view.of([RowState.NEW])),
        _(":orange[改派{n}件]"): len(view.of([RowState.MOVED])),
        _("已派出、不动{n}件"): len(view.of([RowState.KEPT])),
        _(":red[急症单独办{n}件]"): len(view.of([RowState.ALONE])),
        _(":orange[排不下{n}件]"): len(view.of([RowState.SHORT])),
        _(":orange[没有人会{n}件]"): len(view.of([RowState.NOBODY])),
        _("不归专家办{n}件"): len(view.of([RowState.ELSEWHERE])),
        _("先等等{n}件"): len(view.of([RowState.LATER])),
    }
    parts = [pattern.format(n=number(count)) for pattern, count in counted.items() if count]
    return _("板上**{n}件**：{parts}").format(n=number(len(view.rows)), parts=_("，").join(parts))


def _confirm(screen: Screen, view: BoardView) -> None:
    """Who gets what; then 派出."""
    lines = [
        "- " + plain(_("{who}：{what}").format(who=row.expert, what=row.card.title))
        + f"　:small[:gray[{plain(row.card.number)}]]" for row in view.going
    ]
    st.markdown("\n".join(lines))
    note(_("每位专家在「我的活」里看到，农户在「我的问题」里看到谁来办。10分钟内可以一起撤回。"))
    failed = st.container()
    with st.container(horizontal=True, gap="small"):
        sends = st.button(_("派出"), type="primary", key="send_board")
        if st.button(_("再看看"), key="not_yet"):
            st.rerun()
    if sends:
        with failed:
            _send(screen, view)


def _send(screen: Screen, view: BoardView) -> None:
    sent = attempt(screen, lambda ctx: dispatch_board(ctx, view.id, view.version, _doing.told()))
    if sent is not None:
        state.pick("toast", _("派出了{n}件").format(n=number(sent)))
        st.rerun()
