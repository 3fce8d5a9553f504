"""What holds for all rows of a list: what the register needs and the list leaves out; whose list of people it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from data.i18n import N_, _
from data.queries.import_documents import CONCEPTS, FILLS
from data.queries.import_targets import Targets, TargetVisit, import_targets
from data.queries.imports import ImportPage
from data.queries.register_codes import codes_for
from data.register.fields import Field, Kind
from pages.shared.components import heading, note
from pages.shared.formats import full_day, plain, shorten
from pages.shared.guards import Screen
from pages.shared.labels import VISIT_KIND
from pages.shared.register.widgets import options_of

REGISTER, VISIT, PROJECT, VILLAGE = "", "visit", "project", "place_code"
WHOSE = {
    REGISTER: N_("只进人员名册"), VISIT: N_("一次培训的"), PROJECT: N_("一个项目的"), VILLAGE: N_("一个嘎查村的"),
}
WHAT_COMES = {
    VISIT: N_("写入后，名字也在这次培训的名单上，没有签字单算C级；没写村的，算培训那个地方的人。"),
    PROJECT: N_("写入后，名字也在这个项目的名单上。在名单上不等于服务过，不算进惠及人数。"),
    VILLAGE: N_("没写村的，都算这个村的人。"),
}
ADVICE_SHOWN = 24


def draw(screen: Screen, page: ImportPage) -> dict[str, Any]:
    if page.kind == "people":
        return _whose(screen, page)
    names = FILLS.get(page.kind, ())
    if not names:
        return {}
    concept = CONCEPTS[page.kind]
    with screen.reading() as ctx:
        codes = codes_for(ctx, concept)
    heading(_("表里没写的，统一这样填"))
    fills = {}
    for column, name in zip(st.columns(len(names), gap="small"), names, strict=True):
        with column:
            fills[name] = _fill(concept.by_name[name], page, codes)
    return {name: value for name, value in fills.items() if value}


def _fill(field: Field, page: ImportPage, codes: Any) -> Any:
    value, key = page.fills.get(field.name), f"fill_{page.id}_{field.name}"
    if field.kind is Kind.TEXT:
        return st.text_input(_(field.label), value or "", max_chars=field.longest, key=key).strip()
    options, words = options_of(field, codes)
    return st.selectbox(
        _(field.label), options, index=options.index(value) if value in options else None, key=key,
        format_func=words, placeholder=_("不填就退回没写的行"),
    )


def _whose(screen: Screen, page: ImportPage) -> dict[str, Any]:
    """One target, or none: then the people come into the register alone."""
    with screen.reading() as ctx:
        targets = import_targets(ctx)
    heading(_("这是谁的名单"))
    before = next(iter(page.fills), REGISTER)
    whose = st.pills(
        _("这是谁的名单"), list(WHOSE), default=before, format_func=lambda one: _(WHOSE[one]),
        label_visibility="collapsed", key=f"whose_{page.id}",
    ) or REGISTER
    if whose == REGISTER:
        return {}
    note(_(WHAT_COMES[whose]))
    options, words = _options(targets, whose)
    value = page.fills.get(whose)
    chosen = st.selectbox(
        _(WHOSE[whose]), list(options), index=list(options).index(value) if value in options else None,
        format_func=lambda key: words(options[key]), key=f"whose_{page.id}_{whose}", placeholder=_("选一个"),
    )
    return {whose: chosen}


def _options(targets: Targets, whose: str) -> tuple[Mapping[Any, Any], Callable[[Any], str]]:
    if whose == VISIT:
        return targets.visits, _visit_words
    return (targets.projects if whose == PROJECT else targets.villages), str


def _visit_words(visit: TargetVisit) -> str:
    about = shorten(plain(visit.advice), ADVICE_SHOWN)
    return " · ".join([full_day(visit.day), visit.place, _(VISIT_KIND[visit.kind]), about])
