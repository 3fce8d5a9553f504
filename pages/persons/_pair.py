"""One pair, large: what is asked and what hangs on it, the evidence, and both histories."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.stakes import Moves, Stakes
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
        note(_stakes(pair.stakes))


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


def _stakes(stakes: Stakes) -> str:
    """What each answer does to the people reached, all time taken together."""
    if not any((stakes.same.least, stakes.same.most, stakes.different.least, stakes.is_linked)):
        return _("怎么认，受益人数都不变；认清了，以后记到访就不会再写重。")
    said = _("认成一个人，受益人数{same}；认成两个人，{different}。").format(
        same=_moves(stakes.same), different=_moves(stakes.different),
    )
    return said + (_("跟它连着的还有别的对没认，那些认了数还会变。") if stakes.is_linked else "")


def _moves(ends: Moves) -> str:
    least = _("「最少」多 {n}").format(n=ends.least) if ends.least else ""
    most = _("「最多」少 {n}").format(n=ends.most) if ends.most else ""
    return _("、").join(filter(None, (most, least))) or _("先不变")


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
