"""查错: how many rows are good, and what is wrong with the others, in the clerk's words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from data.i18n import _, language, ngettext
from data.i18n.errors import sentence
from data.queries.imports import FAULTS_SHOWN, FaultRow, ImportPage, fault_rows
from data.services.imports.returning import returned_book, returning_for
from pages.imports import _steps
from pages.shared.components import attempt, empty_state, facts, heading, note
from pages.shared.formats import number, plain
from pages.shared.guards import Screen
from pages.shared.register.exporting import XLSX


def draw(screen: Screen, page: ImportPage) -> None:
    _figures(page)
    counts = page.counts
    if counts.repeated and counts.repeated == counts.read:
        st.info(_("这份表里的每一行以前都导入过，写入不会改变什么。"), icon=":material/content_copy:")
    if counts.rejected:
        faults(screen, page)
    else:
        empty_state(_("没有要改的行。"))
    with st.container(horizontal=True):
        label = ngettext("下一步：认一认{n}行", "下一步：认一认{n}行", counts.waiting).format(n=number(counts.waiting))
        _steps.next_button(
            page, "same" if counts.waiting else "write", label if counts.waiting else _("下一步：看看要写什么"),
        )
        if counts.rejected:
            _steps.again_button(screen, page)
        _steps.back_button(page, "columns")


def _figures(page: ImportPage) -> None:
    counts = page.counts
    facts([
        (_("读到"), ngettext("{n}行", "{n}行", counts.read).format(n=number(counts.read))),
        (_("好的"), number(counts.accepted)),
        (_("要改的"), number(counts.rejected)),
        (_("像是重了的"), number(counts.waiting)),
    ])
    note(_("读到的 = 好的 + 要改的 + 像是重了的。标题、合计、说明和空行不算。"))


def faults(screen: Screen, page: ImportPage) -> None:
    """Rows that go back, and the workbook to send them back in."""
    count = page.counts.rejected
    heading(ngettext("{n}行要改", "{n}行要改", count).format(n=number(count)))
    note(_("这些行不会写入。在自己的表里改好，再传一次就行：已经写入的不会重复。"))
    pages = -(-count // FAULTS_SHOWN)
    shown = st.pagination(pages, key="faults_page") if pages > 1 else 1
    with screen.reading() as ctx:
        found = fault_rows(ctx, page.id, shown)
    many_sheets = len({fault.sheet for fault in found}) > 1
    for (sheet, row), some in groupby(found, key=lambda fault: (fault.sheet, fault.row)):
        where = _("第{row}行").format(row=row)
        _row(plain(f"{sheet} {where}") if many_sheets else where, list(some))
    _returned(screen, page)


def _row(where: str, faults: Sequence[FaultRow]) -> None:
    left, right = st.columns([1, 5], gap="small")
    left.markdown(f"**{where}**")
    with right.container(gap=None):
        for fault in faults:
            column = f"{plain(fault.column)} &nbsp; " if fault.column else ""
            st.markdown(f":orange[:material/edit:] {column}{plain(sentence(fault.error, language()))}")


def _returned(screen: Screen, page: ImportPage) -> None:
    """The workbook as it came, with what is to be changed; made on demand, as it reads the file again."""
    if not st.button(
        _("做一份标好错的表，发回去改"), icon=":material/assignment_return:", type="tertiary", key="import_returned",
    ):
        return
    order = attempt(screen, lambda ctx: returning_for(ctx, page.id))
    if order is None:
        return
    with st.spinner(_("正在做")):
        book = attempt(screen, lambda _ctx: returned_book(order))
    if book is not None:
        st.download_button(
            _("下载标好错的表"), book, _("要改的_{name}.xlsx").format(name=page.file_name.rpartition(".")[0]), XLSX,
            icon=":material/download:", key="import_returned_file", on_click="ignore",
        )
