"""往上报的规则: when a question goes up from village to township, banner, platform, outside team, leader."""

from __future__ import annotations

import streamlit as st

from data.domain.ladder import AMOUNTS, BY_PERSON, Cause, Rule, most_of
from data.domain.permissions import Permission, Subject, allows
from data.domain.problem import Rung
from data.domain.roles import Role
from data.i18n import _
from data.queries.claims import claims_allowed
from data.queries.ladder import rules_here
from data.queries.second_opinions import second_rules_here
from data.services.ladder import add_rule, remove_rule
from pages.admin import _claims, _second
from pages.shared import state
from pages.shared.components import badge, demonstration_line, done, heading, note, told_once
from pages.shared.guards import require
from pages.shared.ladder_words import CAUSES, RUNG_NAMES, rule_words

COLUMN = 720

screen = require(Role.OFFICER, Role.ADMIN)
may_edit = allows(screen.actor, Permission.OFFICE_EDIT, Subject(screen.county.code))

with screen.reading() as ctx:
    rules, allowed, second = rules_here(ctx), claims_allowed(ctx), second_rules_here(ctx)


def draw(rule: Rule) -> None:
    number = rules.index(rule)
    with st.container(
        border=True, key=f"card_rule_{number}", horizontal=True, horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        calls = rule.rung in BY_PERSON
        who = badge(_("要人去请"), "orange", "call") if calls else badge(_("自动"), "green", "schedule")
        st.markdown(f"{rule_words(rule)} {who}", width="content")
        if may_edit and st.button(_("去掉"), key=f"rule_off_{number}", type="tertiary") and done(
            screen, lambda ctx: remove_rule(ctx, rule),
        ):
            state.pick("toast", _("去掉了"))
            st.rerun()


def add() -> None:
    with st.container(border=True, key="card_rule", gap="small"):
        cause = st.selectbox(_("因为什么"), list(Cause), format_func=lambda one: _(CAUSES[one]), key="rule_cause")
        if cause in AMOUNTS:
            note(_("数是农户写的：写得清楚的才算；读不出来的按不知道算，这一条就不报。"))
        least = 1 if cause is Cause.LOSS else st.number_input(
            _("到多少就报：{cause}").format(cause=_(CAUSES[cause])), 1, most_of(cause), 1, key=f"rule_least_{cause}",
        )
        rung = st.selectbox(
            _("报到哪一级"), list(Rung), index=1, format_func=lambda one: _(RUNG_NAMES[one]), key="rule_rung",
        )
        if st.button(_("加这一条"), key="rule_add", width="stretch") and done(
            screen, lambda ctx: add_rule(ctx, Rule(cause, int(least), rung)),
        ):
            state.pick("toast", _("加上了"))
            st.rerun()


with st.container(width=COLUMN, gap="small"):
    st.title(_("往上报的规则"), anchor=False)
    demonstration_line(screen)
    told_once()
    st.markdown(_("问题先在村里、镇里办；够了条件就往上报，每一步写明因为什么。"))
    note(_("报到镇里、旗里、领导，到时候自动报；请平台、请旗外的，系统提出来，由您去请。"))
    with st.container(gap="xsmall"):
        for one in rules:
            draw(one)
    if may_edit:
        _second.draw(screen, second)
        _claims.draw(screen, allowed)
        heading(_("加一条规则"))
        add()
    else:
        note(_("这里由旗里定，要改请找旗科技局。"))
