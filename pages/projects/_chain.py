"""The chain of a base, three cards in a row: who researches, what is shown, who takes it up."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.i18n import _, ngettext
from pages.shared.components import heading, link, note
from pages.shared.formats import number, plain
from pages.shared.register.record import RecordView


def draw(view: RecordView) -> None:
    document, codes = view.page.document, view.codes
    with st.container(key="split_chain"):
        research, demonstration, application = st.columns(3, gap="small")
    with research, st.container(border=True, height="stretch", key="card_research"):
        heading(_("① 研发"))
        _links("platform", [document["platform_id"]], codes["platform"])
        _links("project", [document["project_id"]], codes["project"])
        if document["platform_id"] is None and document["project_id"] is None:
            note(_("还没写是谁研发的。"))
    with demonstration, st.container(border=True, height="stretch", key="card_demonstration"):
        heading(_("② 示范"))
        st.markdown(plain(document["shows"])) if document["shows"] else note(_("还没写给人看什么。"))
    with application, st.container(border=True, height="stretch", key="card_application"):
        heading(_("③ 应用"))
        count = len(document["farm_ids"])
        if count:
            note(ngettext("{n}户照着做", "{n}户照着做", count).format(n=number(count)))
        else:
            note(_("还没有人照着做。"))
        _links("farm", document["farm_ids"], codes["farm"])


def _links(stem: str, ids: Sequence[int | None], names: dict[int, str]) -> None:
    for id_ in ids:
        if id_ is not None:
            link(plain(names.get(id_, str(id_))), stem, id=id_)
