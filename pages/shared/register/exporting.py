"""导出: the list as filtered, as an Excel file."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.queries.register import ListRequest
from data.register.concept import Concept
from data.services.register_export import export_list
from pages.shared.guards import Screen

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def button(screen: Screen, concept: Concept, request: ListRequest, name: str) -> None:
    """The file is made when it is asked for; who took it is written down."""
    def make() -> bytes:
        with screen.writing() as ctx:
            return export_list(ctx, concept, request, name)

    st.download_button(
        _("导出表格"), make, f"{name}.xlsx", XLSX, type="tertiary", icon=":material/download:",
        key=f"{concept.name}_export", on_click="ignore",
    )
