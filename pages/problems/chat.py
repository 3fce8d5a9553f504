"""贴聊天记录: what farmers wrote in a group becomes questions, each looked at and filed with one tap."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.roles import Role
from data.i18n import _
from data.queries.asking import ask_page, villages_of_area
from data.queries.places import place_names
from data.queries.taxonomy import problem_types
from data.services.chats import CHAT_MAX, filed_before, read_chat
from data.services.problems import receipts_of
from pages.problems import _chat
from pages.problems._receipt_words import duty_phone
from pages.shared.components import demonstration_line, note, show_error
from pages.shared.drafts import DraftForm
from pages.shared.guards import require

COLUMN = 720

screen = require(Role.OFFICER, Role.INFORMANT)


def read() -> _chat.Chat | None:
    """None while there is nothing to read, or nothing that can be read."""
    pasted = form.value("chat") or ""
    if not pasted.strip():
        return None
    try:
        with screen.reading() as ctx:
            villages = place_names(ctx, villages_of_area(ctx))
            kinds = {one.code: one.short_name for one in problem_types(ctx)}
            drafts = {_chat.token_of(form.value("token"), one): one for one in read_chat(ctx, pasted)}
            known = filed_before(ctx, drafts.values())
            return _chat.Chat(drafts, receipts_of(ctx, drafts), known, villages, kinds)
    except AppError as error:
        show_error(error)
        return None


with st.container(width=COLUMN, gap="small"):
    st.title(_("贴聊天记录"), anchor=False)
    demonstration_line(screen)
    form = DraftForm(screen, "chat", ("chat",))
    st.text_area(
        _("从微信群里复制的话"), height=200, max_chars=CHAT_MAX, placeholder=_("谁说的、说了什么，一起贴进来"),
        **form.field("chat"),
    )
    form.complain("chat")
    note(_("谁问了什么，一个人一件读出来，您看过再登记。照片贴不过来，存到手机里再选。"))
    if chat := read():
        if any(one.is_epidemic for one in chat.drafts.values()):
            with screen.reading() as ctx:
                page = ask_page(ctx)
            duty_phone(page)
        _chat.questions(screen, chat)
        _chat.others(screen, chat)
        st.button(_("清空，贴新的"), key="paste_new", icon=":material/restart_alt:", on_click=form.abandon)
    else:
        st.button(_("读出来"), type="primary", key="read", width="stretch")
