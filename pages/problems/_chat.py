"""The drafts of a pasted chat: what was read, what is still missing, one tap to file."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.domain.text import NAME_MAX, WORDS_MAX
from data.i18n import _, ngettext
from data.services.chats import ChatDraft
from data.services.files import PHOTO_MEGABYTES
from data.services.filing import ProblemForm, Receipt
from data.services.problems import submit_problem
from pages.shared import state
from pages.shared.components import badge, badge_line, done, heading, link, note
from pages.shared.formats import number, plain, shorten
from pages.shared.guards import Screen
from pages.shared.photos import PHOTO_TYPES, upload_limit

WANTED = "chat:wanted"


@dataclass(frozen=True)
class Chat:
    """By token: the drafts, in the order of the chat, and the receipts of those filed. `known`: words -> receipt of a
    question that says the same. By code: names of villages and of kinds of problem."""

    drafts: Mapping[str, ChatDraft]
    receipts: Mapping[str, Receipt]
    known: Mapping[str, Receipt]
    villages: Mapping[str, str]
    kinds: Mapping[str, str]


def token_of(pasted: str, draft: ChatDraft) -> str:
    """`pasted`: the token of the form. The same words of the same speaker are one question, however often sent."""
    return str(uuid.uuid5(uuid.UUID(pasted), f"{draft.speaker}\n{draft.words}"))


def questions(screen: Screen, chat: Chat) -> None:
    found = [(token, draft) for token, draft in chat.drafts.items() if draft.is_question]
    heading(ngettext("读出{n}件问题", "读出{n}件问题", len(found)).format(n=number(len(found))))
    for token, draft in found:
        _question(screen, chat, draft, token)


def others(screen: Screen, chat: Chat) -> None:
    """What was not taken for a question is shown, and can become one all the same."""
    rest = [(token, draft) for token, draft in chat.drafts.items() if not draft.is_question]
    if rest:
        heading(_("没当成问题的话"))
    for token, draft in rest:
        if token in state.picked(WANTED, ()) or token in chat.receipts:
            _question(screen, chat, draft, token)
        else:
            _other(draft, token)


def _other(draft: ChatDraft, token: str) -> None:
    with st.container(border=True, key=f"card_{token}", gap="xxsmall"):
        _said_by(draft)
        st.markdown(plain(shorten(draft.words, 80)))
        if draft.words:
            _want(_("这也是问题"), token)


def _want(words: str, token: str) -> None:
    if st.button(words, key=f"want_{token}", type="tertiary"):
        state.pick(WANTED, (*state.picked(WANTED, ()), token))
        st.rerun()


def _question(screen: Screen, chat: Chat, draft: ChatDraft, token: str) -> None:
    with st.container(border=True, key=f"card_{token}", gap="small"):
        known = None if token in state.picked(WANTED, ()) else chat.known.get(draft.words)
        if receipt := chat.receipts.get(token) or known:
            _filed(draft, receipt)
            if token not in chat.receipts:
                _want(_("不是同一件，还要登记"), token)
        else:
            _to_file(screen, chat, draft, token)


def _filed(draft: ChatDraft, receipt: Receipt) -> None:
    badge_line(badge(_("登记了，编号{number}").format(number=receipt.number), "green", "check_circle"))
    link(_("「{words}」").format(words=plain(shorten(draft.words))), "receipt", id=receipt.problem_id)


def _to_file(screen: Screen, chat: Chat, draft: ChatDraft, token: str) -> None:
    _said_by(draft)
    text = st.text_area(_("对方遇到什么事？"), draft.words, max_chars=WORDS_MAX, key=f"text_{token}")
    below = {"text": st.container()}
    badge_line(*_understood(chat, draft))
    name, phone = _who(draft, token, below)
    village = _village(chat, draft, token)
    below["place"] = st.container()
    photos = _photos(token) if draft.pictures else ()
    form = ProblemForm(text, village or "", None, name, phone, photos=photos)
    if st.button(_("登记这件"), key=f"file_{token}", type="primary", width="stretch") and done(
        screen, lambda ctx: submit_problem(ctx, form, token), **below,
    ):
        st.rerun()


def _who(draft: ChatDraft, token: str, below: dict[str, DeltaGenerator]) -> tuple[str, str]:
    left, right = st.columns(2, gap="small")
    name = left.text_input(_("对方姓名"), draft.name or "", max_chars=NAME_MAX, key=f"name_{token}")
    phone = right.text_input(
        _("对方手机号"), draft.phone or "", type="phone", max_chars=20, key=f"number_{token}",
        placeholder=_("11位手机号，座机带区号"),
    )
    below |= {"name": left.container(), "phone": right.container()}
    return name, phone


def _village(chat: Chat, draft: ChatDraft, token: str) -> str | None:
    codes = list(chat.villages)
    return st.selectbox(
        _("哪个村、嘎查"), codes, index=codes.index(draft.village) if draft.village in codes else None,
        key=f"village_{token}", placeholder=_("请选"), format_func=chat.villages.get,
    )


def _photos(token: str) -> tuple[bytes, ...]:
    chosen = st.file_uploader(
        _("有没有照片（可不传）"), type=PHOTO_TYPES, accept_multiple_files=True, key=f"photos_{token}",
        max_upload_size=upload_limit(PHOTO_MEGABYTES),
    )
    return tuple(file.getvalue() for file in chosen)


def _understood(chat: Chat, draft: ChatDraft) -> list[str]:
    kind = chat.kinds.get(draft.problem_type or "")
    return [badge(plain(one), "gray") for one in (draft.crop, kind) if one]


def _said_by(draft: ChatDraft) -> None:
    pictures = ngettext("群里有{n}张照片，这里没有", "群里有{n}张照片，这里没有", draft.pictures)
    said = pictures.format(n=number(draft.pictures)) if draft.pictures else ""
    note(" · ".join(plain(part) for part in (draft.speaker, said) if part))
