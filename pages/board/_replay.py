"""The past year once more: with the recruits, without whoever may leave, with other limits."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.services.coverage import Advice, County
from data.services.whatif import past_year, replayed
from pages.board import _doing
from pages.shared import state
from pages.shared.components import heading, note
from pages.shared.coverage_words import Words
from pages.shared.formats import plain
from pages.shared.guards import Screen
from pages.shared.replay_words import SHARES, assumptions, cells, columns, scenarios, sentences

ASKED = "coverage:replay"


def draw(screen: Screen, county: County, words: Words, wanted: int, advice: Advice) -> None:
    heading(_("拿最近一年重来一遍"), anchor="replay")
    names = {one.id: one.name for one in county.inputs.people}
    likely = [loss.person_id for loss in county.losses[:1]]
    gone = st.multiselect(
        _("如果谁走了"), list(names), default=likely, key="replay_gone", format_func=lambda id_: names[id_],
        placeholder=_("没有人走"),
    )
    share = st.pills(
        _("每人能接的"), list(SHARES), default=1.0, key="replay_share", required=True,
        format_func=lambda one: _(SHARES[one]),
    )
    with st.container(horizontal=True, gap="small"):
        if st.button(_("重来一遍"), type="primary", key="replay", icon=":material/replay:"):
            state.pick(ASKED, True)
        _to_print(wanted, gone, share)
    if state.picked(ASKED):
        _table(screen, advice, frozenset(gone), share, names)
    note(
        _("每星期的问题一起排，名额满了的不排到下个星期；谁会、值多少分，跟派单用的是同一套算法，请来的人按专业和住处算。"
          "匀不匀：0是各人件数一样，越近1越压在少数几个人身上。"),
        more=_("统计上叫基尼系数。"),
    )
    note(assumptions())


def _table(screen: Screen, advice: Advice, gone: frozenset[int], share: float, names: dict[int, str]) -> None:
    with screen.reading() as ctx:
        year = past_year(ctx, _doing.told())
    rows = {name: replayed(year, setting) for name, setting in scenarios(advice, gone, share).items()}
    figures = zip(*(cells(one) for one in rows.values()), strict=True)
    st.table(
        {_("谁来办"): [plain(name) for name in rows], **dict(zip(columns(), map(list, figures), strict=True))},
        border="horizontal", hide_index=True,
    )
    for line in sentences(list(rows.values()), len(advice.recruits), [names[id_] for id_ in sorted(gone)]):
        st.markdown(plain(line))


def _to_print(wanted: int, gone: list[int], share: float) -> None:
    """The case for the next selection, on one page in a tab of its own."""
    people = ",".join(map(str, sorted(gone)))
    st.link_button(
        _("打印申请用的一页"), f"/recruit-case?wanted={wanted}&gone={people}&share={share}", icon=":material/print:",
    )
