"""The claim beside the records, and where the difference comes from: bars and words."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.queries.impact import Impact, definitions
from pages.impact._headline import definition, people_words, quoted
from pages.shared import charts
from pages.shared.components import fact, heading, note
from pages.shared.formats import BEIJING, month, number, plain


def claim_and_records(found: Impact) -> None:
    """Two facts side by side: what is being said and by whom, what the records hold."""
    people = found.people.reached
    heading(_("说法与记录"))
    with st.container(border=True), st.container(key="split_claim"):
        left, right = st.columns(2)
    with right:
        fact(_("记录能支持的"), _low_to_high(found), best=True)
        note(definition(found))
    with left:
        if found.claim is None or "people" not in found.claim.figures:
            fact(_("对外的说法"), "–")
            note(_("对外的说法是全旗的，看全旗时才放在旁边。"))
            return
        fact(_("对外的说法"), _("{n} 人").format(n=quoted(found.claim)))
        note(plain(found.claim.text))
        said_on = month(found.claim.recorded_at.astimezone(BEIJING).date())
        note(_("出处：{source}，{month}").format(source=plain(found.claim.source), month=said_on))
        if found.claim.figures["people"] > people.high:
            note(_("比记录最多能支持的还多 {n} 人。").format(n=number(found.claim.figures["people"] - people.high)))


def where_it_comes_from(found: Impact) -> None:
    """From what is said, by contacts, down to people: each step a bar and a sentence."""
    heading(_("差在哪"))
    steps = _steps(found)
    with st.container(border=True):
        colours = charts.palette()
        shades = [colours.stages[0] if is_ours else colours.stages[2] for _label, _value, _why, is_ours in steps]
        labels = [label for label, _value, _why, _is_ours in steps]
        values = [value for _label, value, _why, _is_ours in steps]
        parts = [
            charts.Segment(shade, [value if shades[row] == shade else 0 for row, value in enumerate(values)])
            for shade in dict.fromkeys(shades)
        ]
        words = _("、").join(f"{label} {number(value)}" for label, value, _why, _is_ours in steps)
        figure = charts.named_bars(labels, labels, parts, [number(value) for value in values])
        charts.draw(figure, "impact_difference", words)
        for label, _value, why, _is_ours in steps:
            note(_("**{label}**：{why}").format(label=label, why=why))


def _steps(found: Impact) -> list[tuple[str, int, str, bool]]:
    """Label, figure, sentence, whether it is the headline. Contacts are the sum of the four below them."""
    evidence, contacts, low = found.people.evidence, found.contacts, found.people.reached.low
    steps = []
    if found.claim is not None and "people" in found.claim.figures:
        said = found.claim.figures["people"]
        steps.append((_("对外的说法"), said, _("没有名单，也没有说怎么数的"), False))
        if said > contacts.gross:
            steps.append((_("没有记录"), said - contacts.gross, _("说法里比所有服务人次还多的部分"), False))
    return [
        *steps,
        (_("服务人次"), contacts.gross, _("一人来几次就算几次，不是几个人"), False),
        (_("重复"), contacts.repeats, _("同一人再来的次数"), False),
        (_("只有人数"), evidence.unnamed, _("记了人头，没有名字，分不清是不是同一人"), False),
        (_("只有专家记录"), evidence.logged_only, _("有名字，还没有签字名单，也没有人确认"), False),
        (_(definitions()["people"].name), low, _("服务人次减去上面三样，就是能拿出凭据的人"), True),
    ]


def _low_to_high(found: Impact) -> str:
    people = found.people.reached
    if people.is_exact:
        return people_words(people.low)
    return _("{low}—{high} 人").format(low=number(people.low), high=number(people.high))
