"""Somebody was first: both versions side by side, and a choice for each field that both changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from data.domain.errors import InvalidForm
from data.i18n import _
from data.queries.register import RecordPage
from data.queries.register_codes import Codes
from data.queries.register_history import Clash, clash
from data.register.concept import Concept
from data.register.words import words
from data.services.register import edit
from data.services.register_checks import tidied
from pages.shared.components import heading, note
from pages.shared.drafts import DraftForm
from pages.shared.formats import moment, plain
from pages.shared.guards import Screen

MINE, THEIRS = "mine", "theirs"


def draw(
    screen: Screen, concept: Concept, page: RecordPage, form: DraftForm, typed: Mapping[str, Any], codes: Codes,
) -> None:
    """Nothing while the record is as it was when the form was opened."""
    with screen.reading() as ctx:
        seen = clash(ctx, concept, page.id, form.value("version"))
        try:
            mine = tidied(ctx, concept, typed, codes) if seen else {}
        except InvalidForm:
            mine = None
        now = ctx.now
    if seen is None:
        return
    with st.container(border=True, key="alarm_clash", gap="small"):
        heading(_("{who}{moment}先改了这一份").format(who=plain(seen.who), moment=moment(seen.at, now)))
        if mine is None:
            note(_("下面填的有要改的地方，改好再来比。"))
        else:
            _compare(concept, page, form, seen, mine, codes)


def _compare(
    concept: Concept, page: RecordPage, form: DraftForm, seen: Clash, mine: Mapping[str, Any], codes: Codes,
) -> None:
    both = seen.fields(mine)
    note(_("两人都改过的，请一项一项选；只有一人改过的，照改过的存。") if both else _("两人改的不是同一处，都留得住。"))
    kept = {name for name in both if _choose(concept, seen, mine, name, codes) == MINE}
    for name in seen.only_theirs(mine):
        label = _(concept.by_name[name].label)
        note(_("{label}：留{who}改的「{value}」").format(
            label=label, who=plain(seen.who), value=plain(words(concept.by_name[name], seen.theirs[name], codes)),
        ))
    merged = seen.merged(mine, kept)

    def save(ctx: Any, _token: str) -> int:
        edit(ctx, concept, page.id, seen.version, merged, form.value("reason", ""))
        return page.id

    st.button(_("照选的存"), type="primary", key=form.key("merge"), on_click=form.send, args=(save,))


def _choose(concept: Concept, seen: Clash, mine: Mapping[str, Any], name: str, codes: Codes) -> str:
    field = concept.by_name[name]
    said = {
        MINE: _("我的：{value}").format(value=plain(words(field, mine[name], codes))),
        THEIRS: _("{who}的：{value}").format(who=plain(seen.who), value=plain(words(field, seen.theirs[name], codes))),
    }
    return st.radio(_(field.label), [THEIRS, MINE], format_func=said.__getitem__, key=f"clash_{concept.name}_{name}")
