"""Attaching a signed list: the scan, and a tick for each name on it."""

from __future__ import annotations

import streamlit as st

from data.domain.visit import Grade
from data.i18n import _, ngettext
from data.services.files import SCAN_MEGABYTES
from data.services.visits import attach_signed_list
from pages.shared import state
from pages.shared.components import done, heading, note
from pages.shared.formats import moment, plain
from pages.shared.guards import Screen
from pages.shared.photos import PHOTO_TYPES, refused, upload_limit
from pages.visits._loading import View


def draw(screen: Screen, view: View) -> None:
    heading(_("签字名单"))
    for number, one in enumerate(view.page.lists, 1):
        words = _("名单{n}，{who}{moment}附上").format(
            n=number, who=plain(one.attached_by), moment=moment(one.attached_at, view.now),
        )
        st.markdown(f":material/fact_check: [{words}](/files/{one.sha256})" if one.sha256 else words)
    if all(one.grade is Grade.SIGNED_LIST for one in view.page.people):
        note(_("写了名字的都有签字名单。"))
        return
    with st.container(border=True, gap="small"):
        _form(screen, view)


def _form(screen: Screen, view: View) -> None:
    page = view.page
    key = f"list:{page.visit_id}:{page.version}"
    with st.container(key="upload_scan", gap="xsmall"):
        scan = st.file_uploader(
            _("名单的照片或扫描件"), type=(*PHOTO_TYPES, "pdf"), max_upload_size=upload_limit(SCAN_MEGABYTES),
            key=f"{key}:scan",
        )
        refused("scan")
    names = {one.person_id: f"{one.name} {one.phone_tail}".strip() for one in view.to_tick}
    ticked = st.pills(
        _("名单上签了字的（没签的点掉）"), list(names), selection_mode="multi", default=list(names),
        format_func=names.get, key=f"{key}:people",
    )
    note(_("点上的人从此按「有签字名单」算数。名单只有科技局和去的专家能打开。"))
    if st.button(_("附上名单"), width="stretch", icon=":material/fact_check:", key="attach") and done(
        screen, lambda ctx: attach_signed_list(
            ctx, page.visit_id, page.version, scan.getvalue() if scan else b"", scan.name if scan else "",
            tuple(ticked),
        ),
    ):
        said = ngettext("附上了，{n}人有签字名单", "附上了，{n}人有签字名单", len(ticked))
        state.pick("toast", said.format(n=len(ticked)))
        st.rerun()
