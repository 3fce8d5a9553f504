"""The list, the form and the grid of a concept whose cards are plain: what differs is told by its `Look`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from data.domain.errors import AppError
from data.domain.permissions import is_about_oneself, reach_of
from data.i18n import _
from data.queries.register import ListRequest, RecordPage, RecordRow, list_page, matching_ids, page_to_edit, rows_of
from data.queries.register_codes import Codes, codes_for
from data.register.concept import Concept
from data.services.register_batches import BATCH_MAX
from pages.shared import state
from pages.shared.components import dead_end, demonstration_line, empty_state, go_button, link, note, told_once
from pages.shared.formats import number, plain
from pages.shared.guards import Screen
from pages.shared.menu import SCREENS
from pages.shared.register import batches, exporting, form, grid, listing

COLUMN = 640


@dataclass(frozen=True)
class Look:
    """`stem`: address of one record; list, form and grid are `stem`s, `stem`-edit and `stem`s-grid. The words are
    Chinese sources. `filters`: fields with a selectbox above the list; `shown`: columns of the grid at first;
    `hint`: a note above the form."""

    concept: Concept
    stem: str
    title: str
    add: str
    search: str
    nothing: str
    filters: tuple[str, ...]
    shown: tuple[str, ...]
    hint: str = ""

    @property
    def plural(self) -> str:
        return {"industry": "industries"}.get(self.stem, f"{self.stem}s")


def list_screen(
    screen: Screen, look: Look, cards: Callable[[Sequence[RecordRow], Codes], None],
    counted: Callable[[int], str] | None = None,
) -> None:
    """Search, filters, the cards of one page, export; for whoever keeps the register also adding and the grid.

    `counted`: how many were found, in words of the concept's own.
    """
    _list_head(screen, look)
    request = listing.ask(screen, look.concept, look.filters, _(look.search))
    with screen.reading() as ctx:
        page = list_page(ctx, look.concept, request)
        codes = codes_for(ctx, look.concept, [row.document for row in page.rows])
    said = counted(page.total) if counted else _("一共{n}个").format(n=number(page.total))
    _below_filters(screen, look, request, said)
    cards(page.rows, codes)
    if not page.rows:
        empty_state(_(look.nothing) if request.is_narrowed else _("还没有登记过。"))
    listing.pages(look.concept, page)


def _list_head(screen: Screen, look: Look) -> None:
    """Title; adding for whoever keeps the register; what was just done."""
    head, add = st.columns([5, 2], vertical_alignment="bottom")
    head.title(_(look.title), anchor=False)
    if _keeps(screen, look):
        with add:
            go_button(_(look.add), f"{look.stem}-edit", ":material/add:")
    demonstration_line(screen)
    told_once()


def _below_filters(screen: Screen, look: Look, request: ListRequest, counted: str) -> None:
    """`counted`: how many were found, in words; beside it the grid and the export."""
    count, actions = st.columns([5, 4], vertical_alignment="center")
    with count:
        note(counted)
    with actions, st.container(
        horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small",
    ):
        if _keeps(screen, look):
            link(_("成批改"), f"{look.plural}-grid", ":material/table_edit:")
        exporting.button(screen, look.concept, request, _(look.title))


def edit_screen(screen: Screen, look: Look, own_id: int | None = None) -> None:
    """The form of a new record, or of the one in the address; `own_id`: without an address, the actor's own."""
    page = _addressed(screen, look, own_id)
    draft = form.draft_of(screen, look.concept, page)
    saved = draft.sent()
    if saved:
        state.pick("toast", _("存下了"))
        st.switch_page(SCREENS[look.stem].file, query_params={"id": str(saved)})
    with st.container(width=COLUMN, gap="small"):
        if page:
            link(plain(page.name), look.stem, ":material/arrow_back:", id=page.id)
        else:
            link(_(look.title), look.plural, ":material/arrow_back:")
        st.title(_("改{name}").format(name=plain(page.name)) if page else _(look.add), anchor=False)
        if look.hint:
            note(_(look.hint))
        form.draw(screen, look.concept, page, draft)
        if st.button(_("不改了，写的都不要"), type="tertiary", key="abandon", on_click=draft.abandon):
            st.switch_page(
                SCREENS[look.stem if page else look.plural].file, query_params={"id": str(page.id)} if page else None,
            )


def grid_screen(screen: Screen, look: Look) -> None:
    """Many records on a grid, with preview and undo."""
    concept = look.concept
    link(_(look.title), look.plural, ":material/arrow_back:")
    st.title(_(SCREENS[f"{look.plural}-grid"].title), anchor=False)
    told_once()
    note(_("手机上能看能撤回，改表请用电脑。"))
    request = listing.ask(screen, concept, look.filters, _(look.search))
    shown = st.multiselect(
        _("改哪几栏"), [field.name for field in concept.fields if field.bulk], default=look.shown,
        key=f"{concept.name}_grid_fields", placeholder=_("可选几个"),
        format_func=lambda name: _(concept.by_name[name].label),
    )
    with screen.reading() as ctx:
        ids = matching_ids(ctx, concept, request)
        rows = list(rows_of(ctx, concept, ids[:BATCH_MAX]))
        codes = codes_for(ctx, concept, [row.document for row in rows])
    if len(ids) > BATCH_MAX:
        note(_("只列出前{most}个，一共{n}个。请先筛选。").format(most=number(BATCH_MAX), n=number(len(ids))))
    if rows:
        edits = grid.edited(concept, rows, [concept.by_name[name] for name in shown], codes)
        grid.review(screen, concept, edits, codes)
    else:
        empty_state(_(look.nothing))
    batches.draw(screen, concept)


def _keeps(screen: Screen, look: Look) -> bool:
    role, edit = screen.actor.role, look.concept.edit
    return reach_of(role, edit) is not None and not is_about_oneself(role, edit)


def _addressed(screen: Screen, look: Look, own_id: int | None) -> RecordPage | None:
    record_id = state.number_in_address("id")
    if record_id is None:
        record_id = own_id
    if record_id is None:
        return None
    try:
        with screen.reading() as ctx:
            return page_to_edit(ctx, look.concept, record_id)
    except AppError as error:
        dead_end(screen, error)
