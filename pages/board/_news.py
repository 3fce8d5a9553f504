"""What has happened since the solve, and what solving again would change."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.worktime import BEIJING
from data.i18n import _, ngettext
from data.queries.board import BoardView
from data.queries.board_news import BoardNews, board_news
from data.services.boards import price_of_again, price_of_next
from pages.shared import state
from pages.shared.components import marked_list
from pages.shared.formats import day, number, plain
from pages.shared.guards import Screen


def draw(screen: Screen, view: BoardView, now: dt.datetime) -> None:
    """Nothing where nothing has happened."""
    with screen.reading() as ctx:
        news = board_news(ctx, view.id)
    if not news:
        return
    with st.container(border=True, key="alarm_news", gap="xsmall"):
        sent = view.dispatched_at is not None
        st.markdown(_("**派出以后有变动，可以再排一次：**") if sent else _("**算好以后有变动，可以重算：**"))
        marked_list([f":orange[:material/update:] {line}" for line in _lines(news, now)], "news")
        st.markdown(_price(screen, view, news))


def _lines(news: BoardNews, now: dt.datetime) -> list[str]:
    lines = []
    if news.new:
        words = ngettext("新来{n}件问题", "新来{n}件问题", news.new).format(n=number(news.new))
        lines.append(words + (_("，其中紧急{n}件").format(n=news.urgent) if news.urgent else ""))
    if news.back:
        lines.append(_("{numbers}原来的派单不算了").format(numbers=plain(_("、").join(news.back))))
    if news.over:
        lines.append(_("{numbers}派过、答复过或者改过").format(numbers=plain(_("、").join(news.over))))
    for name, until in news.absent:
        away = _("{name}现在去不了") if until is None else _("{name}不在，到{day}")
        last = day(until, now.astimezone(BEIJING).date()) if until else ""
        lines.append(plain(away.format(name=name, day=last)))
    return lines


def _price(screen: Screen, view: BoardView, news: BoardNews) -> str:
    """Solved on the side, once per state of things: how many proposals would change."""
    name = f"board_price:{view.id}:{view.version}"
    if state.picked(name, (None, None))[0] != news:
        with st.spinner(_("算一算要改几件")), screen.reading() as ctx:
            state.pick(name, (news, price_of_next(ctx) if view.dispatched_at else price_of_again(ctx, view.id)))
    changed, other = state.picked(name)[1]
    if view.dispatched_at:
        return _("再排一次：派出的改{n}件，新派{m}件，其余不动。").format(n=number(changed), m=number(other))
    if not changed:
        return _("重算的代价：方案里原来的安排一件都不改，只有{n}件进出。").format(n=number(other))
    return _("重算的代价：原来的安排改{n}件，另有{m}件进出，其余不动。").format(n=number(changed), m=number(other))
