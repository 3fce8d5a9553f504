"""One pair, large: what is asked and what hangs on it, the evidence, and both histories."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.visit import Grade
from data.domain.worktime import BEIJING
from data.i18n import _, ngettext
from data.queries.identity_pair import PairPage, Side
from data.queries.person_history import Reached
from pages.persons import _evidence
from pages.persons._words import decided_words, likely
from pages.shared.components import badge, badge_line, heading, link, note, timeline
from pages.shared.formats import day, moment, number, plain
from pages.shared.labels import GRADE, VISIT_KIND

VISITS_SHOWN = 5


def question(pair: PairPage) -> None:
    """Both names, how likely the engine thinks it, and which figure hangs on the answer."""
    names = _("{one} 和 {other}").format(
        **dict(zip(("one", "other"), _evidence.marked(*(side.name for side in pair.sides)), strict=True))
    )
    st.markdown(f"## {names}", anchors=False)
    parts = []
    if pair.probability is not None:
        said = _("机器估计 {likely} 是一个人").format(likely=likely(pair.probability))
        parts.append(badge(said, "gray", "calculate"))
    if pair.decided_at:
        parts.append(badge(decided_words(pair.decision), "green", "check"))
    badge_line(*parts)
    if not pair.decided_at:
        note(_stakes(pair))


def evidence(pair: PairPage) -> None:
    _evidence.table(pair)
    if pair.together:
        said = ngettext(
            "有 {n} 次到访两条名字都写了：写名单的人当时当成两个人。",
            "有 {n} 次到访两条名字都写了：写名单的人当时当成两个人。", pair.together,
        ).format(n=pair.together)
        badge_line(badge(said, "orange", "groups"))


def histories(pair: PairPage, now: dt.datetime) -> None:
    heading(_("这两条各得到过什么服务"))
    with st.container(key="split_histories"):
        columns = st.columns(2, gap="medium")
    for column, side in zip(columns, pair.sides, strict=True):
        with column, st.container(border=True, gap="xsmall", key=f"side_{side.person_id}"):
            _history(side, now)


def past(pair: PairPage, now: dt.datetime) -> None:
    """Who decided what, and took it back."""
    if pair.steps:
        heading(_("经过"))
        timeline([(moment(step.at, now), _step(step)) for step in pair.steps])


def _step(step) -> str:
    return _("{who}：{what}").format(who=step.who or _("机器"), what=decided_words(step.decision))


def _stakes(pair: PairPage) -> str:
    if all(_is_reached(side) for side in pair.sides):
        return _("两条都算进了受益人数：认成一个人，「最多」少 1；认成两个人，「最少」多 1。")
    return _("不是两条都算进了受益人数：怎么认，那个数都不变，以后记到访就不会再写重。")


def _is_reached(side: Side) -> bool:
    return any(visit.grade is not Grade.NAMED_ONLY for visit in side.visits)


def _history(side: Side, now: dt.datetime) -> None:
    link(plain(side.name), "person", ":material/person:", id=side.person_id)
    if side.other_records:
        note(_("已经和另外 {n} 条记录认成一个人").format(n=side.other_records))
    if not side.visits:
        note(_("还没有哪次到访写了这个名字。"))
    today = now.astimezone(BEIJING).date()
    for visit in side.visits[:VISITS_SHOWN]:
        link(visit_line(visit, today), "visit", id=visit.visit_id)
    if len(side.visits) > VISITS_SHOWN:
        note(_("还有 {n} 次更早的").format(n=number(len(side.visits) - VISITS_SHOWN)))


def visit_line(visit: Reached, today: dt.date) -> str:
    """10月9日 · 培训 · 海流图镇 巴仁宝勒格村 · 有签字名单 (西梅示范)."""
    parts = [
        day(visit.day, today), _(VISIT_KIND[visit.kind]), plain(visit.place), _(GRADE[visit.grade][0]),
    ]
    projects = plain(_("、").join(visit.projects))
    return " · ".join(parts) + (f" :small[:gray[{projects}]]" if projects else "")
