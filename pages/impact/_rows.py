"""The rows behind the figures, 25 to a page: visits and problems, each leading to its own screen; masked people."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.worktime import BEIJING
from data.i18n import N_, _, ngettext
from data.queries.impact_rows import SMALL_GROUP, PersonRow, VisitRow, Whom, person_rows, problem_rows, visit_rows
from pages.impact._asked import Asked
from pages.shared import state
from pages.shared.components import empty_state, heading, link, note
from pages.shared.formats import day, number, plain
from pages.shared.guards import Screen, fragment
from pages.shared.labels import GRADE, STATUS, VISIT_KIND

LISTS = {"visits": N_("到访"), "problems": N_("问题"), "reached": N_("受益的人"), "logged_only": N_("只有记录的人")}


@fragment
def rows(screen: Screen, asked: Asked) -> None:
    heading(_("一条一条看"))
    wanted = state.word_in_address("rows")
    chosen = st.pills(
        _("看什么"), list(LISTS), default=wanted if wanted in LISTS else "visits", key="impact_rows", required=True,
        format_func=lambda name: _(LISTS[name]), label_visibility="collapsed",
    )
    if chosen == "visits":
        _visits(screen, asked)
    elif chosen == "problems":
        _problems(screen, asked)
    else:
        _people(screen, asked, Whom(chosen))


def _visits(screen: Screen, asked: Asked) -> None:
    number_of_page = state.picked("impact_visits_page", 1)
    with screen.reading() as ctx:
        page, today = visit_rows(ctx, asked.scope(ctx), number_of_page), ctx.today
    if not page.total:
        empty_state(_("这段时间、这个范围里没有到访记录。"))
        return
    note(_("{n} 次到访，新的在前；点一次看是谁、什么凭据。").format(n=number(page.total)))
    with st.container(border=True, gap="xsmall", key="rows_visits"):
        for row in page.rows:
            link(_visit_line(row, today), "visit", id=row.visit_id)
    st.pagination(page.pages, key="impact_visits_page")


def _problems(screen: Screen, asked: Asked) -> None:
    with screen.reading() as ctx:
        page, today = problem_rows(ctx, asked.scope(ctx), state.picked("impact_problems_page", 1)), ctx.today
    if not page.total:
        empty_state(_("这段时间、这个范围里没有人提问题。"))
        return
    note(_("{n} 件问题，按提问的日子，新的在前。").format(n=number(page.total)))
    with st.container(border=True, gap="xsmall", key="rows_problems"):
        for row in page.rows:
            asked_on = day(row.asked_at.astimezone(BEIJING).date(), today)
            words = " · ".join((asked_on, plain(row.title), plain(row.place), _(STATUS[row.status])))
            link(f"{words} :small[:gray[{row.number}]]", "problem", id=row.problem_id)
    st.pagination(page.pages, key="impact_problems_page")


def _people(screen: Screen, asked: Asked, whom: Whom) -> None:
    key = f"impact_{whom}_page"
    with screen.reading() as ctx:
        found, today = person_rows(ctx, asked.scope(ctx), whom, state.picked(key, 1), asked.also), ctx.today
    if found.also:
        note(_("只列也在「{project}」受益的人。").format(project=plain(found.also)))
    if found.hides_few:
        note(_("另有不到 {n} 位住在您管的地方以外，不单列。").format(n=SMALL_GROUP))
    if not found.page.total:
        empty_state(_("这段时间、这个范围里没有这样的人。"))
        return
    note(_("{n} 条，姓名和手机遮住一部分；还没认定是不是同一人的各占一条。").format(n=number(found.page.total)))
    st.table([_person(row, today) for row in found.page.rows], border="horizontal", hide_index=True)
    st.pagination(found.page.pages, key=key)


def _visit_line(row: VisitRow, today: dt.date) -> str:
    contacts = ngettext("共 {n} 人次", "共 {n} 人次", row.contacts).format(n=number(row.contacts))
    experts = plain(_("、").join(row.experts))
    parts = [day(row.service_day, today), plain(row.place), _(VISIT_KIND[row.kind]), experts, contacts]
    evidence = [
        (_("名单 {n}"), row.listed), (_("确认 {n}"), row.confirmed), (_("只有记录 {n}"), row.named_only),
        (_("没写名字 {n}"), row.unnamed),
    ]
    shown = _("，").join(words.format(n=number(count)) for words, count in evidence if count)
    return f"{' · '.join(filter(None, parts))} :small[:gray[{shown}]]"


def _person(row: PersonRow, today: dt.date) -> dict[str, str]:
    return {
        _("谁"): f"{plain(row.name)} {plain(row.phone)}",
        _("哪里的人"): plain(row.place),
        _("凭据"): _("{evidence}；{n} 次，最近 {day}").format(
            evidence=_(GRADE[row.grade][0]), n=row.visits, day=day(row.last_day, today),
        ),
    }
