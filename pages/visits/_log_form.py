"""The form of a visit: nothing derivable is asked, each field is kept as it is filled."""

from __future__ import annotations

import streamlit as st

from data.domain.advice import mentions_product
from data.domain.visit import VisitKind
from data.domain.visit_form import WAITING_MAX
from data.i18n import N_, _
from data.queries.visit_rows import VisitFormPage
from data.services.visits import VisitReceipt, log_visit
from pages.shared import state
from pages.shared.components import note
from pages.shared.drafts import DraftForm
from pages.shared.guards import Screen
from pages.shared.labels import READINESS, VISIT_KIND
from pages.shared.menu import SCREENS
from pages.shared.photos import photo_field
from pages.visits import _present
from pages.visits._log_values import NO_PROJECT, Day, Next, filled, latest_date

FIELDS = (
    "day", "service_day", "kind", "advice", "product", "dose", "waiting_days", "people", "search", "others",
    "new_names", "heads", "projects", "next", "follow_up_on", "readiness", "photos", "also",
)
DATES = ("service_day", "follow_up_on")
DAYS = {Day.TODAY: N_("今天"), Day.YESTERDAY: N_("昨天"), Day.OTHER: N_("别的")}
KINDS = {kind: VISIT_KIND[kind] for kind in (VisitKind.FIELD, VisitKind.REMOTE, VisitKind.TRAINING)}
NEXT = {Next.DONE: N_("不用了，办完了"), Next.WEEK: N_("一周后"), Next.DATE: N_("定个日子")}


def draw(screen: Screen, page: VisitFormPage) -> None:
    form = DraftForm(screen, "visit", FIELDS, page.problem_id, DATES)
    if receipt := form.sent():
        _to_visit(receipt)
    _propose(form, page)
    _when_and_how(form, page)
    _advice(form)
    _present.draw(screen, form, page)
    _also(form, page)
    _projects(form, page)
    photo_field(form, _("照片（可不传）"))
    _next(form, page)
    form.complain_of_rest()
    st.button(
        _("记下"), key=form.key("submit"), type="primary", width="stretch", on_click=form.send,
        args=(lambda ctx, token: log_visit(ctx, filled(form, page), token),),
    )


def _propose(form: DraftForm, page: VisitFormPage) -> None:
    form.propose("day", Day.TODAY)
    form.propose("kind", VisitKind.FIELD)
    form.propose("people", [one.person_id for one in page.people if one.is_contact])
    form.propose("projects", [one.id for one in page.projects if one.is_proposed])
    form.propose("service_day", page.last_day)


def _when_and_how(form: DraftForm, page: VisitFormPage) -> None:
    _choice(form, "day", _("哪天"), DAYS, required=True)
    if form.value("day") == Day.OTHER:
        st.date_input(
            _("哪一天"), min_value=page.first_day, max_value=page.last_day, format="YYYY-MM-DD",
            **form.field("service_day"),
        )
    form.complain("service_day")
    _choice(form, "kind", _("怎么去的"), KINDS, required=True)


def _advice(form: DraftForm) -> None:
    st.text_area(
        _("看到什么，说了什么"), height=120, placeholder=_("用到药、肥，写上名字和用量"), **form.field("advice"),
    )
    form.complain("advice")
    is_typed = any(form.value(field) not in (None, "") for field in ("product", "dose", "waiting_days"))
    if mentions_product(form.value("advice") or "") or is_typed:
        _product(form)


def _product(form: DraftForm) -> None:
    with st.container(border=True, gap="small"):
        st.text_input(_("药名、肥名（没让用就空着）"), **form.field("product"))
        form.complain("product")
        st.text_input(_("用量"), placeholder=_("比如：每亩50毫升"), **form.field("dose"))
        form.complain("dose")
        st.number_input(
            _("隔几天才能采收、屠宰（不用等填0）"), min_value=0, max_value=WAITING_MAX, value=None, step=1,
            **form.field("waiting_days"),
        )
        form.complain("waiting_days")


def _also(form: DraftForm, page: VisitFormPage) -> None:
    """Others of the same event: one trip, one visit, each person once."""
    if page.also:
        names = {one.problem_id: _("{asker}：{title}").format(asker=one.asker, title=one.title) for one in page.also}
        st.pills(
            _("同一件事，这趟还办了哪几家"), selection_mode="multi", format_func=names.get,
            **form.choice("also", list(names)),
        )
        form.complain("also_ids")


def _projects(form: DraftForm, page: VisitFormPage) -> None:
    if page.projects:
        names = {one.id: one.name for one in page.projects} | {NO_PROJECT: _("都不是")}
        arguments = form.choice("projects", list(names)) | {"on_change": _one_or_none, "args": (form,)}
        st.pills(_("算在哪个项目"), selection_mode="multi", format_func=names.get, **arguments)
        form.complain("project_ids")


def _one_or_none(form: DraftForm) -> None:
    """「都不是」 and a project exclude each other; the last tap wins."""
    chosen = form.value("projects")
    if NO_PROJECT in chosen:
        was_none = NO_PROJECT in form.kept("projects")
        form.put("projects", [one for one in chosen if one != NO_PROJECT] if was_none else [NO_PROJECT])
    form.keep("projects")


def _next(form: DraftForm, page: VisitFormPage) -> None:
    _choice(form, "next", _("还要再去吗"), NEXT)
    if form.value("next") == Next.DATE:
        st.date_input(
            _("下次哪天"), value=None, min_value=page.last_day, max_value=latest_date(page), format="YYYY-MM-DD",
            **form.field("follow_up_on"),
        )
    form.complain("follow_up_on")
    if form.value("next") == Next.DONE:
        _choice(form, "readiness", _("这家配合得怎么样（可不选，只有科技局看得到）"), READINESS)
    note(_("办完了，就请农户说一声解决没有；要再去的，问题还在您手上。"))


def _choice(form: DraftForm, field: str, label: str, words: dict, *, required: bool = False) -> None:
    st.pills(label, required=required, format_func=lambda code: _(words[code]), **form.choice(field, list(words)))


def _to_visit(receipt: VisitReceipt) -> None:
    state.pick(f"logged:{receipt.visit_id}", receipt)
    st.switch_page(SCREENS["visit"].file, query_params={"id": str(receipt.visit_id)})
