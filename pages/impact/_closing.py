"""Closing a period: which days, what will be fixed, what is still open there, and the signature."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from data.domain.closed_period import ClosedKind, latest_over
from data.domain.places import county_of
from data.i18n import N_, _, ngettext
from data.queries.closed_periods import Signed, still_open
from data.queries.period_figures import PeriodFigures, counted_now, figures_of, stamp
from data.services.closed_periods import close_period
from pages.impact import _fixed, _signing
from pages.shared import state
from pages.shared.components import attempt, heading, marked_list, note
from pages.shared.formats import number
from pages.shared.guards import Screen
from pages.shared.menu import SCREENS
from pages.shared.period_words import period_name

KINDS = {
    ClosedKind.QUARTER: N_("一个季度"), ClosedKind.HALF_YEAR: N_("半年"), ClosedKind.YEAR: N_("一整年"),
    ClosedKind.DAYS: N_("自己选日子"),
}
OFFERED = 8
Days = tuple[dt.date, dt.date]


def draw(screen: Screen, closed: Sequence[Signed], today: dt.date) -> None:
    heading(_("结一段时间的账"))
    days = _choose({(one.first_day, one.last_day) for one in closed}, today)
    if days is None:
        return
    with screen.reading() as ctx:
        kept = counted_now(ctx, county_of(screen.actor.area_code), *days)
        waiting = still_open(ctx, *days)
        found = figures_of(kept, ctx.lang)
    with st.container(border=True, key="panel_closing"):
        heading(_("{period}，签了就定下这些数").format(period=period_name(*days)), 3)
        _fixed.draw(found, *days)
    _warn([
        (waiting.drafts, ngettext("{n} 份服务记录还是草稿", "{n} 份服务记录还是草稿", waiting.drafts)),
        (waiting.disputed, ngettext("{n} 次到访农户说没有，还没查", "{n} 次到访农户说没有，还没查", waiting.disputed)),
        (waiting.lines, ngettext("名单上 {n} 行还没认", "名单上 {n} 行还没认", waiting.lines)),
        *_undecided(found),
    ])
    signature = _signing.fields(screen, period_name(*days), stamp(kept), closed[0].unit if closed else "")
    if st.button(_("签字结账"), type="primary", key="close_period", icon=":material/lock:", width="stretch"):
        made = attempt(screen, lambda ctx: close_period(ctx, *days, signature))
        if made is not None:
            state.pick("toast", _("结好了，数定下来了"))
            st.switch_page(SCREENS["period"].file, query_params={"id": str(made)})


def _choose(closed: set[Days], today: dt.date) -> Days | None:
    """What is closed already is not offered; None until both days are chosen."""
    kind = st.pills(
        _("多长"), list(KINDS), default=ClosedKind.QUARTER, required=True, key="closing_kind",
        format_func=lambda one: _(KINDS[one]),
    )
    if kind is not ClosedKind.DAYS:
        offered = [one for one in latest_over(kind, today, OFFERED) if one not in closed]
        return st.selectbox(_("哪一段"), offered, key=f"closing_{kind}", format_func=lambda one: period_name(*one))
    yesterday = today - dt.timedelta(days=1)
    left, right = st.columns(2)
    with left:
        first = st.date_input(_("第一天"), None, max_value=yesterday, format="YYYY-MM-DD", key="closing_first")
    with right:
        last = st.date_input(_("最后一天"), None, max_value=yesterday, format="YYYY-MM-DD", key="closing_last")
    return (first, last) if first and last and first <= last else None


def _undecided(found: PeriodFigures) -> list[tuple[int, str]]:
    pairs, problems = found.people.undecided, found.problems
    waiting = problems.open + problems.finished
    return [
        (pairs, ngettext("{n} 人是不是同一个人还没认", "{n} 人是不是同一个人还没认", pairs)),
        (waiting, ngettext("{n} 件问题还没结", "{n} 件问题还没结", waiting)),
    ]


def _warn(open_things: Sequence[tuple[int, str]]) -> None:
    lines = [f":orange[:material/schedule:] {words.format(n=number(n))}" for n, words in open_things if n]
    if lines:
        note(_("这段时间里还有没完的。照样可以签；以后变了，这里会写明，再签一版更正。"))
        marked_list(lines, "still_open")
