"""The claim beside the records, and where the difference comes from: bars and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from data.domain.worktime import BEIJING
from data.i18n import _
from data.queries.impact import Impact, definitions
from pages.impact._evidence import capital
from pages.shared.components import fact, facts, heading, note
from pages.shared.formats import month, number, plain, share
from pages.shared.impact_words import definition, people_words, quoted


def claim_and_records(found: Impact) -> None:
    """Two facts side by side: what is being said and by whom, what the records hold."""
    people = found.people.reached
    heading(_("说法与记录"))
    with st.container(border=True), st.container(key="split_claim"):
        left, right = st.columns(2)
    with right, st.container(gap="xsmall"):
        fact(_("记录能支持的"), _low_to_high(found), best=True)
        note(definition(found))
    with left, st.container(gap="xsmall"):
        if found.claim is None or "people" not in found.claim.figures:
            fact(_("对外的说法"), "–")
            note(_("对外的说法是全旗的，看全旗时才放在旁边。"))
            return
        fact(_("对外的说法"), quoted(found.claim))
        note(plain(found.claim.text))
        said_on = month(found.claim.recorded_at.astimezone(BEIJING).date())
        note(_("出处：{source}，{month}").format(source=plain(found.claim.source), month=said_on))
        if found.claim.figures["people"] > people.high:
            note(_("比记录最多能支持的还多 {n} 人。").format(n=number(found.claim.figures["people"] - people.high)))


def in_brief(found: Impact) -> None:
    """Gross, distinct, both ends, share by evidence, coverage: what the records support, in one row."""
    people, evidence, coverage = found.people.reached, found.people.evidence, found.coverage
    with st.container(border=True):
        facts([
            (_("服务人次"), number(found.contacts.gross)),
            (_("不同的人，有凭据"), number(people.low), True),
            (_("最少—最多"), f"{number(people.low)}—{number(people.high)}"),
            (_("其中有签字名单"), share(evidence.listed, people.low) if people.low else "–"),
            (_("有服务的苏木镇"), f"{coverage.towns} / {coverage.of_towns}"),
            (_("有服务的嘎查村"), f"{coverage.villages} / {coverage.of_villages}"),
        ], columns=6)


def where_it_comes_from(found: Impact) -> None:
    """What is said against all contacts; then the contacts, part by part, down to people."""
    heading(_("差在哪"))
    with st.container(border=True):
        if said := _said(found):
            _bars(said)
            note(_("下面放大了看，满格是 {n} 人次。").format(n=number(found.contacts.gross)))
        _bars(_counted(found))


@dataclass(frozen=True)
class Row:
    """A bar from `start` to `start + value` on a scale of `whole`; dark when it is the headline."""

    label: str
    value: int
    why: str
    start: int
    whole: int
    is_headline: bool = False


def _bars(rows: Sequence[Row]) -> None:
    label = _("、").join(f"{row.label} {number(row.value)}" for row in rows)
    st.html(f'<div role="list" aria-label="{escape(label)}">{"".join(map(_drawn, rows))}</div>')


def _said(found: Impact) -> list[Row]:
    """The claim, and how much of it is more than all contacts."""
    if found.claim is None or "people" not in found.claim.figures:
        return []
    said, gross = found.claim.figures["people"], found.contacts.gross
    rows = [Row(_("对外的说法"), said, _("没有附名单，也没有说怎么数的"), 0, max(said, gross))]
    if said > gross:
        rows.append(Row(_("没有记录"), said - gross, _("说法比所有服务人次还多的部分，一条记录也没有"), gross, said))
    return rows


def _counted(found: Impact) -> list[Row]:
    """All contacts as the sum of four parts: repeats, heads only, the expert's word only, people reached."""
    evidence, contacts, low = found.people.evidence, found.contacts, found.people.reached.low
    parts = (
        (_("重复"), contacts.repeats, _("同一人再来的次数")),
        (_("只有人数"), evidence.unnamed, _("记了人头，没有名字，分不清是不是同一人")),
        (_("只有专家记录"), evidence.logged_only, _("有名字，还没有签字名单，也没有人确认")),
    )
    rows = [Row(_("服务人次"), contacts.gross, _("一人来几次就算几次，不是几个人"), 0, contacts.gross)]
    end = contacts.gross
    for label, value, why in parts:
        end -= value
        rows.append(Row(label, value, why, end, contacts.gross))
    name = definitions()["people"].name
    return [*rows, Row(_(name), low, _("减去上面三样，就是拿得出凭据的人"), 0, contacts.gross, is_headline=True)]


def _drawn(row: Row) -> str:
    whole = row.whole or 1
    colour = "#17694F;background:light-dark(#17694F,#5DB893)" if row.is_headline else "rgba(124,138,132,.4)"
    left, width = 100 * row.start / whole, 100 * row.value / whole
    bar = f"margin-left:{left:.1f}%;width:max(2px,{width:.1f}%);background:{colour}"
    return (
        f'<div role="listitem" style="margin-bottom:.875rem"><div style="display:flex;justify-content:space-between">'
        f'<span>{escape(capital(row.label))}</span><b>{number(row.value)}</b></div>'
        f'<div style="height:12px;border-radius:3px;{bar}"></div>'
        f'<div style="font-size:.875rem;opacity:.8">{escape(row.why)}</div></div>'
    )


def _low_to_high(found: Impact) -> str:
    people = found.people.reached
    if people.is_exact:
        return people_words(people.low)
    return _("{low}—{high} 人").format(low=number(people.low), high=number(people.high))
