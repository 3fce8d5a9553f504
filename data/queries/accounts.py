"""Accounts of an administrator's area, and whom a new one may be for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.errors import NotFound
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.roles import Role
from data.models.account import Account
from data.models.expert import Expert
from data.models.farm import Farm
from data.queries.scope import below, check_role
from data.services.context import Context


@dataclass(frozen=True)
class AccountRow:
    """`belongs_to`: the farm's or expert's name. `is_own`: the administrator's own, which he cannot close."""

    account_id: int
    login: str
    name: str
    role: Role
    area_code: str
    belongs_to: str | None
    is_closed: bool
    is_own: bool
    created_at: dt.datetime


@dataclass(frozen=True)
class AccountChoices:
    """(id, name) of farms and of experts in service, by pinyin."""

    farms: tuple[tuple[int, str], ...]
    experts: tuple[tuple[int, str], ...]


def accounts(ctx: Context) -> list[AccountRow]:
    """All accounts of the area, open ones first, then by role and name. Raises NotAllowed('not_allowed')."""
    check_role(ctx, Permission.ACCOUNT_MANAGE)
    rows = ctx.session.execute(
        select(Account, Farm.name, Expert.name)
        .outerjoin(Farm, Farm.id == Account.farm_id).outerjoin(Expert, Expert.id == Account.expert_id)
        .where(below(Account.current_area, ctx.actor.area_code))
        .order_by(Account.is_closed, Account.role, Account.name, Account.id)
    )
    return [
        AccountRow(
            account.id, account.login, account.name, account.role, account.current_area, farm or expert,
            account.is_closed, account.id == ctx.actor.account_id, account.created_at,
        )
        for account, farm, expert in rows
    ]


def account_choices(ctx: Context) -> AccountChoices:
    """Whom a cooperative's or expert's account may be for. Raises NotAllowed('not_allowed')."""
    check_role(ctx, Permission.ACCOUNT_MANAGE)
    farms = ctx.session.execute(
        select(Farm.id, Farm.name).where(below(Farm.current_place, ctx.actor.area_code))
        .order_by(Farm.pinyin, Farm.id)
    )
    experts = ctx.session.execute(
        select(Expert.id, Expert.name)
        .where(Expert.county_code == county_of(ctx.actor.area_code), Expert.is_active)
        .order_by(Expert.pinyin, Expert.id)
    )
    return AccountChoices(tuple((id_, name) for id_, name in farms), tuple((id_, name) for id_, name in experts))


def office_account(ctx: Context, account_id: int) -> Account:
    """An open officer's account of the actor's county. Raises NotFound('account_unknown')."""
    row = ctx.session.get(Account, account_id)
    if row is None or row.role is not Role.OFFICER or row.is_closed:
        raise NotFound("account_unknown", account_id)
    if county_of(row.current_area) != county_of(ctx.actor.area_code):
        raise NotFound("account_unknown", account_id)
    return row
