"""The left side: the asker's words and photos, what was read from them, what happened so far."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.problem import ProblemEventKind
from data.domain.roles import Role
from data.i18n import N_, _
from data.i18n.reasons import missing_fact
from data.queries.ladder import step_of
from data.queries.problem_page import ProblemPage, TimelineEntry
from data.services.readings import Suggestion
from pages.problems import _asked, _askers_words, _branch_fields, _facts, _one_event, _similar
from pages.problems._askers_words import DOORS
from pages.problems._loading import View
from pages.shared.components import (
    answer_of,
    badge,
    badge_line,
    fact,
    facts,
    heading,
    link,
    note,
    photos,
    timeline,
    words_of,
)
from pages.shared.formats import moment, phone, plain
from pages.shared.guards import Screen
from pages.shared.labels import BY_RULE, DECLINE_REASONS, EVENT, NEXT_STEP, RUNGS, URGENCY, label
from pages.shared.ladder_words import proposed, raised
from pages.shared.slot_words import told_slots
from pages.visits import _follow_ups, _visit_list

READ = {"crop": N_("种什么、养什么"), "problem_types": N_("问题类型"), "urgency": N_("急不急"), "gate": N_("安全关口")}


def draw(screen: Screen, view: View) -> None:
    page = view.page
    heading(_("农户怎么说"), beside=_filed(view))
    with st.container(border=True):
        words_of(page.words)
        _branch_fields.answered(page.facts)
        photos(page.photos, _("农户拍的照片"))
        answer_of(page.answer)
        with st.container(gap=None):
            _asker(page)
        if screen.actor.role is Role.OFFICER:
            link(_("这件要打的电话"), "to-call", ":material/phone_forwarded:", problem=page.id)
    heading(_("读出来的要点"))
    with st.container(border=True, gap="small"):
        _understood(screen, view)
    _visit_list.draw(view.visits, view.today)
    _askers_words.draw(view)
    _follow_ups.here(screen, view.follow_ups, view.today, problem_id=page.id)
    heading(_("经过"))
    timeline([(moment(entry.at, view.now), _said(entry, page, view.now)) for entry in page.timeline], _next(page))
    _one_event.draw(screen, view)
    _similar.draw(view)


def _filed(view: View) -> str:
    at = moment(view.page.created_at, view.now)
    return _("{moment} {officer}代为登记").format(moment=at, officer=plain(view.page.filed_by)) \
        if view.page.filed_by else at


def _asker(page: ProblemPage) -> None:
    parts = [plain(page.asker), plain(phone(page.phone))]
    if page.farm != page.asker:
        parts.append(plain(page.farm))
    note(" · ".join(parts))


def _understood(screen: Screen, view: View) -> None:
    read, teller = view.page.understood, view.teller
    crop = [badge(plain(teller.name("crop", read.crop)), "gray", "eco")] if read.crop else []
    badge_line(*crop, *(badge(plain(name), "gray") for _code, name in read.types))
    facts([(_("产业"), plain(read.industry or "–")), (_("急不急"), label(URGENCY, read.urgency))], columns=2)
    if view.page.requested:
        fact(_("想请谁"), plain(_("、").join(view.page.requested)))
    if read.missing and not view.page.may.give_facts:
        lacking = _("、").join(missing_fact(code, _) for code in read.missing)
        st.markdown(":orange[:material/help:] " + _("还缺：{facts}").format(facts=lacking))
    if view.suggestion:
        _suggested(view, view.suggestion)
    if view.page.may.correct:
        _actions(screen, view)
    if view.page.may.give_facts:
        _facts.answer(screen, view.page)
    if not read.is_corrected:
        note(_("这些是从原话里读出来的，不对就改。") if view.page.may.correct else _("这些是从原话里读出来的。"))


def _suggested(view: View, other: Suggestion) -> None:
    """What the words rather say; nothing changes before the officer says so."""
    teller = view.teller
    names = [
        *([teller.name("crop", other.crop)] if other.crop else []),
        *([teller.name("industry", other.industry)] if other.industry else []),
        *([teller.name("problem_type", other.problem_type)] if other.problem_type else []),
    ]
    told = _("原话读着更像「{what}」，登记的不是。").format(what=_("、").join(names))
    st.markdown(f":orange[:material/lightbulb:] {plain(told)}")
    if st.button(_("照这个改，先看看"), icon=":material/edit_note:", type="tertiary", key="suggested"):
        _asked.ask_for("suggested", view)


def _actions(screen: Screen, view: View) -> None:
    with st.container(horizontal=True, gap="small"):
        if view.page.understood.missing:
            _facts.ask(screen, view)
        if st.button(_("改要点"), icon=":material/edit_note:", type="tertiary", key="correct"):
            _asked.ask_for("correct", view)
        if view.page.may.hand_over and st.button(
            _("转一部分"), icon=":material/call_split:", type="tertiary", key="part",
        ):
            _asked.ask_for("part", view)


def _said(entry: TimelineEntry, page: ProblemPage, now: dt.datetime) -> str:
    """One event in words. `expert` is whom it concerns, else the one who acted."""
    said = label(EVENT, entry.kind, expert=entry.expert or entry.who or "")
    if entry.kind is ProblemEventKind.RECOMMENDED and entry != _first_recommended(page):
        return _("按现在的情况重新推荐")
    if entry.kind is ProblemEventKind.ASSIGNED and entry.details.get("by_rule"):
        return label(BY_RULE, entry.details["by_rule"], expert=entry.expert or "")
    if entry.kind is ProblemEventKind.RAISE_PROPOSED:
        return proposed(step_of(entry.details))
    if entry.kind is ProblemEventKind.RAISED and "cause" in entry.details:
        return raised(step_of(entry.details))
    if entry.kind is ProblemEventKind.RAISED and "rung" in entry.details:
        return _("{rung}：{whom}").format(
            rung=label(RUNGS, entry.details["rung"]), whom=plain(entry.details.get("to_whom", "")),
        )
    if entry.kind is ProblemEventKind.ASSIGNED and entry.who:
        return _("{officer}：{event}").format(officer=entry.who, event=said)
    if entry.kind is ProblemEventKind.DECLINED and entry.details.get("reason") in DECLINE_REASONS:
        return _("{event}（{reason}）").format(event=said, reason=label(DECLINE_REASONS, entry.details["reason"]))
    if entry.kind is ProblemEventKind.PART_HANDED_OVER:
        return _("{event}：{words}").format(
            event=said, words=plain("，".join((entry.details["to_whom"], entry.details["words"]))),
        )
    if entry.kind is ProblemEventKind.REOPENED and entry.details.get("words"):
        return _("{event}：{words}").format(event=said, words=plain(entry.details["words"]))
    if slots := told_slots(entry.details, now):
        return _slots_said(_("{event}：{words}").format(event=said, words=slots), entry)
    if entry.kind is ProblemEventKind.NUMBER_CORRECTED:
        return f"{said}：{plain(phone(entry.details['wrong']))} → {plain(phone(entry.details['right']))}"
    if entry.kind in (ProblemEventKind.DUTY_TOLD, ProblemEventKind.HANDED_ON) and entry.details.get("name"):
        return _("{event}：{words}").format(event=said, words=plain(entry.details["name"]))
    if entry.kind is ProblemEventKind.FACTS_GIVEN and entry.details.get("words"):
        return _answered(_("{event}：{words}").format(event=said, words=plain(entry.details["words"])), entry)
    if entry.kind is ProblemEventKind.HANDED_OVER and entry.details.get("to_whom"):
        office = " ".join(part for part in (entry.details["to_whom"], entry.details.get("name")) if part)
        return _("转给{office}").format(office=office)
    return said


def _slots_said(said: str, entry: TimelineEntry) -> str:
    """Times, and over which door one of them was chosen."""
    door = entry.details.get("door")
    return _("{event}（{reason}）").format(event=said, reason=label(DOORS, door)) if door else said


def _answered(said: str, entry: TimelineEntry) -> str:
    """An answer, and what is read otherwise since."""
    changed = [_(READ[name]) for name in entry.details.get("changed", ()) if name in READ]
    if not changed:
        return said
    return _("{answer}（照这句话改了{fields}，请看对不对）").format(answer=said, fields=_("、").join(changed))


def handed_to(page: ProblemPage) -> str:
    """Which office has the question now."""
    return plain(page.timeline[-1].details.get("to_whom") or _("别的单位"))


def _first_recommended(page: ProblemPage) -> TimelineEntry | None:
    return next((entry for entry in page.timeline if entry.kind is ProblemEventKind.RECOMMENDED), None)


def _next(page: ProblemPage) -> str:
    if page.status not in NEXT_STEP:
        return ""
    return label(NEXT_STEP, page.status, expert=page.assignment.expert if page.assignment else "")
