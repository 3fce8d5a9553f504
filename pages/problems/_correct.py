"""改要点: what was read from the words is put right; experts are recommended afresh."""

from __future__ import annotations

import streamlit as st

from data.domain.places import town_of
from data.i18n import _
from data.queries.places import PlaceChoice, towns, villages
from data.queries.taxonomy import industries, problem_types
from data.services.filing import TYPES_MAX
from data.services.problems import correct_understanding
from data.services.readings import Suggestion
from pages.problems import _asked
from pages.problems._loading import View
from pages.shared import state
from pages.shared.components import done, note
from pages.shared.guards import Screen


def draw(screen: Screen, view: View, other: Suggestion | None = None) -> None:
    """As it is stored, or as `other` reads the words."""
    page, read = view.page, view.page.understood
    trade, grown, asked = read.industry_code, read.crop, [code for code, _name in read.types]
    if other:
        trade, grown = other.industry or trade, other.crop or grown
        asked = [other.problem_type, *asked][:TYPES_MAX] if other.problem_type else asked
    with screen.reading() as ctx:
        kinds = {one.code: one.name for one in problem_types(ctx)}
        trades = {one.code: one.name for one in industries(ctx)}
    industry = st.selectbox(
        _("产业"), list(trades), index=_index(list(trades), trade), key="fix_industry",
        format_func=trades.__getitem__, placeholder=_("选一个"),
    )
    crop = st.text_input(_("种的、养的是什么（可不填）"), grown or "", max_chars=40, key="fix_crop")
    types = st.multiselect(
        _("问的是哪类事，最多三类"), list(kinds), asked, key="fix_types",
        format_func=kinds.__getitem__, max_selections=TYPES_MAX, placeholder=_("选一个"),
    )
    place = _place(screen, page.place_code)
    note(_("改好以后重新推荐专家，原话不动。"))
    if st.button(_("改好，重新推荐"), type="primary", key="send_correction") and done(
        screen, lambda ctx: correct_understanding(ctx, page.id, page.version, industry, crop, tuple(types), place),
    ):
        state.pick("toast", _("改好了，重新推荐了专家"))
        _asked.close()


def _place(screen: Screen, code: str) -> str:
    """Town, then village; a town alone will do when nobody knows the village."""
    with screen.reading() as ctx:
        town = _choice(_("苏木镇"), towns(ctx), town_of(code), "fix_town")
        village = _choice(_("嘎查村（可不填）"), villages(ctx, town) if town else [], code, f"fix_village_{town}")
    return village or town or ""


def _choice(label: str, places: list[PlaceChoice], code: str | None, key: str) -> str | None:
    names = {place.code: place.name for place in places}
    return st.selectbox(
        label, list(names), index=_index(list(names), code), key=key, format_func=names.__getitem__,
        placeholder=_("选一个"),
    )


def _index(options: list[str], value: str | None) -> int | None:
    return options.index(value) if value in options else None
