"""登记一次变更: what becomes of which places, with all it touches shown before."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data.domain.errors import AppError
from data.domain.place_changes import ChangeRequest
from data.domain.roles import Role
from data.i18n import _
from data.queries.place_preview import change_facts
from data.services.context import Context
from data.services.place_changes import change_places
from pages.places import _change_form, _preview
from pages.shared import state
from pages.shared.components import dead_end, link
from pages.shared.guards import require
from pages.shared.menu import SCREENS

screen = require(Role.OFFICER, Role.ADMIN)


def write(request: ChangeRequest, stamp: str, ctx: Context, _token: str) -> int:
    return change_places(ctx, request, stamp)


try:
    with screen.reading() as ctx:
        (places, _stamp), today = change_facts(ctx), ctx.today
except AppError as error:
    dead_end(screen, error)
form = _change_form.draft_of(screen, places, today, state.word_in_address("code"))
if form.sent():
    state.pick("toast", _("登记好了，老记录还查得到"))
    st.switch_page(SCREENS["place-changes"].file)

link(_("地方"), "places", ":material/arrow_back:")
st.title(_("登记一次变更"), anchor=False)
with st.container(key="split_change"):
    left, right = st.columns([6, 5], gap="medium")
with left:
    request = _change_form.draw(screen, form, places, today)
with right:
    found = _preview.draw(screen, request)
    form.complain_of_rest()
    if found:
        st.button(
            _("登记这次变更"), type="primary", width="stretch", key=form.key("send"), on_click=form.send,
            args=(partial(write, request, found.stamp),),
        )
    if st.button(_("不登了，写的都不要"), type="tertiary", key="abandon", on_click=form.abandon):
        st.switch_page(SCREENS["places"].file)
