"""Accounts in a list: name, role, area in words, and what an administrator may do with each."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.domain.roles import Role
from data.i18n import N_, _
from data.queries.accounts import AccountRow
from data.services.accounts import close_account, new_password, reopen_account
from pages.shared import state
from pages.shared.components import attempt, badge, done, note, told_once
from pages.shared.formats import plain
from pages.shared.guards import Screen

PAGE_SIZE = 25
ROLES = {
    Role.OFFICER: N_("科技局工作人员"),
    Role.INFORMANT: N_("村里的信息员"),
    Role.LEADER: N_("领导，只看"),
    Role.COOPERATIVE: N_("农户或合作社"),
    Role.EXPERT: N_("专家（科技特派员）"),
    Role.ADMIN: N_("账号管理员"),
}
REACH = {
    Role.OFFICER: N_("办{place}和下面各村的问题"),
    Role.INFORMANT: N_("替{place}的人问、打电话"),
    Role.LEADER: N_("看得到{place}和下面各村"),
    Role.COOPERATIVE: N_("只看得到{who}的问题"),
    Role.EXPERT: N_("只看得到派给{who}的问题"),
    Role.ADMIN: N_("管{place}的账号"),
}


def draw(screen: Screen, row: AccountRow, place: str) -> None:
    with st.container(border=True, key=f"card_{row.account_id}", gap="xsmall"):
        closed = badge(_("停用了"), "gray", "block") if row.is_closed else ""
        st.markdown(f"**{plain(row.name)}** &nbsp; {badge(_(ROLES[row.role]), 'green')} {closed}")
        reach = _(REACH[row.role]).format(place=plain(place), who=plain(row.belongs_to or row.name))
        note(" · ".join([_("账号{login}").format(login=plain(row.login)), reach]))
        if not row.is_own:
            with st.container(horizontal=True, gap="small"):
                _actions(screen, row)


def _actions(screen: Screen, row: AccountRow) -> None:
    if row.is_closed:
        if st.button(_("再启用"), key=f"reopen_{row.account_id}", type="tertiary") and done(
            screen, lambda ctx: reopen_account(ctx, row.account_id),
        ):
            _told(_("{name}可以登录了").format(name=row.name))
        return
    with st.popover(_("换密码"), type="tertiary"):
        note(_("换了以后，{name}的旧密码马上不能用。").format(name=plain(row.name)))
        if st.button(_("换一个新密码"), key=f"password_{row.account_id}"):
            password = attempt(screen, lambda ctx: new_password(ctx, row.account_id))
            if password:
                state.pick("new password", (row.name, row.login, password))
                st.rerun()
    if st.button(_("停用"), key=f"close_{row.account_id}", type="tertiary") and done(
        screen, lambda ctx: close_account(ctx, row.account_id),
    ):
        _told(_("{name}停用了，记录都留着").format(name=row.name))


def _told(words: str) -> None:
    state.pick("toast", words)
    st.rerun()


def password_once(made: tuple[str, str, str] | None) -> None:
    """A new password stays until it has been written down; afterwards nobody can read it."""
    told_once()
    if made is None:
        return
    name, login, password = made
    with st.container(border=True, key="lead_password", gap="xsmall"):
        st.markdown(_("**{name}的密码只显示这一次**，请现在抄下或念给本人：").format(name=plain(name)))
        st.code(_("账号：{login}\n密码：{password}").format(login=login, password=password), language=None)
        note(_("收起以后谁也看不到；忘了可以再换一个。"))
        st.button(_("抄好了，收起"), key="password_noted", on_click=state.drop, args=("new password",))


def one_page(rows: Sequence[AccountRow]) -> Sequence[AccountRow]:
    """The rows of the page chosen below the list."""
    number = min(state.picked("accounts_page") or 1, _count(rows))
    return rows[(number - 1) * PAGE_SIZE:number * PAGE_SIZE]


def pages(rows: Sequence[AccountRow]) -> None:
    if _count(rows) > 1:
        st.pagination(_count(rows), key="accounts_page")


def _count(rows: Sequence[AccountRow]) -> int:
    return max(1, -(-len(rows) // PAGE_SIZE))
