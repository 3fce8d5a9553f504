"""认重: rows that may be somebody the register has, or an earlier row, side by side; the clerk says who is who."""

from __future__ import annotations

import streamlit as st

from data.domain.imports import Decision, ListState
from data.i18n import N_, _, ngettext
from data.queries.import_review import CARDS_SHOWN, Card, waiting_cards
from data.queries.imports import ImportPage
from data.services.imports.deciding import decide
from pages.imports import _card, _steps
from pages.shared.components import done, empty_state, heading, note
from pages.shared.formats import number
from pages.shared.guards import Screen

SAID = {
    Decision.SAME: N_("同一个"), Decision.TAKEN: N_("同一个，以表为准"), Decision.DIFFERENT: N_("不是同一个"),
    Decision.LATER: N_("先放着"),
}


def draw(screen: Screen, page: ImportPage) -> None:
    cards(screen, page)
    with st.container(horizontal=True):
        _steps.next_button(page, "write", _("下一步：看看要写什么"))
        _steps.back_button(page, "rows")


def cards(screen: Screen, page: ImportPage) -> None:
    """Rows to decide about, and those that were decided."""
    with screen.reading() as ctx:
        asked, total = waiting_cards(ctx, page.id)
        decided, decided_total = waiting_cards(ctx, page.id, undecided=False)
    if page.state is ListState.STAGED and any(card.is_gone for card in (*asked, *decided)):
        st.warning(_("有的行像的那一份，后来撤回或停用了。请再核对一遍。"), icon=":material/sync_problem:")
        _steps.again_button(screen, page)
    if asked:
        heading(ngettext("还有{n}行要您认一认", "还有{n}行要您认一认", total).format(n=number(total)))
        note(_("没认的和先放着的不写入，以后还可以认。"))
    else:
        empty_state(_("都认过了。"))
    for card in asked:
        _card.draw(screen, page, card)
    if total > CARDS_SHOWN:
        note(_("认完这几行，再出后面的。"))
    if decided_total:
        with st.expander(ngettext("已经认过{n}行", "已经认过{n}行", decided_total).format(n=number(decided_total))):
            for card in decided:
                _decided(screen, page, card)


def _decided(screen: Screen, page: ImportPage, card: Card) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"here_decided_{card.row_id}"):
        said = _(SAID[card.decision]) if card.decision else ""
        st.markdown(f"{_card.title(card)} · **{said}**", width="content")
        if st.button(_("重新认"), type="tertiary", key=f"reconsider_{card.row_id}") and done(
            screen, lambda ctx: decide(ctx, page.id, [card.row_id], None),
        ):
            st.rerun()
