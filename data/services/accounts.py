"""Accounts: added with a temporary password, closed, reopened, given a new password. Nobody shuts himself out."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from data.domain.contact import tidy_name
from data.domain.errors import InvalidInput, NotFound, Refused
from data.domain.permissions import Permission, Subject, allows, require
from data.domain.places import COUNTY, county_of
from data.domain.roles import Role
from data.models.account import Account, FailedSignIn
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.place import Place
from data.queries.scope import check_role
from data.services import audit
from data.services.context import Context
from data.services.sessions import LOGIN_MAX, check_throttle, end_sessions, hash_password, verify_password

OFFERED_ROLES = (Role.OFFICER, Role.INFORMANT, Role.LEADER, Role.COOPERATIVE, Role.EXPERT)
LOGIN = re.compile(r"[^\W_][\w.@-]*", re.UNICODE)
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mistaken for another


@dataclass(frozen=True)
class AccountForm:
    """A cooperative needs `farm_id`, an expert `expert_id`, an officer or leader `area_code`,
    an informant that of a town or village.

    `expert_id` on another role than expert says that the same person also works as that expert.
    """

    login: str
    name: str
    role: Role
    area_code: str | None = None
    farm_id: int | None = None
    expert_id: int | None = None


def add_account(ctx: Context, form: AccountForm) -> str:
    """Make an account within the administrator's area: its temporary password, shown this once.

    Raises NotAllowed not_allowed; InvalidInput role_not_offered, login_form, login_taken, place_missing,
    informant_village, farm_missing, expert_missing, expert_has_account, text_*; NotFound place_unknown, farm_unknown,
    expert_unknown.
    """
    check_role(ctx, Permission.ACCOUNT_MANAGE)
    if form.role not in OFFERED_ROLES:
        raise InvalidInput("role_not_offered", field="role")
    area_code = _area(ctx, form)
    require(ctx.actor, Permission.ACCOUNT_MANAGE, Subject(area_code))
    password = temporary_password()
    account = Account(
        login=_free_login(ctx, form.login), name=tidy_name(form.name), role=form.role, area_code=area_code,
        farm_id=form.farm_id if form.role is Role.COOPERATIVE else None,
        expert_id=_expert(ctx, form), password_hash=hash_password(password), created_at=ctx.now,
    )
    _insert(ctx, account)
    audit.record(ctx, "add", "account", account.id, role=form.role.value, area=area_code)
    return password


def close_account(ctx: Context, account_id: int) -> None:
    """Sign the account out everywhere and let it in no more; its records stay.

    Raises NotAllowed not_allowed, NotFound account_unknown, Refused own_account.
    """
    account = _managed(ctx, account_id)
    account.is_closed = True
    end_sessions(ctx, account.id)
    audit.record(ctx, "close", "account", account.id)


def reopen_account(ctx: Context, account_id: int) -> None:
    """Let a closed account in again, with its old password. Raises as `close_account`."""
    account = _managed(ctx, account_id)
    account.is_closed = False
    audit.record(ctx, "reopen", "account", account.id)


def new_password(ctx: Context, account_id: int) -> str:
    """A temporary password for another's account, shown this once; its sessions end. Raises as `close_account`."""
    account = _managed(ctx, account_id)
    password = temporary_password()
    account.password_hash = hash_password(password)
    end_sessions(ctx, account.id)
    audit.record(ctx, "new_password", "account", account.id)
    return password


def change_password(ctx: Context, old: str, new: str) -> bool:
    """Change one's own password and end one's other sessions. False: the old one is wrong (written, so commit it).

    Raises Refused too_many_tries(minutes), InvalidInput password_short, password_long, password_same.
    """
    account = ctx.session.get_one(Account, ctx.actor.account_id, with_for_update=True)
    client = f"account {account.id}"
    check_throttle(ctx, account.login, client)
    if not verify_password(account.password_hash, old):
        ctx.session.add(FailedSignIn(login=account.login, client=client, at=ctx.now))
        return False
    if new == old:
        raise InvalidInput("password_same", field="password")
    account.password_hash = hash_password(new)
    end_sessions(ctx, account.id, but=ctx.actor.session_id)
    audit.record(ctx, "change_password", "account", account.id)
    return True


def temporary_password() -> str:
    """Four groups of four letters, to be read out on the phone: 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def _area(ctx: Context, form: AccountForm) -> str:
    """A cooperative works where its farm is, an expert in the whole county, others where the form says."""
    if form.role is Role.EXPERT:
        return county_of(ctx.actor.area_code)
    if form.role is Role.COOPERATIVE:
        return _farm(ctx, form.farm_id).current_place
    if form.role is Role.INFORMANT and len(form.area_code or "") <= COUNTY:
        raise InvalidInput("informant_village", field="area_code")
    if not form.area_code:
        raise InvalidInput("place_missing", field="area_code")
    if ctx.session.get(Place, form.area_code) is None:
        raise NotFound("place_unknown", form.area_code, field="area_code")
    return form.area_code


def _farm(ctx: Context, farm_id: int | None) -> Farm:
    if farm_id is None:
        raise InvalidInput("farm_missing", field="farm_id")
    farm = ctx.session.get(Farm, farm_id)
    if farm is None or not allows(ctx.actor, Permission.ACCOUNT_MANAGE, Subject(farm.current_place)):
        raise NotFound("farm_unknown", farm_id, field="farm_id")
    return farm


def _expert(ctx: Context, form: AccountForm) -> int | None:
    """The expert behind the account. An officer or a cooperative's head may be one, and never confirms own visits."""
    if form.expert_id is None:
        if form.role is Role.EXPERT:
            raise InvalidInput("expert_missing", field="expert_id")
        return None
    expert = ctx.session.get(Expert, form.expert_id)
    if expert is None or expert.county_code != county_of(ctx.actor.area_code):
        raise NotFound("expert_unknown", form.expert_id, field="expert_id")
    taken = select(Account.id).where(Account.expert_id == expert.id, Account.role == form.role)
    if ctx.session.scalar(taken.limit(1)) is not None:
        raise InvalidInput("expert_has_account", expert.id, field="expert_id", name=expert.name)
    return expert.id


def _free_login(ctx: Context, raw: str) -> str:
    login = raw.strip().lower()
    if not LOGIN.fullmatch(login) or len(login) > LOGIN_MAX:
        raise InvalidInput("login_form", field="login", longest=LOGIN_MAX)
    if ctx.session.scalar(select(Account.id).where(Account.login == login)) is not None:
        raise InvalidInput("login_taken", field="login", value=login)
    return login


def _insert(ctx: Context, account: Account) -> None:
    try:
        with ctx.session.begin_nested():
            ctx.session.add(account)
    except IntegrityError:  # somebody took the name a moment ago
        raise InvalidInput("login_taken", field="login", value=account.login) from None


def _managed(ctx: Context, account_id: int) -> Account:
    check_role(ctx, Permission.ACCOUNT_MANAGE)
    account = ctx.session.get(Account, account_id, with_for_update=True)
    if account is None or not allows(ctx.actor, Permission.ACCOUNT_MANAGE, Subject(account.current_area)):
        raise NotFound("account_unknown", account_id)
    if account.id == ctx.actor.account_id:
        raise Refused("own_account")
    return account
