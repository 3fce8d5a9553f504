"""成果: what was expected beside what came of it; after harvest somebody asks again."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.outcome import HOW_MAX, PRACTICE_MAX, VALUE_MAX, Expectation, OutcomeKind
from data.i18n import _
from data.queries.outcomes import OutcomeRow, ProjectFigures
from data.services.outcomes import expect_outcome
from pages.shared import state
from pages.shared.badges import small
from pages.shared.components import badge, badge_line, done, facts, heading, note
from pages.shared.formats import day, number, plain
from pages.shared.guards import Screen
from pages.shared.outcomes import OUTCOME_KIND, answer, expected_words
from pages.shared.register.record import RecordView

AFTER_HARVEST = (10, 31)


def draw(screen: Screen, view: RecordView, figures: ProjectFigures) -> None:
    due = [row for row in figures.outcomes if row.is_due]
    heading(_("成果"), beside=_("该问收成的 {n} 条").format(n=len(due)) if due else "")
    if figures.outcomes:
        facts([(_(OUTCOME_KIND[kind]), _sum(*ends)) for kind, ends in figures.sums().items()], columns=3)
        note(_("预计和实际分开加，从不混在一起；每户每季每项做法只写一次。"))
    else:
        note(_("还没写成果。做法一开始就写上预计，收了以后再问一次。"))
    for row in figures.outcomes:
        _card(screen, view, row)
    if view.page.may_edit and view.page.is_active:
        with st.expander(_("写一条预计的成果"), icon=":material/add:"):
            _expect(screen, view)


def _sum(expected: int | None, actual: int | None) -> str:
    words = _("预计 {expected} · 实际 {actual}")
    return words.format(expected=_known(expected), actual=_known(actual))


def _known(value: int | None) -> str:
    return "–" if value is None else number(value)


def _card(screen: Screen, view: RecordView, row: OutcomeRow) -> None:
    with st.container(border=True, gap="xsmall", key=f"card_outcome_{row.id}"):
        badges = [badge(_("该问收成了"), "orange", "event_upcoming")] if row.is_due else []
        st.markdown(f"**{plain(row.practice)}**")
        badge_line(*badges, small(_(OUTCOME_KIND[row.kind]), str(row.season), plain(row.farm or _("整个项目"))))
        if row.expected is not None:
            st.markdown(expected_words(row))
        if row.actual is not None:
            st.markdown(_("实际 **{n}**　{how}（{who}说的）").format(
                n=number(row.actual), how=plain(row.actual_how), who=plain(row.told_by),
            ))
        elif not row.is_due and row.ask_on:
            note(_("{day}以后再问").format(day=day(row.ask_on, view.today)))
        if row.is_due and view.page.may_edit:
            answer(screen, row)


def _expect(screen: Screen, view: RecordView) -> None:
    farms = {None: _("整个项目"), **{id_: view.codes["farm"].get(id_, "") for id_ in view.page.document["farm_ids"]}}
    kind = st.pills(
        _("哪一种"), list(OUTCOME_KIND), default=OutcomeKind.AREA, required=True, key="outcome_kind",
        format_func=lambda one: _(OUTCOME_KIND[one]),
    )
    farm = st.selectbox(_("哪一户"), list(farms), format_func=farms.get, key="outcome_farm")
    practice = st.text_input(_("什么做法"), max_chars=PRACTICE_MAX, key="outcome_practice")
    left, right = st.columns(2, gap="small")
    season = left.number_input(_("哪一季（年）"), 2000, 2100, view.today.year, 1, key="outcome_season")
    value = right.number_input(_("预计多少"), 0, VALUE_MAX, None, 1, key="outcome_value")
    how = st.text_input(_("怎么估的"), max_chars=HOW_MAX, key="outcome_how")
    ask_on = st.date_input(
        _("收了以后哪天再问"), dt.date(int(season), *AFTER_HARVEST), format="YYYY-MM-DD", key="outcome_ask",
    )
    form = Expectation(kind, farm, int(season), practice, value or 0, how, ask_on)
    if st.button(_("写上"), key="expect_outcome", type="primary", disabled=value is None) and done(
        screen, lambda ctx: expect_outcome(ctx, view.page.id, form),
    ):
        for field in ("practice", "value", "how"):
            state.drop(f"outcome_{field}")
        state.pick("toast", _("写上了，到日子这里会标出来再问"))
        st.rerun()
