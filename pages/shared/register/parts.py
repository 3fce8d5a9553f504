"""Parts of a record (days off, licences, postings): one bordered row each, added and removed one by one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from data.i18n import _
from data.queries.register_codes import Codes
from data.register.fields import Field, Kind
from pages.shared import state
from pages.shared.drafts import DraftForm
from pages.shared.register.widgets import EARLIEST, LATEST, label_of, options_of


def draw(form: DraftForm, field: Field, codes: Codes) -> None:
    """The rows of `field`; the draft holds them as a list of plain values."""
    st.markdown(_(field.label))
    for number, row in enumerate(_rows(form, field)):
        with st.container(border=True, gap="xsmall", key=f"part_{field.name}_{number}"):
            with st.grid(2, min_column_width=200, gap="small"):
                for column in field.columns:
                    _cell(form, field, column, number, row, codes)
            st.button(
                _("去掉这一条"), type="tertiary", icon=":material/close:", key=_key(form, field, number, "remove"),
                on_click=_remove, args=(form, field, number),
            )
    st.button(
        _("加一条：{label}").format(label=_(field.label)), icon=":material/add:", key=form.key(f"{field.name}:add"),
        on_click=_add, args=(form, field),
    )


def _cell(form: DraftForm, field: Field, column: Field, number: int, row: dict[str, Any], codes: Codes) -> None:
    key, label = _key(form, field, number, column.name), label_of(column)
    if state.picked(key) is None and row.get(column.name) is not None:
        state.pick(key, _shown(column, row[column.name]))
    kept: dict[str, Any] = {"key": key, "on_change": _keep, "args": (form, field, column, number)}
    if column.kind is Kind.DAY:
        st.date_input(label, value=None, min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD", **kept)
    elif column.kind is Kind.CHOICE:
        options, words = options_of(column, codes)
        st.selectbox(label, options, index=None, format_func=words, placeholder=_("选一个"), **kept)
    else:
        st.text_input(label, max_chars=column.longest, placeholder=_(column.help), **kept)


def _shown(column: Field, value: Any) -> Any:
    """As the widget wants it; what is no day any more stays to be typed anew."""
    if column.kind is Kind.DAY and isinstance(value, str):
        return dt.date.fromisoformat(value)
    return str(value) if column.kind is Kind.NUMBER else value


def _keep(form: DraftForm, field: Field, column: Field, number: int) -> None:
    value = state.picked(_key(form, field, number, column.name))
    rows = [dict(row) for row in _rows(form, field)]
    rows[number][column.name] = value.isoformat() if isinstance(value, dt.date) else value
    _put(form, field, rows)


def _add(form: DraftForm, field: Field) -> None:
    _put(form, field, [*_rows(form, field), {}])


def _remove(form: DraftForm, field: Field, number: int) -> None:
    """The rows below move up, so that every cell is drawn afresh under another key."""
    rows = _rows(form, field)
    state.pick(_turns(form, field), (state.picked(_turns(form, field)) or 0) + 1)
    _put(form, field, rows[:number] + rows[number + 1:])


def _put(form: DraftForm, field: Field, rows: list[dict[str, Any]]) -> None:
    form.put(field.name, rows)
    form.keep(field.name)


def _rows(form: DraftForm, field: Field) -> list[dict[str, Any]]:
    return list(form.value(field.name) or [])


def _turns(form: DraftForm, field: Field) -> str:
    return form.key(f"{field.name}:turns")


def _key(form: DraftForm, field: Field, number: int, name: str) -> str:
    turns = state.picked(_turns(form, field)) or 0
    return form.key(f"{field.name}:{form.value('begun_with')}:{turns}:{number}:{name}")
