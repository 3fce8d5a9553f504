"""A new list: which kind, from whom, as a file or as pasted cells."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.exchange.workbooks.opening import BYTES_MAX
from data.i18n import _
from data.services.imports.receiving import SENDER_MAX, NewList, Received, receive
from data.services.imports.station_books import KINDS_OUT, station_book
from data.services.imports.templates import template_for
from pages.imports._words import KINDS
from pages.shared.components import note
from pages.shared.drafts import DraftForm
from pages.shared.guards import Screen
from pages.shared.menu import SCREENS
from pages.shared.photos import refused, upload_limit
from pages.shared.register.exporting import download

TYPES = ("xlsx", "xls", "et", "csv", "txt")
PASTED_MOST = 200_000
FIELDS = ("kind", "pasted", "sender")


def draw(screen: Screen) -> None:
    form = DraftForm(screen, "import", FIELDS)
    if received := form.sent():
        _go_on(received)
    form.propose("kind", "experts")
    st.pills(_("是什么表"), format_func=lambda name: _(KINDS[name]), **form.choice("kind", list(KINDS)))
    with st.container(key="upload_list", gap="xsmall"):
        file = st.file_uploader(
            _("表格文件：Excel、WPS、CSV"), type=TYPES, key="import_file",
            max_upload_size=upload_limit(BYTES_MAX // 2**20),
        )
        refused("list")
    with st.expander(_("没有文件？从Excel、WPS里复制了粘贴在这里"), expanded=bool(form.value("pasted"))):
        st.text_area(_("连表头一起粘贴"), height=160, max_chars=PASTED_MOST, **form.field("pasted"))
    st.text_input(
        _("谁发来的（可不填）"), max_chars=SENDER_MAX, help=_("填了单位，下次同一家的表，列名照这次的认法。"),
        **form.field("sender"),
    )
    form.complain_of_rest()
    st.button(
        _("看这份表"), type="primary", width="stretch", key="import_send", on_click=form.send,
        args=(lambda ctx, _token: receive(ctx, _new_list(form, file)),),
    )
    _template(screen, form.value("kind") or "experts")


def _new_list(form: DraftForm, file: UploadedFile | None) -> NewList:
    content, name = (file.getvalue(), file.name) if file else ((form.value("pasted") or "").encode(), "")
    return NewList(form.value("kind") or "experts", name, content, form.value("sender") or "")


def _go_on(received: Received) -> None:
    query = {"id": str(received.list_id)} | ({"again": "1"} if received.is_known else {})
    st.switch_page(SCREENS["import"].file, query_params=query)


def _template(screen: Screen, kind: str) -> None:
    words, file_name = _(KINDS[kind]), f"{_(KINDS[kind])}.xlsx"
    note(_("还没有表？下载一份空表去填：专家、村名、产业有下拉可选，没网也能填。"))
    download(
        screen, _("下载空表：{kind}").format(kind=words), file_name, lambda ctx: template_for(ctx, kind),
        key="import_template",
    )
    if kind in KINDS_OUT:
        note(_("要改名册里已有的？带走一份，没网也能改，改好传回来：一行一行认回去，两边不一样的并排给您看。"))
        download(
            screen, _("带走名册：{kind}").format(kind=words), file_name, lambda ctx: station_book(ctx, kind),
            key="import_station",
        )
