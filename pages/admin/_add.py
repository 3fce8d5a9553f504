"""加一位: name, account name, role, and for whom or which area."""

from __future__ import annotations

from typing import TypeVar

import streamlit as st

from data.domain.places import county_of
from data.domain.roles import Role
from data.i18n import _
from data.queries.accounts import account_choices
from data.queries.places import towns, villages
from data.services.accounts import OFFERED_ROLES, AccountForm, add_account
from pages.admin._rows import ROLES
from pages.shared import state
from pages.shared.components import attempt, note
from pages.shared.guards import Screen, open_dialog

Code = TypeVar("Code", int, str)
OPEN = "accounts:dialog"


def show(screen: Screen) -> None:
    if state.picked(OPEN):
        open_dialog(screen, _("加一位用户"), _form, on_dismiss=_forget)


def _forget() -> None:
    state.drop(OPEN)


def _form(screen: Screen) -> None:
    role = st.pills(
        _("做什么用"), list(OFFERED_ROLES), default=Role.OFFICER, required=True, key="new_role",
        format_func=lambda one: _(ROLES[one]),
    )
    name = st.text_input(_("姓名"), max_chars=40, key="new_name")
    below_name = st.container()
    login = st.text_input(_("账号，登录时填的"), max_chars=40, key="new_login", placeholder=_("拼音或手机号"))
    below_login = st.container()
    area, farm, expert = _for_whom(screen, role)
    note(_("密码由系统给出，下一步显示一次。") if role else "")
    if st.button(_("加上"), type="primary", key="send_account"):
        form = AccountForm(login, name, role, area, farm, expert)
        password = attempt(screen, lambda ctx: add_account(ctx, form), name=below_name, login=below_login)
        if password:
            state.pick("new password", (name.strip(), login.strip().lower(), password))
            _forget()
            st.rerun()


def _for_whom(screen: Screen, role: Role) -> tuple[str | None, int | None, int | None]:
    """(area, farm, expert): what the role needs."""
    with screen.reading() as ctx:
        choices, parts = account_choices(ctx), towns(ctx)
    if role is Role.COOPERATIVE:
        return None, _pick_one(_("哪一户、哪个合作社"), dict(choices.farms), "new_farm"), None
    if role is Role.EXPERT:
        return None, None, _pick_one(_("哪位专家"), dict(choices.experts), "new_expert")
    if role is Role.INFORMANT:
        return _village(screen, {town.code: town.name for town in parts}), None, None
    names = {screen.county.code: _("全旗"), **{town.code: town.name for town in parts}}
    whole = county_of(screen.actor.area_code)
    return st.selectbox(
        _("管哪里"), list(names), index=list(names).index(whole), key="new_area", format_func=names.__getitem__,
    ), None, None


def _village(screen: Screen, names: dict[str, str]) -> str | None:
    """One village, or the whole town where none is chosen."""
    town = _pick_one(_("哪个苏木镇"), names, "new_town", _("请选"))
    with screen.reading() as ctx:
        below = {row.code: row.name for row in villages(ctx, town)} if town else {}
    return _pick_one(_("哪个村、嘎查（不选就是全镇）"), below, "new_village", _("请选")) or town


def _pick_one(label: str, names: dict[Code, str], key: str, hint: str = "") -> Code | None:
    return st.selectbox(
        label, list(names), index=None, key=key, format_func=names.__getitem__, placeholder=hint or _("姓名或名称"),
    )
