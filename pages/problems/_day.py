"""The pieces of the officer's day: what is first, the four numbers, the filters, what comes later."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.i18n import N_, _, ngettext
from data.queries.board_news import BoardNews
from data.queries.ladder import Proposal
from data.queries.problem_rows import PAGE_SIZE, Bucket, ProblemCard
from data.queries.problems import Today
from pages.shared import state
from pages.shared.components import empty_state, go_button, link, note
from pages.shared.formats import deadline, inside, moment, number, plain, shorten
from pages.shared.ladder_words import proposed

NAMES = {
    Bucket.TO_ASSIGN: N_("待指派"),
    Bucket.OFFERED: N_("等专家答复"),
    Bucket.IN_PROGRESS: N_("专家在办"),
    Bucket.TO_CONFIRM: N_("等农户确认"),
}
WHICH = {"all": N_("全部"), "due": N_("快到期"), "urgent": N_("紧急")}
CHOSEN = "today:bucket"


def whats_first(day: Today, news: BoardNews, now: dt.datetime) -> None:
    """Whose turn, how many, how late; and the way to the most pressing one."""
    waiting = day.counts[Bucket.TO_ASSIGN]
    said, action = st.columns([5, 2], vertical_alignment="center")
    said.markdown(_summary(day) if waiting else _("没有等您指派的问题。"))
    told = [card for card in day.epidemics if card.id in day.duty_told]
    first = next(iter([*told, *day.emergencies, *day.cards]), None)
    if first:
        with action, st.container(gap="xxsmall"):
            go_button(_("派最急的一件"), "problem", primary=len(told) == len(day.epidemics), id=first.id)
            link(_("一起排，看派单板"), "board", ":material/view_kanban:")
    if day.calls:
        calls = ngettext("要打的电话{n}个", "要打的电话{n}个", day.calls)
        link(calls.format(n=number(day.calls)), "to-call", ":material/phone_forwarded:")
    if day.follow_ups_due:
        said = ngettext("说好今天要做的{n}件", "说好今天要做的{n}件", day.follow_ups_due)
        said = said.format(n=number(day.follow_ups_due))
        st.markdown(f":material/event: [{said} ↓](#follow-ups)")
    if asked := day.counts[Bucket.ASKED]:
        said = ngettext("等农户补充的{n}件", "等农户补充的{n}件", asked).format(n=number(asked))
        link(said, "problems", ":material/hourglass_empty:", which=Bucket.ASKED)
    if day.late_elsewhere:
        late = ngettext("专家和农户那边超时{n}件", "专家和农户那边超时{n}件", day.late_elsewhere)
        link(late.format(n=number(day.late_elsewhere)), "problems", ":material/alarm:", which=Bucket.LATE)
    if day.next_clock:
        _next_clock(day.next_clock, now)
    if news.is_pressing:
        link(_board_words(news), "board", ":material/update:")


def _next_clock(card: ProblemCard, now: dt.datetime) -> None:
    """Which question's promise ends next."""
    until = deadline(card.due_at, now) if card.due_at else ""
    said = _("最先到点：「{words}」，{until}").format(words=plain(shorten(card.words)), until=until)
    link(said, "problem", ":material/schedule:", id=card.id)


def to_raise(waiting: tuple[Proposal, ...]) -> None:
    """Where a rule asks the officer to look beyond the county."""
    for one in waiting:
        said = _("{title}：{why}").format(title=plain(one.title), why=proposed(one.step))
        link(said, "problem", ":material/stairs:", id=one.problem_id)


def _board_words(news: BoardNews) -> str:
    """「派单板有变动，可以再排一次：紧急新来1件，没派成2件，去不了的专家1位」: what is nothing is not said."""
    counted = {
        _("紧急新来{n}件"): news.urgent, _("没派成{n}件"): len(news.back), _("去不了的专家{n}位"): len(news.absent),
    }
    parts = [pattern.format(n=number(count)) for pattern, count in counted.items() if count]
    return _("派单板有变动，可以再排一次：{parts}").format(parts=_("，").join(parts))


def _summary(day: Today) -> str:
    waiting = day.counts[Bucket.TO_ASSIGN]
    said = [ngettext("轮到您：待指派**{n}件**", "轮到您：待指派**{n}件**", waiting).format(n=number(waiting))]
    if day.due_today:
        said.append(_(":orange[今天到期{n}件]").format(n=day.due_today))
    if day.overdue:
        said.append(_(":red[超时{n}件]").format(n=day.overdue))
    if day.unclaimed:
        said.append(_("没有合适专家的{n}件").format(n=day.unclaimed))
    return _("，").join(said)


def numbers(day: Today) -> Bucket:
    """Four key numbers; the chosen one has the green edge and decides the list."""
    chosen = state.picked(CHOSEN, Bucket.TO_ASSIGN)
    with st.grid(4, min_column_width=130, gap="small"):
        for bucket, name in NAMES.items():
            edge = "lead" if bucket is chosen else "number"
            with st.container(border=True, key=f"{edge}_{bucket}", gap="xxsmall", height="stretch"):
                st.metric(_(name), number(day.counts[bucket]))
                if bucket is chosen:
                    with st.container(key=f"here_{bucket}"):
                        note(_("在下面"))
                else:
                    st.button(
                        _("看这些"), key=f"see_{bucket}", type="tertiary", on_click=state.pick, args=(CHOSEN, bucket),
                    )
    return chosen


def filters() -> tuple[str, str]:
    """What is searched for, and which of the chosen ones: all, due, urgent."""
    box, which, new = st.columns([5, 4, 2], vertical_alignment="bottom")
    search = box.text_input(
        _("搜索"), type="search", key="today_search", placeholder=_("编号、姓名、手机尾号、地方、拼音"), max_chars=60,
    )
    chosen = which.pills(
        _("哪些"), list(WHICH), default="all", required=True, key="today_which", label_visibility="collapsed",
        format_func=lambda code: _(WHICH[code]),
    )
    with new:
        go_button(_("替人登记"), "ask", ":material/edit_square:", primary=False)
    return search, chosen


def nothing(day: Today, bucket: Bucket, is_search: bool, now: dt.datetime) -> None:
    """What is empty, and why that is good or bad."""
    if is_search:
        empty_state(_("没有找到。换个说法，或者去「问题」里找全部的。"), "problems", _("去「问题」"))
    elif bucket is Bucket.TO_ASSIGN and day.last_assigned_at:
        last = inside(moment(day.last_assigned_at, now))
        empty_state(_("没有待指派的问题。上一件在{moment}派出。").format(moment=last))
    else:
        empty_state(_("这里现在是空的：{name}0件。").format(name=_(NAMES[bucket])))


def later(day: Today) -> None:
    """What else there is."""
    if day.counts[Bucket.TO_ASSIGN] > PAGE_SIZE:
        link(_("后面还有，去「问题」看全部"), "problems", ":material/arrow_forward:")
    if day.pairs_waiting:
        pairs = ngettext("{n} 对记录要认是不是同一个人", "{n} 对记录要认是不是同一个人", day.pairs_waiting)
        link(pairs.format(n=number(day.pairs_waiting)), "same-person", ":material/group:")
