"""One served unit in a list, and the badges that stand wherever it is named."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.register import DemoLevel, FarmKind, Unreachable
from data.i18n import _
from data.queries.farm_record import FarmFigures
from data.queries.register import RecordRow
from data.queries.register_codes import Codes
from data.register.farm import DEMO_LEVELS, KINDS, UNREACHABLE
from pages.shared.badges import small
from pages.shared.components import badge, badge_line, link
from pages.shared.formats import day, plain
from pages.shared.register import marks


def draw(row: RecordRow, figures: FarmFigures, codes: Codes, today: dt.date) -> None:
    document = row.document
    trades = _("、").join(codes["industry"].get(code, code) for code in document["industries"])
    with st.container(border=True, key=f"card_{row.id}", gap="xxsmall"):
        link(plain(row.name), "farm", id=row.id)
        badge_line(small(_(KINDS[FarmKind(document["kind"])]), codes["place"].get(document["place_code"]), trades))
        badge_line(
            *states(row),
            small(
                _("在办{n}件").format(n=figures.open) if figures.open else None,
                _("问过{n}件").format(n=figures.asked) if figures.asked else _("还没有问过"),
                _("最近{day}有人去过").format(day=day(figures.last_day, today)) if figures.last_day else None,
            ),
        )


def states(row: RecordRow) -> list[str]:
    """What must be seen first: out of use, not to be found, a badge, hardly known."""
    found = [marks.out_of_use(row)]
    if row.document["unreachable"]:
        found.append(badge(_(UNREACHABLE[Unreachable(row.document["unreachable"])]), "red", "phone_disabled"))
    if row.document["demo_level"]:
        found.append(badge(_(DEMO_LEVELS[DemoLevel(row.document["demo_level"])]), "green", "verified"))
    found.append(marks.hardly_known(row))
    return found
