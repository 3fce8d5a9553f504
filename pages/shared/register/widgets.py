"""One widget per kind of value, filled from and kept in a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from data.i18n import _
from data.queries.register import find_linkable
from data.queries.register_codes import Codes
from data.register.concepts import CONCEPTS
from data.register.fields import Field, Kind
from data.register.words import name_of
from pages.shared.drafts import DraftForm
from pages.shared.guards import Screen

PILLS_MOST = 9
LINKS_SHOWN = 200
EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)


def draw(form: DraftForm, field: Field, codes: Codes) -> None:
    """The widget of `field`; its words are kept as a draft with every change."""
    DRAWN[field.kind](form, field, codes)


def label_of(field: Field) -> str:
    """The label, with what is optional marked and what is required not."""
    is_free = not field.required and field.kind is not Kind.YES_NO
    return _("{label}（可不填）").format(label=_(field.label)) if is_free else _(field.label)


def options_of(field: Field, codes: Codes) -> tuple[list[Any], Callable[[Any], str]]:
    """(codes to choose from, the words for one)."""
    return list(field.options(codes)), lambda code: name_of(field, code, codes)


def _text(form: DraftForm, field: Field, _codes: Codes) -> None:
    st.text_input(label_of(field), max_chars=field.longest, placeholder=_(field.help), **form.field(field.name))


def _phone(form: DraftForm, field: Field, _codes: Codes) -> None:
    st.text_input(
        label_of(field), type="phone", max_chars=20, placeholder=_("11位手机号，座机带区号"), **form.field(field.name),
    )


def _long_text(form: DraftForm, field: Field, _codes: Codes) -> None:
    st.text_area(
        label_of(field), max_chars=field.longest, placeholder=_(field.help), height=120, **form.field(field.name),
    )


def _number(form: DraftForm, field: Field, _codes: Codes) -> None:
    st.number_input(
        label_of(field), min_value=field.least, max_value=field.most, step=1, value=None, **form.field(field.name),
    )


def _yes_no(form: DraftForm, field: Field, _codes: Codes) -> None:
    st.checkbox(_(field.label), **form.field(field.name))


def _day(form: DraftForm, field: Field, _codes: Codes) -> None:
    st.date_input(
        label_of(field), value=None, min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD",
        **form.field(field.name),
    )


def _choice(form: DraftForm, field: Field, codes: Codes) -> None:
    options, words = options_of(field, codes)
    if field.choices is not None and len(options) <= PILLS_MOST:
        st.pills(
            label_of(field), format_func=words, required=field.required, **form.choice(field.name, options),
        )
    else:
        st.selectbox(
            label_of(field), format_func=words, index=None, placeholder=_("选一个"), **form.choice(field.name, options),
        )


def _choices(form: DraftForm, field: Field, codes: Codes) -> None:
    options, words = options_of(field, codes)
    if len(options) <= PILLS_MOST:
        st.pills(label_of(field), format_func=words, selection_mode="multi", **form.choice(field.name, options))
    else:
        st.multiselect(
            label_of(field), format_func=words, placeholder=_("可选几个"), **form.choice(field.name, options),
        )


def _words(form: DraftForm, field: Field, _codes: Codes) -> None:
    st.multiselect(
        label_of(field), options=list(form.value(field.name) or []), accept_new_options=True,
        placeholder=_(field.help) or _("写一个，按回车"), **form.field(field.name),
    )


def _link(form: DraftForm, field: Field, codes: Codes) -> None:
    chosen = form.value(field.name)
    names = _linkable(form.screen, form, field, [] if chosen is None else [chosen], codes)
    st.selectbox(
        label_of(field), format_func=lambda one: names.get(one, ""), index=None, placeholder=_("选一个"),
        **form.choice(field.name, list(names)),
    )


def _links(form: DraftForm, field: Field, codes: Codes) -> None:
    names = _linkable(form.screen, form, field, list(form.value(field.name) or []), codes)
    st.multiselect(
        label_of(field), format_func=lambda one: names.get(one, ""), placeholder=_("可选几个"),
        **form.choice(field.name, list(names)),
    )


def _linkable(
    screen: Screen, form: DraftForm, field: Field, chosen: Sequence[int], codes: Codes,
) -> dict[int, str]:
    """Records to choose from: all while they are few, else those that a search finds; always the chosen ones."""
    target = CONCEPTS[field.target]
    with screen.reading() as ctx:
        found = find_linkable(ctx, target, "", LINKS_SHOWN + 1)
        if len(found) > LINKS_SHOWN:
            search = st.text_input(
                _("{label}：先找").format(label=_(field.label)), key=form.key(f"{field.name}:search"),
                placeholder=_("姓名、拼音"),
            )
            found = find_linkable(ctx, target, search)
    kept = {id_: codes[field.target].get(id_, str(id_)) for id_ in chosen}
    return {**kept, **dict(found)}


DRAWN = {
    Kind.TEXT: _text, Kind.LONG_TEXT: _long_text, Kind.PHONE: _phone, Kind.NUMBER: _number, Kind.YES_NO: _yes_no,
    Kind.DAY: _day, Kind.YEARLY: _text, Kind.CHOICE: _choice, Kind.CHOICES: _choices, Kind.CODES: _choices,
    Kind.WORDS: _words, Kind.LINK: _link, Kind.LINKS: _links,
}
