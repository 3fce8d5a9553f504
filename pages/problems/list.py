"""问题: find any question of the area."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import N_, _, ngettext
from data.queries.ladder import with_leader
from data.queries.problem_rows import Bucket, ProblemFilter
from data.queries.problems import problem_cards, without_expert
from data.queries.taxonomy import industries
from pages.problems import _cards
from pages.shared import state
from pages.shared.components import demonstration_line, empty_state, heading, note
from pages.shared.formats import number
from pages.shared.guards import require

screen = require(Role.OFFICER, Role.LEADER)
is_leader = screen.actor.role is Role.LEADER

BUCKETS = {
    Bucket.OPEN: N_("没办完的"), Bucket.TO_ASSIGN: N_("待指派"), Bucket.ASKED: N_("等农户补充"),
    Bucket.OFFERED: N_("等专家答复"), Bucket.IN_PROGRESS: N_("专家在办"), Bucket.TO_CONFIRM: N_("等农户确认"),
    Bucket.LATE: N_("专家和农户那边超时的"), Bucket.CLOSED: N_("办完的"),
}

with screen.reading() as ctx:
    names = {one.code: one.name for one in industries(ctx)}

st.title(_("问题"), anchor=False)
demonstration_line(screen)
box, trade = st.columns([5, 3], vertical_alignment="bottom")
search = box.text_input(
    _("搜索"), type="search", key="list_search", placeholder=_("编号、姓名、手机尾号、地方、拼音"), max_chars=60,
)
industry = trade.selectbox(
    _("产业"), list(names), index=None, key="list_industry", format_func=names.__getitem__, placeholder=_("全部产业"),
)
asked_for = state.word_in_address("which")
first = Bucket(asked_for) if asked_for in BUCKETS else Bucket.OPEN
bucket = st.pills(
    _("哪些"), list(BUCKETS), default=first, required=True, key="list_bucket", label_visibility="collapsed",
    format_func=lambda code: _(BUCKETS[code]),
)

with screen.reading() as ctx:
    wanted = ProblemFilter(bucket=bucket, search=search, industry=industry)
    is_plain = bucket is Bucket.OPEN and not search
    nobody = without_expert(ctx) if is_plain else ()
    raised = with_leader(ctx) if is_plain else ()
    page = problem_cards(ctx, wanted, state.picked("list_page") or 1)
    now = ctx.now
if raised or (is_leader and is_plain):
    heading(_("报到您这里的") if is_leader else _("报到领导的"))
    _cards.draw(raised, now, "raised")
    if not raised:
        note(_("没有报到您这里的。按规则够了条件，或者科技局请您定的，才报上来。"))
if nobody:
    heading(_("没有合适专家的"))
    _cards.draw(nobody, now, "nobody")
if raised or nobody or (is_leader and is_plain):
    heading(_("全部没办完的"))
note(ngettext("{n}件", "{n}件", page.total).format(n=number(page.total)))
_cards.draw(page.rows, now)
if not page.rows:
    empty_state(_("没有这样的问题。换个说法，或者看别的状态。"))
if page.pages > 1:
    st.pagination(page.pages, key="list_page")
