"""Lists that came in, newest first: what became of each, and the way to it."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.imports import ListState
from data.i18n import _, ngettext
from data.queries.imports import ImportPage, import_history
from pages.imports._words import ICONS, KINDS, STATES
from pages.shared.components import badge, badge_line, empty_state, link, note
from pages.shared.formats import inside, moment, number, plain
from pages.shared.guards import Screen


def draw(screen: Screen) -> None:
    with screen.reading() as ctx:
        pages, now = import_history(ctx), ctx.now
    if not pages:
        empty_state(_("还没有导入过。"))
    for page in pages:
        with st.container(border=True, gap="xsmall", key=f"card_import_{page.id}"):
            _card(page, now)


def _card(page: ImportPage, now: dt.datetime) -> None:
    link(plain(page.file_name), "import", f":material/{ICONS[page.kind]}:", id=page.id)
    words, colour, icon = STATES[page.state]
    badge_line(badge(_(words), colour, icon), f":small[:gray[{_(KINDS[page.kind])} · {who(page, now)}]]")
    note(figures(page))


def who(page: ImportPage, now: dt.datetime) -> str:
    """Who did the last thing, and when; from whom the list is."""
    words, name, at = _("{who}{moment}交来"), page.brought_by, page.brought_at
    if page.state is ListState.UNDONE and page.undone_at:
        words, name, at = _("{who}{moment}撤回"), page.undone_by, page.undone_at
    elif page.state is ListState.MERGED and page.merged_at:
        words, name, at = _("{who}{moment}写入"), page.merged_by, page.merged_at
    said = words.format(who=plain(name or ""), moment=inside(moment(at, now)))
    return said + (_("，{sender}发的").format(sender=plain(page.sender)) if page.sender else "")


def figures(page: ImportPage) -> str:
    """读到13行 = 好的9 + 要改的3 + 像是重了的1."""
    counts = page.counts
    read = ngettext("读到{n}行", "读到{n}行", counts.read).format(n=number(counts.read))
    return _("{read} = 好的{accepted} + 要改的{rejected} + 像是重了的{waiting}").format(
        read=read, accepted=number(counts.accepted), rejected=number(counts.rejected), waiting=number(counts.waiting),
    )
