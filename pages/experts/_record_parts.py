"""The parts of a service record on the screen: what was issued, the figures, and the lines they rest on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.i18n import _, ngettext
from data.queries.service_record import ProblemLine, Record, VisitLine
from data.queries.service_records import Issued
from pages.shared import record_words
from pages.shared.components import facts, heading, marked_list, note
from pages.shared.formats import full_day, full_moment, number, plain
from pages.shared.guards import Screen
from pages.shared.labels import VISIT_KIND, label
from pages.shared.table import XLSX, workbook

LINES_SHOWN = 20
CONFIRMED, NOTED, CHANGED = (
    ":green[:material/check_circle:]", ":gray[:material/edit_note:]", ":orange[:material/edit_notifications:]",
)


def issued(screen: Screen, found: Sequence[Issued]) -> None:
    """Each issued record: its code, whether something in it has changed since, paper and workbook."""
    if found:
        heading(_("出过的"))
    for one in found:
        with st.container(border=True, key=f"panel_record_{one.code}", gap="xsmall"):
            st.markdown(f"**{one.code}** &nbsp; {record_words.days(one.record)}")
            note(_("{who} {moment}出的").format(who=plain(one.issuer), moment=full_moment(one.at)))
            marked_list([f"{CHANGED} {words}" for words in record_words.corrected_words(one.corrected)], one.code)
            with st.container(horizontal=True, gap="small"):
                st.link_button(_("打印"), f"/service-record-sheet/{one.code}", icon=":material/print:", type="tertiary")
                st.download_button(
                    _("下载表格"), lambda one=one: workbook(record_words.headings(), record_words.rows(one.record)),
                    _("服务记录_{code}.xlsx").format(code=one.code), XLSX, key=f"record_file_{one.code}",
                    icon=":material/download:", on_click="ignore", type="tertiary",
                )


def figures(found: Record) -> None:
    with st.container(border=True, key="panel_record", gap="small"):
        heading(record_words.days(found), 3)
        facts(record_words.figures(found.figures))
        with st.expander(_("怎么算的")):
            for name, sentence in record_words.definitions():
                note(_("{name}：{words}").format(name=name, words=sentence))


def lines(found: Record) -> None:
    heading(_("解决的问题"))
    _list([_problem(one) for one in found.problems], "record_problems", _("这段时间还没有农户确认解决的问题。"))
    heading(_("服务"))
    _list([_visit(one) for one in found.visits], "record_visits", _("这段时间没有记下的服务。"))


def _list(shown: list[str], key: str, empty: str) -> None:
    marked_list(shown[:LINES_SHOWN], key)
    if not shown:
        note(empty)
    if (rest := len(shown) - LINES_SHOWN) > 0:
        said = ngettext("还有 {n} 条，出的那一份里都有。", "还有 {n} 条，出的那一份里都有。", rest)
        note(said.format(n=number(rest)))


def _problem(one: ProblemLine) -> str:
    mark = CONFIRMED if one.status in record_words.ASKERS_WORD else NOTED
    parts = [one.industry, one.town, label(record_words.PROBLEM_STATES, one.status)]
    said = f"{mark} **{one.number}** {full_day(one.day)} · " + " · ".join(part for part in parts if part)
    return said + " " + _("「{words}」").format(words=plain(one.words)) if one.words else said


def _visit(one: VisitLine) -> str:
    mark = CONFIRMED if one.status in record_words.ASKERS_WORD else NOTED
    served = _("{contacts}，{n} 有凭据").format(
        contacts=record_words.contacts(one.contacts), n=number(one.reached),
    )
    parts = [label(VISIT_KIND, one.kind), one.town, served, label(record_words.VISIT_STATES, one.status)]
    return f"{mark} **{one.number}** {full_day(one.day)} · " + " · ".join(part for part in parts if part)
