"""One record of a plain concept: head, facts, what happened; what is its own comes in between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import streamlit as st

from data.domain.errors import AppError, NotFound
from data.domain.roles import Role
from data.i18n import _
from data.queries.register import RecordPage, record_page
from data.queries.register_codes import Codes, codes_for
from data.queries.scope import UNKNOWN
from data.register.concept import Concept
from pages.shared import state
from pages.shared.components import badge_line, dead_end, demonstration_badge, go_button, link, told_once
from pages.shared.formats import plain
from pages.shared.guards import Screen
from pages.shared.register import facts, lifecycle
from pages.shared.register.screens import Look


@dataclass(frozen=True)
class RecordView:
    """`opens`: concepts whose pages the reader may open from here."""

    page: RecordPage
    codes: Codes
    now: dt.datetime
    today: dt.date
    opens: Collection[str]


def load(screen: Screen, concept: Concept) -> RecordView:
    """The record in the address, or a dead end."""
    try:
        record_id = state.number_in_address("id")
        if record_id is None:
            raise NotFound(UNKNOWN[concept.model])
        with screen.reading() as ctx:
            page = record_page(ctx, concept, record_id)
            opens = facts.PAGES if screen.actor.role in (Role.OFFICER, Role.LEADER) else ()
            return RecordView(page, codes_for(ctx, concept, [page.document]), ctx.now, ctx.today, opens)
    except AppError as error:
        dead_end(screen, error)


def head(screen: Screen, look: Look, view: RecordView, *badges: str) -> None:
    """Title line, badges, retiring."""
    title_line(look, view.page)
    badge_line(
        *badges, facts.gaps(view.page), demonstration_badge() if screen.county.is_demonstration else "",
    )
    lifecycle.button(view.page)


def title_line(look: Look, page: RecordPage, *, has_list: bool = True) -> None:
    """What was just done, the way back to the list if the reader has one, the name, and editing for whoever may."""
    told_once()
    if has_list:
        link(_(look.title), look.plural, ":material/arrow_back:")
    title, act = st.columns([5, 2], vertical_alignment="bottom")
    title.title(plain(page.name), anchor=False)
    if page.may_edit and page.is_active:
        with act:
            go_button(_("改"), f"{look.stem}-edit", ":material/edit:", id=page.id)


def sections(concept: Concept, view: RecordView) -> None:
    """All sections of the record in words."""
    every = list(dict.fromkeys(field.section for field in concept.fields))
    facts.draw(concept, view.page, view.codes, every, opens=view.opens)
