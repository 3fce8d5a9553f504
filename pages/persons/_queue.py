"""How many pairs wait, what comes next, and asking the engine anew."""

from __future__ import annotations

import streamlit as st

from data.domain.permissions import Permission, Subject, allows
from data.i18n import _, ngettext
from data.services.identity_run import RunResult, keep_findings, look_for_pairs
from pages.persons._loading import View
from pages.persons._words import line
from pages.shared import state
from pages.shared.components import attempt, badge, badge_line, empty_state, heading, link, note
from pages.shared.formats import number
from pages.shared.guards import Screen


def head(screen: Screen, view: View) -> None:
    st.title(_("是不是同一个人"), anchor=False)
    waiting = ngettext("还有 {n} 对要认", "还有 {n} 对要认", view.waiting).format(n=number(view.waiting))
    badge_line(badge(waiting, "orange" if view.waiting else "green", "group"))
    note(_("认之前算「最少」和「最多」，认完两头都跟着变；认错了随时能撤回。键盘：1 同一个人，2 两个人，3 以后再认。"))
    with st.container(horizontal=True, vertical_alignment="center"):
        link(_("认过的"), "same-person-decided", ":material/history:")
        if not allows(screen.actor, Permission.PERSON_MERGE, Subject(screen.county.code)):
            return
        link(_("抽查：机器认得准不准"), "same-person-check", ":material/fact_check:")
        if st.button(_("在全部名册里找一遍"), icon=":material/search:", type="tertiary", key="look_for_pairs"):
            _look(screen)


def _look(screen: Screen) -> None:
    with st.spinner(_("在比对，要几秒钟……")), screen.reading() as ctx:
        found = look_for_pairs(ctx, screen.county.code)
    result = attempt(screen, lambda ctx: keep_findings(ctx, found))
    if result is not None:
        state.pick("toast", found_words(result))
        st.rerun()


def found_words(result: RunResult) -> str:
    if not result.joined and not result.asked:
        return _("找了一遍，没有新的")
    return _("认出 {joined} 对是同一个人，另有 {asked} 对要您认").format(
        joined=number(result.joined), asked=number(result.asked),
    )


def nothing() -> None:
    empty_state(_("没有要认的了。以后记到访、导入名单，有像同一个人的会排到这里。"))


def coming(view: View) -> None:
    if view.coming:
        heading(_("后面还有"))
        with st.container(gap="xsmall", key="rows_pairs"):
            for pair in view.coming:
                link(line(pair), "same-person", id=pair.pair_id)
