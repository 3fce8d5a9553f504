"""What one visit's page tells: the receipt just after logging, the facts, the people masked, what happened to it."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _, ngettext
from data.services.visits import VisitReceipt
from pages.shared import state
from pages.shared.badges import small
from pages.shared.components import (
    badge,
    badge_line,
    demonstration_badge,
    facts,
    heading,
    link,
    note,
    photos,
    timeline,
    words_of,
)
from pages.shared.formats import day, moment, plain
from pages.shared.guards import Screen
from pages.shared.labels import GRADE, VISIT_KIND
from pages.visits._evidence import EVENT, STATUS, contacts, days
from pages.visits._loading import View


def way_back(screen: Screen, view: View) -> None:
    if screen.actor.role is Role.EXPERT:
        link(_("我的活"), "my-work", ":material/arrow_back:")
    elif view.page.problem_id:
        link(plain(view.page.problem_title or ""), "problem", ":material/arrow_back:", id=view.page.problem_id)


def just_logged(view: View) -> None:
    """The receipt, until a list is attached or the tab is closed: what was written down, what must follow."""
    receipt: VisitReceipt | None = state.picked(f"logged:{view.page.visit_id}")
    if receipt is None or view.page.lists:
        return
    said = ngettext(
        "记下了：1 次，{n} 人次。人数等签字名单或本人确认后再算。",
        "记下了：1 次，{n} 人次。人数等签字名单或本人确认后再算。", receipt.contacts,
    ).format(n=receipt.contacts)
    with st.container(border=True, key="lead_logged", gap="xsmall"):
        st.markdown(f":green[:material/check_circle:] **{said}**")
        if receipt.known:
            names = plain(_("、").join(receipt.known))
            note(_("{names}：名册里本来就有，没有重复加。").format(names=names))
        if receipt.doubtful:
            names = plain(_("、").join(receipt.doubtful))
            note(_("{names}：名册里有像的人，是不是同一个人由科技局认。").format(names=names))


def head(screen: Screen, view: View) -> None:
    page = view.page
    st.title(" · ".join([day(page.service_day, view.today), _(VISIT_KIND[page.kind])]), anchor=False)
    words, colour, icon = STATUS[page.status]
    badge_line(
        badge(_(words), colour, icon), small(view.place, _("到访{number}").format(number=page.number)),
        demonstration_badge() if screen.county.is_demonstration else "",
    )
    facts([
        (_("谁去的"), plain(_("、").join(page.experts))),
        (_("给谁"), plain(page.farm_name or "–")),
        (_("人次"), contacts(page.contacts)),
        (_("下次"), day(page.follow_up_on, view.today) if page.follow_up_on else "–"),
    ])


def advice(view: View) -> None:
    page = view.page
    heading(_("说了什么"))
    with st.container(border=True, gap="small"):
        words_of(page.advice)
        if page.product:
            facts([
                (_("药、肥"), plain(page.product)), (_("用量"), plain(page.dose or "–")),
                (_("等几天再采收、屠宰"), days(page.waiting_days or 0)),
            ], columns=3)
        photos(page.photos, _("到访时拍的照片"))


def people(view: View) -> None:
    page = view.page
    heading(_("谁在场"), beside=_("写了名字的 {n} 人").format(n=len(page.people)))
    if page.people:
        st.table(
            [
                {_("姓名"): plain(one.name), _("手机号"): plain(one.phone) or "–", _("凭据"): _evidence(one.grade)}
                for one in page.people
            ],
            border="horizontal", hide_index=True,
        )
    if page.unnamed:
        note(_("另有{n}人没写名字，只算人次，不算人数。").format(n=page.unnamed))


def _evidence(grade) -> str:
    words, colour, icon = GRADE[grade]
    return badge(_(words), colour, icon)


def steps(view: View) -> None:
    heading(_("经过"))
    timeline([(moment(step.at, view.now), _step(step)) for step in view.page.steps])


def _step(step) -> str:
    said = _(EVENT[step.kind]).format(who=step.who)
    if step.answered_by:
        said = _("{event}，接电话的是{name}").format(event=said, name=step.answered_by)
    return _("{event}，因为{reason}").format(event=said, reason=step.reason) if step.reason else said
