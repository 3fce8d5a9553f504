"""What has become of signed figures: figure by figure, and the records that moved them."""

from __future__ import annotations

import streamlit as st

from data.i18n import _, ngettext
from data.queries.period_causes import Cause, Source
from data.queries.restatements import Restatement
from pages.shared.components import link, note
from pages.shared.formats import number, plain
from pages.shared.period_words import cause_words, value_words, what_changed

OPENS = {
    Source.VISIT: "visit", Source.PAIR: "same-person", Source.PROBLEM: "problem", Source.OUTCOME: "project",
}


def draw(told: Restatement, then: str, later: str) -> None:
    """`then`, `later`: the headings of both columns."""
    wholes = [one for one in told.differences if not one.part]
    parts = [one for one in told.differences if one.part]
    for rows, name in ((wholes, ""), (parts, _("按苏木镇、项目、月份"))):
        if not rows:
            continue
        shown = [
            {
                _("哪个数"): plain(what_changed(one)), then: plain(value_words(one.signed)),
                later: plain(value_words(one.now)),
            }
            for one in rows
        ]
        with st.expander(name, icon=":material/table:") if name else st.container():
            st.table(shown, border="horizontal", hide_index=True)
    because = _("因为签字以后记下了这些：")
    st.markdown(f"**{because}**")
    if not told.causes.shown:
        note(_("没有记到事：可能是名册里的户、地方或者待认的人改过。"))
    with st.container(gap="xsmall", key="restated_causes"):
        for one in told.causes.shown:
            _cause(one)
    if left := told.causes.others:
        note(ngettext("还有 {n} 条", "还有 {n} 条", left).format(n=number(left)))


def _cause(one: Cause) -> None:
    words = plain(cause_words(one))
    if one.source is Source.PLACE and one.record_id is not None:
        link(words, "place-changes", ":material/chevron_right:")
    elif one.record_id is not None:
        link(words, OPENS[one.source], ":material/chevron_right:", id=one.record_id)
    else:
        st.markdown(f":small[{words}]")
