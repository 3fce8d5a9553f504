"""Adding and changing a record: its fields in sections, every fault beside its field, two versions side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from data.i18n import _
from data.queries.register import RecordPage
from data.queries.register_codes import Codes, codes_for
from data.register.concept import Concept
from data.register.fields import Field, Kind
from data.services.register import add, edit
from data.services.register_checks import may_change
from pages.shared.components import heading, note
from pages.shared.drafts import DraftForm
from pages.shared.guards import Screen
from pages.shared.register import alike, clashes, parts, widgets

NEW = 0


def draft_of(screen: Screen, concept: Concept, page: RecordPage | None) -> DraftForm:
    """The draft of a record's form, filled with what is stored; of a new record with the defaults."""
    form = DraftForm(
        screen, f"{concept.name}_form", ("version", "reason", *(field.name for field in concept.fields)),
        page.id if page else NEW, dates=[field.name for field in concept.fields if field.kind is Kind.DAY],
    )
    for field in concept.fields:
        value = page.document[field.name] if page else field.default
        if value is not None:
            form.propose(field.name, _for_widget(field, value))
    form.propose("version", page.version if page else NEW)
    return form


def draw(screen: Screen, concept: Concept, page: RecordPage | None, form: DraftForm) -> None:
    """All fields the actor may change, then the one button."""
    with screen.reading() as ctx:
        codes = codes_for(ctx, concept, [_values(form, concept.fields), page.document if page else {}])
        fields = [field for field in concept.fields if may_change(ctx, concept, field)]
    asked = [field for field in fields if field.is_asked(_values(form, fields))]
    if page:
        clashes.draw(screen, concept, page, form, _values(form, asked), codes)
    for section, inside in groupby(asked, key=lambda field: field.section):
        if section:
            heading(_(section))
        for field in inside:
            _draw_field(form, field, codes)
    if page:
        st.text_input(_("为什么改（可不填）"), max_chars=200, **form.field("reason"))
        form.complain("reason")
    if form.faults():
        note(_("有{count}处要改，写在各处旁边。填的都还在。").format(count=form.faults()))
    form.complain_of_rest()
    if page is None:
        alike.draw(screen, concept, _values(form, asked))
    st.button(
        _("存下"), type="primary", width="stretch", key=form.key("send"), on_click=form.send,
        args=(_saving(concept, page, form, asked),),
    )


def _draw_field(form: DraftForm, field: Field, codes: Codes) -> None:
    if field.kind is Kind.ROWS:
        parts.draw(form, field, codes)
    else:
        widgets.draw(form, field, codes)
    form.complain(field.name)


def _saving(
    concept: Concept, page: RecordPage | None, form: DraftForm, asked: Sequence[Field],
) -> Callable[..., int]:
    values = _values(form, asked)
    if page is None:
        return lambda ctx, token: add(ctx, concept, values, token)
    version, reason = form.value("version"), form.value("reason", "")

    def save(ctx: Any, _token: str) -> int:
        edit(ctx, concept, page.id, version, values, reason)
        return page.id

    return save


def _values(form: DraftForm, fields: Sequence[Field]) -> dict[str, Any]:
    return {field.name: form.value(field.name) for field in fields}


def _for_widget(field: Field, value: Any) -> Any:
    """Days go to their widgets as dates, the rest as it is."""
    return dt.date.fromisoformat(value) if field.kind is Kind.DAY and isinstance(value, str) else value
