"""The tile map of the county's towns, and the towns with their villages under them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.domain.places import PlaceLevel
from data.i18n import _, ngettext
from data.queries.impact_places import short_name
from data.queries.place_rows import PlaceRow
from pages.places._words import LACKS, who_is_there
from pages.shared import charts
from pages.shared.components import badge, badge_line, heading, link, note
from pages.shared.formats import number, plain
from pages.shared.labels import PLACE_KIND
from pages.shared.menu import SCREENS

SHADES = 5


def tiles(rows: Sequence[PlaceRow]) -> None:
    """A tap on a town opens its page, and so does its name in the list."""
    towns = [row for row in rows if row.level is PlaceLevel.TOWN]
    placed = [row for row in towns if row.tile]
    heading(_("各苏木镇登记了多少人"))
    if len(placed) > 1:
        most = max(row.people for row in placed) or 1
        cells = [
            charts.Tile(
                row.code, row.tile[0], row.tile[1], short_name(row.name), number(row.people),
                -(-row.people * SHADES // most) - 1 if row.people else None,
            )
            for row in placed if row.tile
        ]
        words = _("、").join(f"{row.name} {row.people}" for row in placed)
        chosen = charts.draw(
            charts.tiles(cells, _("北 ↑"), ridge_below=2), "places_tiles",
            _("各苏木镇登记的人数：{words}").format(words=words), selectable=True,
        )
        if chosen:
            st.switch_page(SCREENS["place"].file, query_params={"code": chosen})
    note(_("名册里有的人数，不是人口。方位为示意，不是地图。"))
    unplaced = [row.name for row in towns if not row.tile]
    if unplaced:
        note(_("还没排到图上：{names}").format(names=plain(_("、").join(unplaced))))


def towns(rows: Sequence[PlaceRow]) -> None:
    """Each town, folded; its villages inside."""
    for town in (row for row in rows if row.level is PlaceLevel.TOWN):
        villages = [row for row in rows if row.level is PlaceLevel.VILLAGE and row.code.startswith(town.code)]
        count = ngettext("{n}个嘎查村、社区", "{n}个嘎查村、社区", len(villages)).format(n=len(villages))
        with st.expander(f"**{plain(town.name)}** &nbsp; :small[:gray[{count} · {who_is_there(town)}]]"):
            link(_("看{place}").format(place=plain(town.name)), "place", ":material/location_on:", code=town.code)
            for village in villages:
                link(f"{plain(village.name)} :small[:gray[{who_is_there(village)}]]", "place", code=village.code)


def found(rows: Sequence[PlaceRow]) -> None:
    """What a search found, one card each; places that are gone say what they are now."""
    for row in rows:
        with st.container(border=True, key=f"card_{row.code}", gap="xxsmall"):
            link(plain(row.name), "place", code=row.code)
            above = f"{plain(row.town)} · " if row.town else ""
            note(f"{above}{_(PLACE_KIND[row.kind])} · {row.code} · {who_is_there(row)}")
            if row.now:
                badge_line(badge(_("现在是{place}").format(place=plain(row.now[1])), "gray", "history"))
            elif row.lacks:
                badge_line(badge(missing(row), "orange", "help"))


def missing(row: PlaceRow) -> str:
    return _("还缺：{labels}").format(labels=_("、").join(_(LACKS[one]) for one in row.lacks))
