"""导出: the list as filtered, as an Excel file."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.i18n import _
from data.queries.register import ListRequest
from data.register.concept import Concept
from data.runtime import current_runtime
from data.services.register_export import export_list
from data.services.sessions import actor_for_token
from pages.shared import state
from pages.shared.guards import Screen

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def button(screen: Screen, concept: Concept, request: ListRequest, name: str) -> None:
    """The file is made when it is asked for; who took it is written down.

    Streamlit makes it in a thread that knows no visitor, so the session is remembered here and checked again there.
    """
    token = state.session_token()

    def make() -> bytes:
        with current_runtime().writing(None, screen.lang) as ctx:
            signed_in = actor_for_token(ctx.session, token, ctx.now)
            return export_list(replace(ctx, signed_in=signed_in), concept, request, name)

    st.download_button(
        _("导出表格"), make, f"{name}.xlsx", XLSX, type="tertiary", icon=":material/download:",
        key=f"{concept.name}_export", on_click="ignore",
    )
