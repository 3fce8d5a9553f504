"""What a list's lines come to, and the questions that only a person can answer."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.domain.name_list import Standing
from data.i18n import N_, _, language
from data.i18n.errors import sentence
from data.services.list_sorting import SOMEBODY_ELSE, Answers, SortedLine, SortedList
from pages.shared.components import facts, marked_list, note
from pages.shared.drafts import DraftForm
from pages.shared.formats import number, plain

OPEN, SAME = "open", "same"
NAMESAKES = {OPEN: N_("还说不准，先各算各的"), SAME: N_("都是名册里的那位")}
SHOWN = 8


def answers(form: DraftForm, found: SortedList) -> Answers:
    """What the reader has said of the doubtful lines of `found`."""
    others = set(form.value("others") or ())
    said = dict.fromkeys(others, SOMEBODY_ELSE)
    if form.value("namesakes") == SAME:
        alone = [line for line in found.of(Standing.NAMESAKE) if len(line.like) == 1]
        said |= {line.line.number: line.like[0] for line in alone if line.line.number not in others}
    return said


def summary(told: SortedList, faults: Sequence[tuple[int, str]]) -> None:
    """Lines, contacts, newly reached, what waits; and in words each thing that was not simply counted."""
    facts([
        (_("名单上"), _("{n} 行").format(n=number(len(told.lines) + len(faults)))),
        (_("算人次"), number(len(told.counting)), True),
        (_("头一次受益"), number(len(told.newly))),
        (_("先不算"), number(len(told.waiting) + len(faults))),
    ])
    lines = [*_repeated(told), *_elsewhere(told), *_unreadable(told, faults)]
    marked_list(lines[:SHOWN], "list_remarks")
    if len(lines) > SHOWN:
        with st.expander(_("还有 {n} 条").format(n=len(lines) - SHOWN)):
            marked_list(lines[SHOWN:], "more_list_remarks")


def ask(form: DraftForm, found: SortedList) -> None:
    """Namesakes of the village, and names whose bearer had died."""
    namesakes, dead = found.of(Standing.NAMESAKE), found.of(Standing.DEAD)
    if namesakes:
        form.propose("namesakes", OPEN)
        st.pills(
            _("{n} 行和名册里的人同名同村，手机号对不上或没写，是不是一个人？").format(n=len(namesakes)), required=True,
            format_func=lambda code: _(NAMESAKES[code]), **form.choice("namesakes", [OPEN, SAME]),
        )
    if namesakes or dead:
        words = {line.line.number: _who(line) for line in (*dead, *namesakes)}
        st.multiselect(
            _("哪几行是同名的另一个人"), placeholder=_("可以选多行"), format_func=words.get,
            **form.choice("others", list(words)),
        )
    for line in dead:
        note(_("{who}：名册上记着已去世。是同名的另一个人就在上面选上；不选就先不计数，等科技局认定。").format(
            who=plain(_who(line)),
        ))


def _who(line: SortedLine) -> str:
    return _("第{n}行 {name}").format(n=line.line.number, name=line.line.name)


def _repeated(told: SortedList) -> list[str]:
    return [
        _(":gray[:material/content_copy:] {who}：和第{first}行是同一人，只算一次").format(
            who=plain(_who(line)), first=line.same_as_line,
        )
        for line in told.of(Standing.REPEATED)
    ]


def _elsewhere(told: SortedList) -> list[str]:
    if not told.elsewhere:
        return []
    names = plain(_("、").join(line.name for line in told.elsewhere))
    return [_(":gray[:material/location_on:] {n} 人住在外旗县，照样算数：{names}").format(
        n=len(told.elsewhere), names=names,
    )]


def _unreadable(told: SortedList, faults: Sequence[tuple[int, str]]) -> list[str]:
    mine = [(_who(line), sentence(line.fault, language())) for line in told.of(Standing.UNREADABLE) if line.fault]
    tables = [(_("第{n}行").format(n=row), words) for row, words in faults]
    return [
        _(":orange[:material/error:] {who}：{why}").format(who=plain(who), why=plain(why))
        for who, why in (*tables, *mine)
    ]
