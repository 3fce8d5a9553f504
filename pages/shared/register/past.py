"""变动经过: every step of a record with before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from data.domain.register import ChangeKind
from data.i18n import N_, _
from data.queries.register_codes import codes_for
from data.queries.register_history import HistoryRow, history
from data.register.concept import Concept
from data.register.words import words
from pages.shared.components import MARKS, heading, marked_list, note
from pages.shared.formats import moment, plain
from pages.shared.guards import Screen

KINDS = {
    ChangeKind.FOUND: N_("开始记经过时就是这样"), ChangeKind.ADDED: N_("{who}建档"), ChangeKind.EDITED: N_("{who}改"),
    ChangeKind.RETIRED: N_("{who}停用"), ChangeKind.RESTORED: N_("{who}重新启用"),
    ChangeKind.UNDONE: N_("{who}撤回一批改动"),
}
OPEN_FIRST = 5


def draw(screen: Screen, concept: Concept, record_id: int) -> None:
    with screen.reading() as ctx:
        steps, now = history(ctx, concept, record_id), ctx.now
        codes = codes_for(ctx, concept, [one for step in steps for one in (step.before, step.after)])
    heading(_("变动经过"))
    if not steps:
        note(_("建档以后没有改过。"))
    lines = [_line(concept, step, codes, now) for step in steps]
    marked_list(lines[:OPEN_FIRST], "past")
    if lines[OPEN_FIRST:]:
        with st.expander(_("更早的{n}次").format(n=len(lines) - OPEN_FIRST)):
            marked_list(lines[OPEN_FIRST:], "past_more")


def _line(concept: Concept, step: HistoryRow, codes, now: dt.datetime) -> str:
    said = _(KINDS[step.kind]).format(who=plain(step.who or ""))
    reason = _("（{reason}）").format(reason=plain(step.reason)) if step.reason else ""
    return f"{MARKS['done']} {moment(step.at, now)} &nbsp; **{said}**{reason}{''.join(_changes(concept, step, codes))}"


def _changes(concept: Concept, step: HistoryRow, codes) -> Sequence[str]:
    """Before → after, one line a field; of a new record nothing, it stands above."""
    if step.kind in (ChangeKind.FOUND, ChangeKind.ADDED):
        return []
    fields = [concept.by_name[name] for name in step.after if name in concept.by_name]
    return [
        "  \n" + _("{label}：{before} → {after}").format(
            label=_(field.label), before=_one_line(words(field, step.before[field.name], codes)),
            after=_one_line(words(field, step.after[field.name], codes)),
        )
        for field in fields
    ]


def _one_line(text: str) -> str:
    return plain(text.replace("\n", "; "))
