"""派单板: all open questions at once, who should take which, and why not all."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.queries.board import latest_board
from data.services.boards import open_board
from pages.board import _doing, _head, _loads, _news, _rows, _sent, _shortages
from pages.shared.components import empty_state, told_once
from pages.shared.guards import require
from pages.shared.reasons import Teller

screen = require(Role.OFFICER)
st.title(_("派单板"), anchor=False)

told_once()

_doing.do(screen)
with screen.reading() as ctx:
    view, now, teller = latest_board(ctx), ctx.now, Teller(ctx)

if view is None:
    if _doing.solving(screen, open_board):
        st.rerun()
elif view.dispatched_at:
    _sent.draw(screen, view, now)
elif not view.rows:
    _sent.still_undo(screen, now)
    empty_state(_("现在没有要派的，也没有等答复的。"), "today", _("去「今天」"))
    _head.again(view)
else:
    _sent.still_undo(screen, now)
    _head.draw(screen, view, now)
    _news.draw(screen, view, now)
    _head.changes(view, teller)
    _shortages.draw(view)
    _rows.draw(view, teller, now)
    _loads.draw(view)
