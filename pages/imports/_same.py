"""认重: rows that may be somebody the register has, or an earlier row, side by side; the clerk says who is who."""

from __future__ import annotations

import streamlit as st

from data.domain.imports import Decision, ListState
from data.i18n import N_, _, ngettext
from data.queries.import_review import CARDS_SHOWN, Card, Line, waiting_cards
from data.queries.imports import ImportPage
from data.services.imports.deciding import decide
from pages.imports import _steps
from pages.imports._words import FIELDS
from pages.shared.components import done, empty_state, heading, note
from pages.shared.formats import number, plain
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
        _card(screen, page, card)
    if total > CARDS_SHOWN:
        note(_("认完这几行，再出后面的。"))
    if decided_total:
        with st.expander(ngettext("已经认过{n}行", "已经认过{n}行", decided_total).format(n=number(decided_total))):
            for card in decided:
                _decided(screen, page, card)


def _card(screen: Screen, page: ImportPage, card: Card) -> None:
    with st.container(border=True, gap="xsmall", key=f"card_same_{card.row_id}"):
        heading(_title(card), 3)
        if not card.is_gone:
            _side_by_side(page, card)
        with st.container(horizontal=True, gap="small"):
            if not card.is_gone:
                _button(screen, page, card, Decision.SAME, _("同一个，只补空的") if _adds(card) else _("是同一个"))
            if card.differs and not card.is_gone:
                _button(screen, page, card, Decision.TAKEN, _("同一个，以表为准"))
            if card.may_be_new:
                _button(screen, page, card, Decision.DIFFERENT, _("不是同一个"))
            _button(screen, page, card, Decision.LATER, _("先放着"))


def _title(card: Card) -> str:
    if card.is_gone:
        return _("第{row}行 {name}，像的那一份已经不在用").format(row=card.row, name=plain(card.name))
    if card.other_row:
        return _("第{row}行 {name}，像是第{other}行").format(
            row=card.row, name=plain(card.name), other=card.other_row[1],
        )
    return _("第{row}行 {name}，像是名册里的{other}").format(
        row=card.row, name=plain(card.name), other=plain(card.other_name),
    )


def _adds(card: Card) -> bool:
    """Something is known of a record of the register that the row would add to."""
    return card.other_row is None and card.differs


def _side_by_side(page: ImportPage, card: Card) -> None:
    """Three columns: what, in the list, there; what is not alike is marked."""
    there = _("那一行") if card.other_row else _("名册里")
    rows = {"": [], _("这一行"): [], there: []}
    for line in card.lines:
        mark = " :orange[:material/difference:]" if line.is_clash else ""
        rows[""].append(f":gray[{_label(page, line)}]{mark}")
        rows[_("这一行")].append(plain(line.here))
        rows[there].append(plain(line.there))
    st.table(rows, border="horizontal", hide_index=True)


def _label(page: ImportPage, line: Line) -> str:
    return _(FIELDS[page.kind].get(line.label, line.label))


def _button(screen: Screen, page: ImportPage, card: Card, decision: Decision, label: str) -> None:
    if st.button(label, key=f"{decision}_{card.row_id}") and done(
        screen, lambda ctx: decide(ctx, page.id, [card.row_id], decision),
    ):
        st.rerun()


def _decided(screen: Screen, page: ImportPage, card: Card) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"here_decided_{card.row_id}"):
        said = _(SAID[card.decision]) if card.decision else ""
        st.markdown(f"{_title(card)} · **{said}**", width="content")
        if st.button(_("重新认"), type="tertiary", key=f"reconsider_{card.row_id}") and done(
            screen, lambda ctx: decide(ctx, page.id, [card.row_id], None),
        ):
            st.rerun()
