"""值班表: who of the animal-health authority answers, day by day."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.permissions import Permission, Subject, allows
from data.domain.roles import Role
from data.domain.worktime import BEIJING
from data.i18n import _
from data.queries.duty import Shift, duty_now, shifts
from data.services.duty import add_shift, cancel_shift
from pages.shared import duty_people, state
from pages.shared.components import badge, badge_line, demonstration_line, done, empty_state, heading, note, told_once
from pages.shared.formats import day, phone, plain
from pages.shared.guards import require

COLUMN = 640

screen = require(Role.OFFICER)

with screen.reading() as ctx:
    rows, now, on_duty = shifts(ctx), ctx.now, duty_now(ctx, screen.county.code)
    people = duty_people.here(ctx)
today = now.astimezone(BEIJING).date()
may_edit = allows(screen.actor, Permission.DUTY_EDIT, Subject(screen.county.code))


def draw(shift: Shift) -> None:
    with st.container(border=True, key=f"{'lead' if shift.is_now else 'shift'}_{shift.id}", gap="xsmall"):
        days = f"{day(shift.first_day, today)} — {day(shift.last_day, today)}"
        st.markdown(f"**{plain(shift.name)}** · [{phone(shift.phone)}](tel:{shift.phone})")
        badge_line(badge(_("现在值班"), "green", "call") if shift.is_now else "", badge(days, "gray", "calendar_month"))
        note(plain(shift.unit))
        if may_edit and st.button(_("取消这一班"), key=f"cancel_{shift.id}", type="tertiary") and done(
            screen, lambda ctx: cancel_shift(ctx, shift.id),
        ):
            st.rerun()


def add() -> None:
    with st.form("duty", border=True):
        who = duty_people.choose(people, "duty_person")
        name = st.text_input(_("姓名（上面选了就不用写）"), max_chars=40)
        unit = st.text_input(_("单位"), max_chars=80)
        number = st.text_input(
            _("值班电话"), max_chars=20, type="phone", placeholder=_("11位手机号，座机带区号"),
        )
        left, right = st.columns(2)
        first = left.date_input(_("从哪天"), value=today, min_value=today - dt.timedelta(days=31))
        last = right.date_input(_("到哪天"), value=today, min_value=today - dt.timedelta(days=31))
        if st.form_submit_button(_("排上"), type="primary", width="stretch") and done(
            screen, lambda ctx: add_shift(ctx, name, unit, number, first, last, **who),
        ):
            state.pick("toast", _("排上了"))
            st.rerun()


with st.container(width=COLUMN, gap="small"):
    st.title(_("动物防疫值班表"), anchor=False)
    demonstration_line(screen)
    told_once()
    st.markdown(_("羊牛成群病了、死了，页面最上面就是这里今天值班的电话。"))
    for one in rows:
        draw(one)
    if not rows and on_duty.phone:
        empty_state(_("还没有排班。现在用旗里的值班电话{phone}。").format(phone=phone(on_duty.phone)))
    elif not rows:
        empty_state(_("还没有排班，也没有登记值班电话。请排一班。"))
    if may_edit:
        heading(_("排一班"))
        add()
    else:
        note(_("值班表由旗里排，要改请找旗科技局。"))
