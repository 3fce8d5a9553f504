"""One row that may be somebody known, beside whom it may be, with what can be said of it."""

from __future__ import annotations

import streamlit as st

from data.domain.imports import Decision
from data.i18n import _
from data.queries.import_review import Card, Line
from data.queries.imports import ImportPage
from data.services.imports.deciding import decide
from pages.imports._words import FIELDS
from pages.shared.components import done, heading
from pages.shared.formats import plain
from pages.shared.guards import Screen


def draw(screen: Screen, page: ImportPage, card: Card) -> None:
    with st.container(border=True, gap="xsmall", key=f"card_same_{card.row_id}"):
        heading(title(card), 3)
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


def title(card: Card) -> str:
    """Which row, and whom or which row it looks like."""
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
