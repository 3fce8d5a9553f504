"""The form of a training or group guidance: what cannot be known from elsewhere, each field kept as it is filled."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.visit import VisitKind
from data.domain.visit_form import DAYS_BACK, HEADS_MAX, TrainingForm
from data.i18n import _
from data.queries.places import villages
from data.queries.projects import projects_of_training
from data.queries.training_form import TrainingPage
from data.services.trainings import KINDS, log_training
from pages.shared import state
from pages.shared.drafts import DraftForm
from pages.shared.guards import Screen
from pages.shared.labels import VISIT_KIND
from pages.shared.menu import SCREENS

FIELDS = ("day", "kind", "town", "village", "topic", "industry", "experts", "projects", "heads")


def draw(screen: Screen, page: TrainingPage, today: dt.date) -> None:
    form = DraftForm(screen, "training", FIELDS, dates=("day",))
    if (visit_id := form.sent()) is not None:
        state.pick("toast", _("记下了，接着加名单"))
        st.switch_page(SCREENS["visit"].file, query_params={"id": str(visit_id)})
    form.propose("day", today)
    form.propose("kind", VisitKind.TRAINING)
    _when_and_where(screen, form, page, today)
    _what(form, page)
    _who(screen, form, page)
    st.number_input(
        _("到了多少人（有名单的可以不填）"), min_value=0, max_value=HEADS_MAX, step=1, **form.field("heads"),
    )
    form.complain("unnamed_heads")
    form.complain_of_rest()
    st.button(
        _("记下这场培训"), key=form.key("submit"), type="primary", width="stretch", on_click=form.send,
        args=(lambda ctx, token: log_training(ctx, _filled(form), token),),
    )


def _when_and_where(screen: Screen, form: DraftForm, page: TrainingPage, today: dt.date) -> None:
    st.date_input(
        _("哪一天"), min_value=today - dt.timedelta(days=DAYS_BACK), max_value=today, format="YYYY-MM-DD",
        **form.field("day"),
    )
    form.complain("service_day")
    st.pills(
        _("哪一种"), required=True, format_func=lambda kind: _(VISIT_KIND[kind]), **form.choice("kind", list(KINDS)),
    )
    form.complain("kind")
    names = {row.code: row.name for row in page.towns}
    left, right = st.columns(2, gap="small")
    town = left.selectbox(
        _("在哪个苏木镇"), index=None, placeholder=_("请选"), format_func=names.get, **form.choice("town", list(names)),
    )
    with screen.reading() as ctx:
        below = {row.code: row.name for row in villages(ctx, town)} if town else {}
    right.selectbox(
        _("在哪个村、嘎查（镇上办的可不选）"), index=None, placeholder=_("请选") if town else _("先选苏木镇"),
        disabled=not town, format_func=below.get, **form.choice("village", list(below)),
    )
    form.complain("place", "place_code")


def _what(form: DraftForm, page: TrainingPage) -> None:
    st.text_area(_("讲了什么"), height=100, **form.field("topic"))
    form.complain("topic")
    names = {row.code: row.short_name for row in page.industries}
    st.pills(_("哪个产业（可不选）"), format_func=names.get, **form.choice("industry", list(names)))


def _who(screen: Screen, form: DraftForm, page: TrainingPage) -> None:
    if page.experts:
        st.multiselect(
            _("谁讲的"), placeholder=_("打名字找，可以选多位"), format_func=page.experts.get,
            **form.choice("experts", list(page.experts)),
        )
        form.complain("experts")
    choices = _projects(screen, form)
    if choices:
        st.pills(
            _("算在哪个项目"), selection_mode="multi", format_func=choices.get,
            **form.choice("projects", list(choices)),
        )
        form.complain("projects")


def _projects(screen: Screen, form: DraftForm) -> dict[int, str]:
    """The projects of those who held it; the likely ones are ticked as soon as they are known."""
    own = screen.actor.expert_id
    experts, place = form.value("experts") or ([own] if own else []), _place(form)
    if not experts or not place:
        return {}
    with screen.reading() as ctx:
        choices = projects_of_training(ctx, experts, place, form.value("day") or ctx.today)
    if form.value("projects") is None:
        form.propose("projects", [one.id for one in choices if one.is_proposed])
    return {one.id: one.name for one in choices}


def _place(form: DraftForm) -> str:
    return form.value("village") or form.value("town") or ""


def _filled(form: DraftForm) -> TrainingForm:
    return TrainingForm(
        VisitKind(form.value("kind") or VisitKind.TRAINING), form.value("day"), _place(form), form.value("topic") or "",
        tuple(form.value("experts") or ()), tuple(form.value("projects") or ()), form.value("heads") or 0,
        form.value("industry"),
    )
