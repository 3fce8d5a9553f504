"""合并、拆分、改名的经过: the ledger of places, and the way back."""

from __future__ import annotations

import streamlit as st

from data.domain.permissions import Permission, Subject, allows
from data.domain.roles import Role
from data.i18n import _
from data.queries.place_preview import change_facts, change_lines
from data.services.place_changes import undo_change
from pages.places import _ledger
from pages.shared import state
from pages.shared.components import done, empty_state, go_button, link, note, told_once
from pages.shared.formats import moment
from pages.shared.guards import require

screen = require(Role.OFFICER, Role.LEADER, Role.ADMIN)

may_change = allows(screen.actor, Permission.PLACE_CHANGE, Subject(screen.county.code))
with screen.reading() as ctx:
    changes, now = change_lines(ctx), ctx.now
    stamp = change_facts(ctx)[1] if may_change else ""

link(_("地方"), "places", ":material/arrow_back:")
head, add = st.columns([5, 2], vertical_alignment="bottom")
head.title(_("合并、拆分、改名的经过"), anchor=False)
if may_change:
    with add:
        go_button(_("登记一次变更"), "place-change", ":material/call_split:")
told_once()
note(_("记录留着当时的地方；统计可以按现在的地方看，也可以按当时的看。同一个地方后来又变过，要先撤回后面那次。"))
for change in changes:
    with st.container(border=True, key=f"card_change_{change.id}", gap="xsmall"):
        st.markdown(_ledger.line(change))
        note(moment(change.at, now))
        if change.may_undo and st.button(_("撤回"), icon=":material/undo:", key=f"undo_{change.id}") and done(
            screen, lambda ctx, id_=change.id: undo_change(ctx, id_, stamp),
        ):
            state.pick("toast", _("撤回了，记录都回到原来的地方"))
            st.rerun()
if not changes:
    empty_state(_("地方还没有变更过。哪天有村合并、改名，在这里登记，老记录不会丢。"))
