"""A record as facts, section by section; what is missing and how old it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from data.domain.worktime import BEIJING
from data.i18n import _
from data.queries.register import RecordPage
from data.queries.register_codes import Codes
from data.register.concept import Concept
from data.register.fields import Field, Kind
from data.register.words import NOTHING, words
from pages.shared.components import badge, fact, heading, link, note
from pages.shared.formats import day, phone, plain

PAGES = {
    "expert": "expert", "farm": "farm", "platform": "platform", "project": "project", "demo_base": "base",
    "industry": "industry",
}
FEW = 5
LATEST_YEAR = 2100


def draw(
    concept: Concept, page: RecordPage, codes: Codes, sections: Sequence[str], told: Collection[str] = ("name",),
    opens: Collection[str] = (),
) -> None:
    """The given sections, without fields that say nothing or are `told` elsewhere on the page.

    One other record of a concept that the reader `opens` is a link to it.
    """
    for section, inside in groupby(concept.fields, key=lambda field: field.section):
        fields = [field for field in inside if field.is_asked(page.document) and field.name not in told]
        said = [field for field in fields if shown(field, page, codes) != NOTHING]
        if section in sections and said:
            heading(_(section))
            if narrow := [field for field in said if not _is_wide(field, page)]:
                _grid(narrow, page, codes, opens)
            for field in said:
                if _is_wide(field, page):
                    _wide(field, page, codes)


def draw_together(
    concept: Concept, page: RecordPage, codes: Codes, sections: Sequence[str], told: Collection[str] = ("name",),
) -> None:
    """As `draw`, in one grid without headings: for sections of one or two facts each."""
    said = [
        field for field in concept.fields
        if field.section in sections and field.name not in told and not _is_wide(field, page)
        and field.is_asked(page.document) and shown(field, page, codes) != NOTHING
    ]
    _grid(said, page, codes)


def shown(field: Field, page: RecordPage, codes: Codes) -> str:
    """The value in words."""
    value = page.document[field.name]
    if field.kind is Kind.YES_NO and not value:
        return NOTHING
    return phone(value) if field.kind is Kind.PHONE else _words(field, value, codes)


def gaps(page: RecordPage) -> str:
    """A badge: how complete the record is, and what is missing."""
    if not page.missing:
        return badge(_("资料齐全"), "green", "check_circle")
    labels = _("、").join(_(field.label) for field in page.missing)
    return badge(_("资料{percent}%，还缺：{labels}").format(percent=page.completeness, labels=labels), "orange", "help")


def age(changed_at: dt.datetime | None, today: dt.date) -> None:
    """When the record was last changed, if it was."""
    if changed_at:
        note(_("上次改在{day}").format(day=day(changed_at.astimezone(BEIJING).date(), today)))


def _is_wide(field: Field, page: RecordPage) -> bool:
    """Long words, rows, and more names than fit into half a column."""
    if field.kind in (Kind.LINKS, Kind.CODES):
        return len(page.document[field.name]) > FEW
    return field.kind in (Kind.LONG_TEXT, Kind.ROWS)


def _grid(fields: Sequence[Field], page: RecordPage, codes: Codes, opens: Collection[str] = ()) -> None:
    with st.grid(2, min_column_width=150, gap=("xsmall", "small")):
        for field in fields:
            value = plain(shown(field, page, codes))
            if field.kind is Kind.LINK and field.target in opens:
                with st.container(gap=None, key=f"goto_{field.name}"):
                    note(_(field.label))
                    link(value, PAGES[field.target], id=page.document[field.name])
            else:
                fact(_(field.label), value)


def _wide(field: Field, page: RecordPage, codes: Codes) -> None:
    value = page.document[field.name]
    with st.container(gap=None):
        note(_(field.label))
        if field.kind is Kind.ROWS:
            st.table(_lines(field, value, codes), border="horizontal", hide_index=True, alt=_(field.label))
        else:
            st.markdown(plain(words(field, value, codes)))


def _lines(field: Field, rows: Sequence[Mapping[str, Any]], codes: Codes) -> list[dict[str, str]]:
    """One line of a table per part; columns in which no part says anything are left out."""
    told = [column for column in field.columns if any(row[column.name] not in (None, "") for row in rows)]
    return [{_(column.label): plain(_words(column, row[column.name], codes)) for column in told} for row in rows]


def _words(field: Field, value: Any, codes: Codes) -> str:
    """As everywhere, and amounts with commas; a year is no amount."""
    if field.kind is Kind.NUMBER and value is not None and field.most > LATEST_YEAR:
        return f"{value:,}"
    return words(field, value, codes)
