"""认列: what each column means, to be corrected by hand; what rows get that leave out what the register needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from data.i18n import _, ngettext
from data.queries.import_documents import WITHOUT_PLACE
from data.queries.imports import ImportPage
from data.services.imports.deciding import choose
from pages.imports import _fills, _steps
from pages.imports._words import FIELDS
from pages.shared import state
from pages.shared.components import attempt, heading, note
from pages.shared.formats import plain
from pages.shared.guards import Screen

NOTHING = "–"
UNWANTED = ""
CORRECTED = "import_corrected"


def draw(screen: Screen, page: ImportPage) -> None:
    if page.refusal:
        st.error(plain(page.refusal["message"]), icon=":material/error:")
    for sheet in page.skipped:
        note(_("工作表「{sheet}」里没有这样的表，没有读。").format(sheet=plain(sheet["sheet"])))
    columns = _columns(page) if page.seen else {}
    fills = _fills.draw(screen, page) if page.seen else {}
    with st.container(horizontal=True):
        if columns and st.button(_("列认对了，查每一行"), type="primary", key="import_columns"):
            _save(screen, page, columns, fills)
        _steps.drop_button(screen, page)


def _columns(page: ImportPage) -> dict[str, str | None]:
    known = sum(1 for column in page.seen if column["field"])
    asked = len(page.seen) - known
    said = ngettext("认出{n}列", "认出{n}列", known).format(n=known)
    if asked:
        said += ngettext("，{n}列没认出，请您看看", "，{n}列没认出，请您看看", asked).format(n=asked)
    heading(said)
    note(_("左边是表里的列和头几行，右边是把它当作什么。认错了就改；没处放的列留在这次导入里，不会丢。"))
    return {column["heading"]: _column(page, column) for column in page.seen}


def _column(page: ImportPage, column: Mapping[str, Any]) -> str | None:
    words = FIELDS[page.kind]
    left, right = st.columns([3, 2], vertical_alignment="center", gap="small")
    name = plain(column["heading"])
    mark = "" if column["field"] else ":orange[:material/help:] "
    samples = plain("　".join(column["samples"]))
    left.markdown(f"{mark}**{name}** &nbsp; :small[:gray[{samples or NOTHING}]]")
    options = [*words, UNWANTED]
    chosen = right.selectbox(
        _("「{heading}」是").format(heading=column["heading"]), options, label_visibility="collapsed",
        index=options.index(column["field"] or UNWANTED), key=f"column_{page.id}_{page.version}_{column['heading']}",
        format_func=lambda field: _field_words(page.kind, field),
    )
    return chosen or None


def _field_words(kind: str, field: str) -> str:
    if field == UNWANTED:
        return _("不要")
    words = _(FIELDS[kind][field])
    return _("{field}（只留在导入里）").format(field=words) if field in WITHOUT_PLACE[kind] else words


def _save(screen: Screen, page: ImportPage, columns: dict[str, str | None], fills: dict[str, Any]) -> None:
    must_read = attempt(screen, lambda ctx: (choose(ctx, page.id, page.version, columns, fills),))
    if must_read is None:
        return
    if must_read[0]:
        state.pick(CORRECTED, page.id)
        st.rerun()
    _steps.go(page, "rows")
