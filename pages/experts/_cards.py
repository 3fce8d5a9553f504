"""One expert in a list, and the badges that stand wherever an expert is named."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.i18n import _
from data.queries.expert_record import ExpertFigures
from data.queries.register import RecordRow
from data.queries.register_codes import Codes
from data.register.expert import TITLES, UNREACHABLE
from pages.shared.badges import small
from pages.shared.components import badge, badge_line, link
from pages.shared.formats import day, plain
from pages.shared.labels import label
from pages.shared.register import marks


def draw(row: RecordRow, figures: ExpertFigures, codes: Codes, today: dt.date) -> None:
    document = row.document
    with st.container(border=True, key=f"card_{row.id}"):
        who, work = st.columns([4, 3], gap="small", vertical_alignment="center")
        with who, st.container(gap="xxsmall"):
            link(plain(row.name), "expert", id=row.id)
            badge_line(small(
                label(TITLES, document["title"]), document["subject"], document["unit"],
                codes["place"].get(document["home_place"]),
            ))
        with work:
            badge_line(*states(row, figures, today), small(
                _("手上{open}件，最多{most}件").format(open=figures.open, most=document["max_open"]),
                _("解决{n}件").format(n=figures.solved) if figures.solved else None,
                _("最近{day}").format(day=day(figures.last_day, today)) if figures.last_day else _("还没有服务记录"),
            ))


def states(row: RecordRow, figures: ExpertFigures, today: dt.date) -> list[str]:
    """What must be seen first: out of use, not to be found, away, hardly known."""
    found = [marks.out_of_use(row)]
    if row.document["unreachable"]:
        found.append(badge(label(UNREACHABLE, row.document["unreachable"]), "red", "phone_disabled"))
    if expired(row, today):
        found.append(badge(_("执照过期"), "red", "error"))
    if figures.away_until:
        found.append(badge(_("不在，到{day}").format(day=day(figures.away_until, today)), "orange", "event_busy"))
    found.append(marks.hardly_known(row))
    return found


def expired(row: RecordRow, today: dt.date) -> bool:
    """A licence has run out; ISO days compare as text."""
    ends = [licence["valid_until"] for licence in row.document["licences"]]
    return any(end and end < today.isoformat() for end in ends)
