"""导出: the list as filtered, and other workbooks, made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from data.i18n import _
from data.queries.register import ListRequest
from data.register.concept import Concept
from data.runtime import current_runtime
from data.services.context import Context
from data.services.register_export import export_list
from data.services.sessions import actor_for_token
from pages.shared import state
from pages.shared.guards import Screen

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def button(screen: Screen, concept: Concept, request: ListRequest, name: str) -> None:
    """The list as filtered; who took it is written down."""
    download(
        screen, _("导出表格"), f"{name}.xlsx", lambda ctx: export_list(ctx, concept, request, name),
        key=f"{concept.name}_export",
    )


def download(screen: Screen, label: str, file_name: str, make: Callable[[Context], bytes], *, key: str) -> None:
    """A workbook that is made when it is asked for.

    Streamlit makes it in a thread that knows no visitor, so the session is remembered here and checked again there.
    """
    token = state.session_token()

    def made() -> bytes:
        with current_runtime().writing(None, screen.lang) as ctx:
            signed_in = actor_for_token(ctx.session, token, ctx.now)
            return make(replace(ctx, signed_in=signed_in))

    st.download_button(
        label, made, file_name, XLSX, type="tertiary", icon=":material/download:", key=key, on_click="ignore",
    )
