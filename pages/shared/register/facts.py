"""A record as facts, section by section; what is missing and how old it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from itertools import groupby

import streamlit as st

from data.domain.worktime import BEIJING
from data.i18n import _
from data.queries.register import RecordPage
from data.queries.register_codes import Codes
from data.register.concept import Concept
from data.register.fields import Field, Kind
from data.register.words import NOTHING, row_words, words
from pages.shared.components import badge, fact, heading, note
from pages.shared.formats import day, phone, plain

WIDE = (Kind.LONG_TEXT, Kind.ROWS)


def draw(
    concept: Concept, page: RecordPage, codes: Codes, sections: Sequence[str], told: Collection[str] = ("name",),
) -> None:
    """The given sections, without fields that say nothing or are `told` elsewhere on the page."""
    for section, inside in groupby(concept.fields, key=lambda field: field.section):
        fields = [field for field in inside if field.is_asked(page.document) and field.name not in told]
        said = [field for field in fields if shown(field, page, codes) != NOTHING]
        if section in sections and said:
            heading(_(section))
            _grid([field for field in said if field.kind not in WIDE], page, codes)
            for field in said:
                if field.kind in WIDE:
                    _wide(field, page, codes)


def draw_together(
    concept: Concept, page: RecordPage, codes: Codes, sections: Sequence[str], told: Collection[str] = ("name",),
) -> None:
    """As `draw`, in one grid without headings: for sections of one or two facts each."""
    said = [
        field for field in concept.fields
        if field.section in sections and field.name not in told and field.kind not in WIDE
        and field.is_asked(page.document) and shown(field, page, codes) != NOTHING
    ]
    _grid(said, page, codes)


def shown(field: Field, page: RecordPage, codes: Codes) -> str:
    """The value in words."""
    value = page.document[field.name]
    if field.kind is Kind.YES_NO and not value:
        return NOTHING
    return phone(value) if field.kind is Kind.PHONE else words(field, value, codes)


def gaps(page: RecordPage) -> str:
    """A badge: how complete the record is, and what is missing."""
    if not page.missing:
        return badge(_("资料齐全"), "green", "check_circle")
    labels = _("、").join(_(field.label) for field in page.missing)
    return badge(_("资料{percent}%，还缺：{labels}").format(percent=page.completeness, labels=labels), "orange", "help")


def age(changed_at: dt.datetime | None, today: dt.date) -> str:
    """When the record was last changed."""
    if changed_at is None:
        return _("建档以后没有改过")
    return _("上次改在{day}").format(day=day(changed_at.astimezone(BEIJING).date(), today))


def _grid(fields: Sequence[Field], page: RecordPage, codes: Codes) -> None:
    with st.grid(2, min_column_width=150, gap=("xsmall", "small")):
        for field in fields:
            fact(_(field.label), plain(shown(field, page, codes)))


def _wide(field: Field, page: RecordPage, codes: Codes) -> None:
    value = page.document[field.name]
    lines = [row_words(field, row, codes) for row in value] if field.kind is Kind.ROWS else [value]
    with st.container(gap=None):
        note(_(field.label))
        for line in lines:
            st.markdown(plain(line))
