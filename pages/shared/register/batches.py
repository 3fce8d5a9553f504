"""The last batches of changes, each to be taken back as a whole."""

from __future__ import annotations

import streamlit as st

from data.i18n import _, ngettext
from data.queries.register_history import BatchRow, batches
from data.register.concept import Concept
from data.services.register_batches import undo
from pages.shared import state
from pages.shared.components import attempt, heading, note
from pages.shared.formats import moment, plain
from pages.shared.guards import Screen


def draw(screen: Screen, concept: Concept) -> None:
    with screen.reading() as ctx:
        rows, now = batches(ctx, concept), ctx.now
    heading(_("最近的成批改动"))
    if not rows:
        note(_("还没有成批改过。"))
    for row in rows:
        said = [moment(row.at, now), plain(row.who), ngettext("{n}份", "{n}份", row.records).format(n=row.records)]
        if row.undoes:
            said.append(_("这是一次撤回"))
        elif not row.may_undo:
            said.append(_("后来撤回了"))
        if row.reason:
            said.append(plain(row.reason))
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"here_batch_{row.id}"):
            st.markdown(" · ".join(said), width="content")
            if row.may_undo:
                _undo_button(screen, concept, row)


def _undo_button(screen: Screen, concept: Concept, row: BatchRow) -> None:
    if st.button(_("撤回这一批"), type="tertiary", icon=":material/undo:", key=f"undo_{row.id}"):
        undone = attempt(screen, lambda ctx: undo(ctx, concept, row.id))
        if undone:
            state.pick("toast", _("整批撤回了，经过里都记着"))
            st.rerun()
