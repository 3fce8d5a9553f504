"""Whether experts may claim what nobody has been assigned."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.services.claims import allow_claims
from pages.shared import state
from pages.shared.components import done, heading, note
from pages.shared.guards import Screen


def draw(screen: Screen, allowed: bool) -> None:
    heading(_("认领"))
    wanted = st.toggle(_("没派的问题，合适的专家可以自己认领"), value=allowed, key="claims_allowed")
    note(_("规矩和推荐一样：名额、请假、回避、专长都要合。两个人同时认，先到的得。像动物疫病的不给认领。"))
    if wanted != allowed and done(screen, lambda ctx: allow_claims(ctx, wanted)):
        state.pick("toast", _("改好了"))
        st.rerun()
