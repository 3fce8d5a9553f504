"""Who signs: name and unit as they are to stand on paper."""

from __future__ import annotations

import streamlit as st

from data.domain.closed_period import UNIT_MAX
from data.domain.text import NAME_MAX
from data.i18n import _
from data.services.closed_periods import Signature
from pages.shared import state
from pages.shared.guards import Screen


def fields(screen: Screen, about: str, now: str, unit: str) -> Signature:
    """`now`: the stamp of the figures just drawn. Signed is what stood on the screen when the button was pressed, which
    was drawn before; so a second press signs nothing that nobody has seen. `unit`: on the latest closed period."""
    seen = state.picked(f"seen:{about}", "")
    state.pick(f"seen:{about}", now)
    left, right = st.columns(2)
    with left:
        signer = st.text_input(_("签字的人"), screen.actor.name, max_chars=NAME_MAX, key="signer")
    with right:
        place = st.text_input(_("单位和职务"), unit, max_chars=UNIT_MAX, key="signer_unit")
    return Signature(signer, place, seen)
