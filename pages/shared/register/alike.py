"""Whom a new record looks like, beside the button that would write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from data.i18n import _
from data.register.concept import Concept
from data.services.register_lookalikes import lookalikes
from pages.shared.components import link, note
from pages.shared.formats import plain
from pages.shared.guards import Screen


def draw(screen: Screen, concept: Concept, values: Mapping[str, Any]) -> None:
    """Links to the records it may be; nothing when it looks like none."""
    with screen.reading() as ctx:
        found = lookalikes(ctx, concept, values)
    if not found:
        return
    with st.container(border=True, key=f"alarm_alike_{concept.name}", gap="xsmall"):
        st.markdown(_(":orange[:material/group:] **名册里有像的，先看看是不是同一个**"))
        for one in found:
            link(plain(one.name), concept.name, id=one.record_id)
        note(_("是同一个就改那一条，不要再加；不是就接着存。"))
