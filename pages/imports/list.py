"""导入: bring a list in, and what came in before."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from pages.imports import _bring, _hand_on, _history
from pages.shared.components import heading, note, told_once
from pages.shared.guards import require

COLUMN = 640

screen = require(Role.OFFICER)

st.title(_("导入"), anchor=False)
told_once()
note(_("别人发来的表，照原样就行。先一行一行核对给您看，您点了「写入」才进名册；写入后还能整批撤回。"))
with st.container(width=COLUMN):
    _bring.draw(screen)
heading(_("以前的导入"))
_history.draw(screen)
with screen.reading() as ctx:
    today = ctx.today
_hand_on.draw(screen, today)
