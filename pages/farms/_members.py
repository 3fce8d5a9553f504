"""Who belongs to the unit: those who keep it add and remove people."""

from __future__ import annotations

import streamlit as st

from data.domain.farm import HOUSEHOLDS
from data.domain.places import VILLAGE
from data.i18n import _, ngettext
from data.queries.farm_record import Member
from data.services.farms import add_member, remove_member
from pages.farms._loading import View
from pages.shared.badges import small
from pages.shared.components import badge, done, heading, note
from pages.shared.formats import number, phone, plain
from pages.shared.guards import Screen, open_dialog
from pages.shared.register import lifecycle

JOINS = "member"
SHOWN = 12


def draw(screen: Screen, view: View) -> None:
    members = view.record.members
    heading(_("家里人") if view.page.document["kind"] in HOUSEHOLDS else _("社员"))
    if not members:
        note(_("还没有写名字。记到访时写上的人，也可以在这里加。"))
    for one in members[:SHOWN]:
        _line(screen, view, one)
    if members[SHOWN:]:
        rest = len(members) - SHOWN
        with st.expander(ngettext("还有{n}位", "还有{n}位", rest).format(n=number(rest))):
            for one in members[SHOWN:]:
                _line(screen, view, one)
    if view.page.may_edit and view.page.is_active and st.button(
        _("加一位"), type="tertiary", icon=":material/person_add:", key="open_member",
    ):
        lifecycle.ask_for(JOINS, view.page)


def show(screen: Screen, view: View) -> None:
    if lifecycle.is_asked(JOINS, view.page) and view.page.may_edit:
        title = _("{name}里加一位").format(name=view.page.name)
        open_dialog(screen, title, _dialog, view, on_dismiss=lifecycle.forget)


def _line(screen: Screen, view: View, one: Member) -> None:
    speaks = badge(_("接电话的"), "green", "call") if one.speaks else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"here_member_{one.person_id}"):
        st.markdown(f"{plain(one.name)} {speaks} {small(phone(one.phone) if one.phone else None, one.place)}",
                    width="content")
        if view.page.may_edit and not one.speaks and st.button(
            _("去掉"), type="tertiary", icon=":material/close:", key=f"leave_{one.person_id}",
        ) and done(screen, lambda ctx: remove_member(ctx, view.page.id, one.person_id)):
            lifecycle.close(_("{name}去掉了，到访记录不变").format(name=one.name))


def _dialog(screen: Screen, view: View) -> None:
    name = st.text_input(_("姓名"), max_chars=40, key="member_name")
    below_name = st.container()
    number_of = st.text_input(
        _("手机号（可不填）"), type="phone", placeholder=_("11位手机号，座机带区号"), key="member_phone",
    )
    below_phone = st.container()
    villages = [code for code in view.codes["place"] if len(code) == VILLAGE]
    own = view.page.document["place_code"]
    place = st.selectbox(
        _("哪个村、嘎查"), villages, index=villages.index(own) if own in villages else None,
        format_func=view.codes["place"].get, placeholder=_("请选"), key="member_place",
    )
    below_place = st.container()
    note(_("同村同名同手机的算同一个人；同名不同手机的，先当两个人，等人认。"))
    if st.button(_("加上"), type="primary", width="stretch", key="send_member") and done(
        screen, lambda ctx: add_member(ctx, view.page.id, name, number_of, place or ""),
        name=below_name, phone=below_phone, place=below_place,
    ):
        lifecycle.close(_("{name}加上了").format(name=name))
