"""Outcomes on any screen: what they are called, which are due, and the form for what came of one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.domain.outcome import HOW_MAX, PRACTICE_MAX, VALUE_MAX, Answer, OutcomeKind
from data.i18n import N_, _, ngettext
from data.queries.outcomes import OutcomeDue, OutcomeRow
from data.services.outcomes import answer_outcome
from pages.shared import state
from pages.shared.badges import small
from pages.shared.components import badge_line, done, link, note
from pages.shared.formats import number, plain
from pages.shared.guards import Screen

OUTCOME_KIND = {
    OutcomeKind.AREA: N_("推广面积（亩）"), OutcomeKind.INCOME: N_("增收（元）"),
    OutcomeKind.LOSS: N_("避免损失（元）"), OutcomeKind.FINANCE: N_("拿到的贷款、补贴（元）"),
    OutcomeKind.BRAND: N_("品牌、认证（个）"),
}
UNITS = {
    OutcomeKind.AREA: N_("{n}亩"), OutcomeKind.INCOME: N_("{n}元"), OutcomeKind.LOSS: N_("{n}元"),
    OutcomeKind.FINANCE: N_("{n}元"), OutcomeKind.BRAND: N_("{n}个"),
}
SHOWN = 5


def draw_due(screen: Screen, due: Sequence[OutcomeDue], *, opens: bool) -> None:
    """What to ask after harvest, folded to one line with its count, with the form on the spot; nothing when nothing is
    due. `opens`: the reader has the project's page."""
    if not due:
        return
    said = ngettext("收成了，该问结果的 {n} 条", "收成了，该问结果的 {n} 条", len(due)).format(n=len(due))
    with st.expander(said, icon=":material/grass:"):
        for one in due[:SHOWN]:
            _due_card(screen, one, opens)
        if len(due) > SHOWN:
            note(_("另有 {n} 条，答完上面的就出来。").format(n=number(len(due) - SHOWN)))


def _due_card(screen: Screen, one: OutcomeDue, opens: bool) -> None:
    with st.container(border=True, gap="xsmall", key=f"card_due_{one.outcome.id}"):
        farm = plain(one.outcome.farm or _("整个项目"))
        st.markdown(f"**{plain(one.outcome.practice)}** · {farm}")
        badge_line(small(_(OUTCOME_KIND[one.outcome.kind]), str(one.outcome.season), plain(one.project)))
        if one.outcome.expected is not None:
            st.markdown(expected_words(one.outcome))
        answer(screen, one.outcome)
        if opens:
            link(_("看这个项目"), "project", id=one.project_id)


def expected_words(row: OutcomeRow) -> str:
    amount = _(UNITS[row.kind]).format(n=number(row.expected or 0))
    return _("预计 {n}　{how}").format(n=amount, how=plain(row.expected_how))


def answer(screen: Screen, row: OutcomeRow) -> None:
    """How much it was, how that was reckoned, who told; the expectation stays beside it."""
    with st.expander(_("填实际的数"), icon=":material/edit_note:"):
        key = f"answer_{row.id}"
        value = st.number_input(_("实际多少（没有就填0）"), 0, VALUE_MAX, None, 1, key=f"{key}_value")
        how = st.text_input(_("怎么算出来的"), max_chars=HOW_MAX, key=f"{key}_how")
        who = st.text_input(_("谁说的"), max_chars=PRACTICE_MAX, key=f"{key}_who")
        if st.button(_("记下实际的"), key=key, disabled=value is None) and done(
            screen, lambda ctx: answer_outcome(ctx, row.id, row.version, Answer(value or 0, how, who)),
        ):
            state.pick("toast", _("记下了，预计的还留在旁边"))
            st.rerun()
