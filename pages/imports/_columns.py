"""认列: what each column means, to be corrected by hand; what rows get that leave out what the register needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from data.i18n import _, ngettext
from data.queries.import_documents import WITHOUT_PLACE
from data.queries.imports import ImportPage
from data.services.context import Context
from data.services.imports.deciding import choose
from pages.imports import _fills, _steps
from pages.imports._words import FIELDS
from pages.shared import state
from pages.shared.components import heading, note
from pages.shared.drafts import DraftForm
from pages.shared.formats import plain
from pages.shared.guards import Screen

NOTHING = "–"
UNWANTED = ""
CORRECTED, SETTLED = "import_corrected", "import_settled"


def draw(screen: Screen, page: ImportPage) -> None:
    form = DraftForm(screen, "columns", _fields(page), about=page.id)
    if state.drop(SETTLED) == page.id:
        _steps.go(page, "rows")
    if page.refusal:
        st.error(plain(page.refusal["message"]), icon=":material/error:")
    for sheet in page.skipped:
        note(_("工作表「{sheet}」里没有这样的表，没有读。").format(sheet=plain(sheet["sheet"])))
    if page.seen:
        _columns(form, page)
        _fills.draw(screen, form, page)
    form.complain_of_rest()
    with st.container(horizontal=True):
        if page.seen:
            label = _("列认对了，查每一行")
            st.button(label, type="primary", key="import_columns", on_click=_send, args=(form, page))
        _steps.drop_button(screen, page)


def _fields(page: ImportPage) -> list[str]:
    return [*(_key(column["heading"]) for column in page.seen), *_fills.fields(page)]


def _key(heading: str) -> str:
    return f"column {heading}"


def _columns(form: DraftForm, page: ImportPage) -> None:
    known = sum(1 for column in page.seen if column["field"])
    asked = len(page.seen) - known
    said = ngettext("认出{n}列", "认出{n}列", known).format(n=known)
    if asked:
        said += ngettext("，{n}列没认出，请您看看", "，{n}列没认出，请您看看", asked).format(n=asked)
    heading(said)
    note(_("左边是表里的列和头几行，右边是把它当作什么。认错了就改；没处放的列留在这次导入里，不会丢。"))
    for column in page.seen:
        _column(form, page, column)


def _column(form: DraftForm, page: ImportPage, column: Mapping[str, Any]) -> None:
    left, right = st.columns([3, 2], vertical_alignment="center", gap="small")
    name, field = plain(column["heading"]), _key(column["heading"])
    mark = "" if column["field"] else ":orange[:material/help:] "
    samples = plain("　".join(column["samples"]))
    left.markdown(f"{mark}**{name}** &nbsp; :small[:gray[{samples or NOTHING}]]")
    form.propose(field, column["field"] or UNWANTED)
    right.selectbox(
        _("「{heading}」是").format(heading=column["heading"]), label_visibility="collapsed",
        format_func=lambda one: _field_words(page.kind, one), **form.choice(field, [*FIELDS[page.kind], UNWANTED]),
    )
    with right:
        form.complain(column["heading"])


def _field_words(kind: str, field: str) -> str:
    if field == UNWANTED:
        return _("不要")
    words = _(FIELDS[kind][field])
    return _("{field}（只留在导入里）").format(field=words) if field in WITHOUT_PLACE[kind] else words


def _send(form: DraftForm, page: ImportPage) -> None:
    """Before the page is drawn: a list whose columns were corrected is read then, and not asked about again."""
    form.send(lambda ctx, _token: (_chosen(ctx, form, page),))
    if said := form.sent():
        state.pick(CORRECTED if said[0] else SETTLED, page.id)


def _chosen(ctx: Context, form: DraftForm, page: ImportPage) -> bool:
    columns = {column["heading"]: form.value(_key(column["heading"])) or None for column in page.seen}
    return choose(ctx, page.id, page.version, columns, _fills.chosen(form, page))
