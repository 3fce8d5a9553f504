"""What holds for all rows of a list: what the register needs and the list leaves out, or whose list it is."""

from __future__ import annotations

from typing import Any

import streamlit as st

from data.i18n import _
from data.queries.import_documents import CONCEPTS, FILLS
from data.queries.imports import ImportPage
from data.queries.register_codes import codes_for
from data.register.fields import Field, Kind
from pages.imports import _whose
from pages.shared.components import heading
from pages.shared.drafts import DraftForm
from pages.shared.guards import Screen
from pages.shared.register.widgets import options_of


def fields(page: ImportPage) -> tuple[str, ...]:
    """What the draft of this step holds beside the columns."""
    return _whose.FIELDS if page.kind == "people" else FILLS.get(page.kind, ())


def chosen(form: DraftForm, page: ImportPage) -> dict[str, Any]:
    """As `choose` takes it."""
    if page.kind == "people":
        return _whose.chosen(form)
    values = {name: form.value(name) for name in fields(page)}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items() if value}


def draw(screen: Screen, form: DraftForm, page: ImportPage) -> None:
    if page.kind == "people":
        _whose.draw(screen, form, page)
        return
    names = fields(page)
    if not names:
        return
    concept = CONCEPTS[page.kind]
    with screen.reading() as ctx:
        codes = codes_for(ctx, concept)
    heading(_("表里没写的，统一这样填"))
    for column, name in zip(st.columns(len(names), gap="small"), names, strict=True):
        with column:
            form.propose(name, page.fills.get(name))
            _fill(form, concept.by_name[name], codes)


def _fill(form: DraftForm, field: Field, codes: Any) -> None:
    if field.kind is Kind.TEXT:
        st.text_input(_(field.label), max_chars=field.longest, **form.field(field.name))
        return
    options, words = options_of(field, codes)
    st.selectbox(
        _(field.label), index=None, format_func=words, placeholder=_("不填就退回没写的行"),
        **form.choice(field.name, options),
    )
