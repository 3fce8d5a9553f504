"""改资料: what the county itself may say of a place, in a dialog; who comes second sees what is stored."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError, Conflict
from data.domain.places import GRID_MAX, PlaceLevel, PopulationKind
from data.i18n import _
from data.queries.place_page import PlacePage, place_page
from data.services.places import FIRST_YEAR, MOST_PEOPLE, PlaceForm, edit_place
from pages.places._words import POPULATIONS, population
from pages.shared import state
from pages.shared.components import note, show_error
from pages.shared.formats import plain
from pages.shared.guards import Screen, open_dialog

OPEN, VERSION = "place:edit", "place:version"


def button(page: PlacePage) -> None:
    if st.button(_("改资料"), icon=":material/edit:", type="primary", key="edit_place"):
        state.pick(OPEN, page.row.code)
        state.pick(VERSION, page.version)


def show(screen: Screen, page: PlacePage) -> None:
    if state.picked(OPEN) == page.row.code:
        title = _("改{name}的资料").format(name=plain(page.row.name))
        open_dialog(screen, title, _form, page, on_dismiss=_forget)


def _forget() -> None:
    state.drop(OPEN)


def _form(screen: Screen, page: PlacePage) -> None:
    form, blame = _fields(page)
    if st.button(_("存下"), type="primary", width="stretch", key="save_place"):
        try:
            with screen.writing() as ctx:
                edit_place(ctx, page.row.code, state.picked(VERSION), form)
        except Conflict as error:
            show_error(error)
            _show_stored(screen, page.row.code)
        except AppError as error:
            with blame.get(error.field or "", st.container()):
                show_error(error)
        else:
            _forget()
            state.pick("toast", _("存下了"))
            st.rerun()


def _fields(page: PlacePage) -> tuple[PlaceForm, dict[str, st.delta_generator.DeltaGenerator]]:
    """What is typed, and where each kind of error belongs."""
    known, blame = page.row.population, {}
    name_en = st.text_input(_("英文名"), page.name_en, max_chars=80, key="place_name_en")
    blame["name_en"] = st.container()
    people = st.number_input(
        _("人口（可不填）"), 0, MOST_PEOPLE, known.people if known else None, key="place_people",
    )
    kind = st.pills(
        _("户籍还是常住"), list(PopulationKind), default=known.kind if known else None, key="place_population_kind",
        format_func=lambda one: _(POPULATIONS[one]),
    )
    year = st.number_input(_("哪一年的"), FIRST_YEAR, None, known.year if known else None, key="place_population_year")
    blame["population"] = st.container()
    labels = (_("经度（可不填）"), _("纬度（可不填）"))
    longitude, latitude = _pair(labels, page.position or (None, None), "place_position", format="%.4f", step=0.01)
    blame["position"] = st.container()
    tile: tuple = (None, None)
    if page.row.level is PlaceLevel.TOWN:
        labels = (_("示意图第几行（可不填）"), _("示意图第几列（可不填）"))
        tile = _pair(labels, page.row.tile or (None, None), "place_tile", min_value=1, max_value=GRID_MAX)
    blame["tile"] = st.container()
    return PlaceForm(name_en, *tile, longitude, latitude, people, kind, year), blame


def _pair(labels: tuple[str, str], stored: tuple, key: str, **more: object) -> tuple:
    with st.grid(2, min_column_width=140, gap="small"):
        return tuple(
            st.number_input(label, value=value, key=f"{key}_{n}", **more)  # type: ignore[call-overload]
            for n, (label, value) in enumerate(zip(labels, stored, strict=True))
        )


def _show_stored(screen: Screen, code: str) -> None:
    """Both versions: what is stored stands under what is typed, which is saved over it by a second tap."""
    with screen.reading() as ctx:
        now = place_page(ctx, code)
    tile = _("第{row}行第{column}列").format(row=now.row.tile[0], column=now.row.tile[1]) if now.row.tile else "–"
    position = f"{now.position[0]}, {now.position[1]}" if now.position else "–"
    for label, stored in (
        (_("英文名"), plain(now.name_en)), (_("人口"), population(now.row.population)), (_("经纬度"), position),
        (_("示意图上"), tile),
    ):
        note(_("存着的{label}：{value}").format(label=label, value=stored))
    note(_("上面是您填的。照您填的存，再点一次「存下」。"))
    state.pick(VERSION, now.version)
