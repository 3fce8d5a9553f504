"""成批改: a list on a grid, a preview of what would change, then all of it at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from data.i18n import _, ngettext
from data.queries.register import RecordRow
from data.queries.register_codes import Codes
from data.register.concept import Concept
from data.register.fields import Field, Kind
from data.register.words import words
from data.services.register import REASON_MAX
from data.services.register_batches import RowEdit, RowPreview, apply, preview
from pages.shared import state
from pages.shared.components import attempt, heading, note, show_error
from pages.shared.formats import plain
from pages.shared.guards import Screen
from pages.shared.register.widgets import EARLIEST, LATEST, options_of

ROW_HEIGHT, MOST_HIGH = 36, 520


def edited(concept: Concept, rows: Sequence[RecordRow], fields: Sequence[Field], codes: Codes) -> list[RowEdit]:
    """Draw the grid: the rows that were changed, with the changed fields only."""
    cells = [{field.name: _cell(field, row.document[field.name]) for field in fields} for row in rows]
    frame = pd.DataFrame(cells, columns=[field.name for field in fields], dtype=object)
    frame.insert(0, "", [row.name for row in rows])
    st.data_editor(
        frame, key=_key(concept), num_rows="fixed", hide_index=True, width="stretch",
        height=min(MOST_HIGH, ROW_HEIGHT * (len(rows) + 1)), placeholder="",
        column_config={"": st.column_config.TextColumn(_("姓名或名称"), disabled=True, pinned=True)}
        | {field.name: _column(field, codes) for field in fields},
    )
    typed: Mapping[int, Mapping[str, Any]] = (state.picked(_key(concept)) or {}).get("edited_rows", {})
    return [
        RowEdit(rows[number].id, rows[number].version, {
            name: _plain(concept.by_name[name], value) for name, value in changed.items() if name in concept.by_name
        })
        for number, changed in typed.items() if number < len(rows)
    ]


def review(screen: Screen, concept: Concept, edits: Sequence[RowEdit], codes: Codes) -> None:
    """What would change, row by row with its faults; then all of it, or nothing."""
    heading(_("改了什么"))
    if not edits:
        note(_("还没有改。在表里点一格就能改；改完在这里看一遍再存。"))
        return
    with screen.reading() as ctx:
        rows = preview(ctx, concept, edits)
    for row in rows:
        _row(concept, row, codes)
    faulty = [row for row in rows if row.errors]
    if faulty:
        note(ngettext("{n}行有错，改好再存。", "{n}行有错，改好再存。", len(faulty)).format(n=len(faulty)))
    reason = st.text_input(_("为什么改（可不填）"), max_chars=REASON_MAX, key=f"{concept.name}_grid_reason")
    label = ngettext("存下{n}行", "存下{n}行", len(rows)).format(n=len(rows))
    if st.button(label, type="primary", disabled=bool(faulty or not rows), key=f"{concept.name}_grid_send"):
        batch = attempt(screen, lambda ctx: apply(ctx, concept, edits, reason))
        if batch is not None:
            _start_afresh(concept)
            state.pick("toast", _("存下了，整批可以撤回"))
            st.rerun()


def _key(concept: Concept) -> str:
    """The grid's own key; another turn begins an empty one."""
    return f"{concept.name}_grid_{state.picked(_turn(concept), 0)}"


def _start_afresh(concept: Concept) -> None:
    state.pick(_turn(concept), state.picked(_turn(concept), 0) + 1)


def _turn(concept: Concept) -> str:
    return f"{concept.name}_grid_turn"


def _row(concept: Concept, row: RowPreview, codes: Codes) -> None:
    with st.container(border=True, gap="xxsmall", key=f"card_preview_{row.record_id}"):
        st.markdown(f"**{plain(row.name)}**")
        if not row.errors:
            for name, (before, after) in row.changes.items():
                st.markdown(_change(concept.by_name[name], before, after, codes))
        for error in row.errors:
            if error.field:
                note(_(concept.by_name[error.field].label))
            show_error(error)


def _change(field: Field, before: Any, after: Any, codes: Codes) -> str:
    return _("{label}：{before} → {after}").format(
        label=_(field.label), before=plain(words(field, before, codes)), after=plain(words(field, after, codes)),
    )


def _cell(field: Field, value: Any) -> Any:
    return dt.date.fromisoformat(value) if field.kind is Kind.DAY and value else value


def _plain(field: Field, value: Any) -> Any:
    """What the grid hands back; a day may carry a time behind it."""
    return value[:10] if field.kind is Kind.DAY and isinstance(value, str) else value


def _column(field: Field, codes: Codes) -> Any:
    label, columns = _(field.label), st.column_config
    match field.kind:
        case Kind.NUMBER:
            return columns.NumberColumn(label, min_value=field.least, max_value=field.most, step=1)
        case Kind.YES_NO:
            return columns.CheckboxColumn(label)
        case Kind.DAY:
            return columns.DateColumn(label, min_value=EARLIEST, max_value=LATEST)
        case Kind.CHOICE:
            options, shown = options_of(field, codes)
            return columns.SelectboxColumn(label, options=options, format_func=shown)
        case Kind.CHOICES:
            options, shown = options_of(field, codes)
            return columns.MultiselectColumn(label, options=options, format_func=shown)
        case _:
            return columns.TextColumn(label, max_chars=field.longest)
