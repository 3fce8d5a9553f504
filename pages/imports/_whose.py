"""Whose list of people it is: a training's, a project's, a village's, or the register's alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from data.i18n import N_, _
from data.queries.import_targets import Targets, TargetVisit, import_targets
from data.queries.imports import ImportPage
from pages.shared.components import heading, note
from pages.shared.drafts import DraftForm
from pages.shared.formats import full_day, plain, shorten
from pages.shared.guards import Screen
from pages.shared.labels import VISIT_KIND

REGISTER, VISIT, PROJECT, VILLAGE = "", "visit", "project", "place_code"
WHOSE_LIST = "whose"
FIELDS = (WHOSE_LIST, VISIT, PROJECT, VILLAGE)
WHOSE = {
    REGISTER: N_("只进人员名册"), VISIT: N_("一次培训的"), PROJECT: N_("一个项目的"), VILLAGE: N_("一个嘎查村的"),
}
WHAT_COMES = {
    VISIT: N_("写入后，名字也在这次培训的名单上，没有签字单算C级；没写村的，算培训那个地方的人。"),
    PROJECT: N_("写入后，名字也在这个项目的名单上。在名单上不等于服务过，不算进惠及人数。"),
    VILLAGE: N_("没写村的，都算这个村的人。"),
}
ADVICE_SHOWN = 24


def chosen(form: DraftForm) -> dict[str, Any]:
    """One target, as `choose` takes it, or none for the register alone."""
    whose = form.value(WHOSE_LIST) or REGISTER
    return {whose: form.value(whose)} if whose else {}


def draw(screen: Screen, form: DraftForm, page: ImportPage) -> None:
    with screen.reading() as ctx:
        targets = import_targets(ctx)
    heading(_("这是谁的名单"))
    form.propose(WHOSE_LIST, next(iter(page.fills), REGISTER))
    st.pills(
        _("这是谁的名单"), format_func=lambda one: _(WHOSE[one]), label_visibility="collapsed",
        **form.choice(WHOSE_LIST, list(WHOSE)),
    )
    whose = form.value(WHOSE_LIST) or REGISTER
    if whose == REGISTER:
        return
    note(_(WHAT_COMES[whose]))
    options, words = _options(targets, whose)
    form.propose(whose, page.fills.get(whose))
    st.selectbox(
        _(WHOSE[whose]), index=None, format_func=lambda key: words(options[key]), placeholder=_("选一个"),
        **form.choice(whose, list(options)),
    )
    form.complain("target")


def _options(targets: Targets, whose: str) -> tuple[Mapping[Any, Any], Callable[[Any], str]]:
    if whose == VISIT:
        return targets.visits, _visit_words
    return (targets.projects if whose == PROJECT else targets.villages), str


def _visit_words(visit: TargetVisit) -> str:
    about = shorten(plain(visit.advice), ADVICE_SHOWN)
    return " · ".join([full_day(visit.day), visit.place, _(VISIT_KIND[visit.kind]), about])
