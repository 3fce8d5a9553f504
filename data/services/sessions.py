"""Signing in and out: argon2, throttled, opaque tokens, sign-out everywhere, the first administrator."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from data.domain.errors import InvalidInput, NotAllowed, Refused
from data.domain.roles import Actor, Role
from data.domain.text import NAME_MAX, required_text
from data.models.account import Account, FailedSignIn, LoginSession, SetupToken
from data.services import audit
from data.services.context import Context

SESSION_LASTS = dt.timedelta(days=14)
THROTTLE_WINDOW = dt.timedelta(minutes=15)
TRIES_PER_LOGIN = 5
TRIES_PER_CLIENT = 50
PASSWORD_MIN, PASSWORD_MAX = 10, 200
LOGIN_MAX = 40

_hasher = PasswordHasher()
_NO_ACCOUNT = (
    "$argon2id$v=19$m=65536,t=3,p=4$gQK84A1P/9h6Bj"
    "8OZ3lYdg$1/4/3VQoWEPpnYXZvLlDVEREKyA0b6a5WQPLaOlgY3M"
)
_hashing = threading.BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """argon2id hash. Raises InvalidInput password_short(least) or password_long(most)."""
    if len(password) < PASSWORD_MIN:
        raise InvalidInput("password_short", field="password", least=PASSWORD_MIN)
    if len(password) > PASSWORD_MAX:
        raise InvalidInput("password_long", field="password", most=PASSWORD_MAX)
    with _hashing:
        return _hasher.hash(password)


def sign_in(ctx: Context, login: str, password: str, client: str) -> str | None:
    """A new session's token; None when login or password is wrong (the failure is written, so commit it).

    `client` is the caller's address. Raises Refused('too_many_tries', minutes=…) when throttled,
    NotAllowed('account_closed') for a closed account with the right password.
    """
    login = login.strip().lower()[:LOGIN_MAX]
    check_throttle(ctx, login, client)
    account = ctx.session.scalar(select(Account).where(Account.login == login))
    if not verify_password(account.password_hash if account else _NO_ACCOUNT, password) or account is None:
        ctx.session.add(FailedSignIn(login=login, client=client[:64], at=ctx.now))
        return None
    if account.is_closed:
        raise NotAllowed("account_closed")
    ctx.session.execute(delete(FailedSignIn).where(FailedSignIn.login == login))
    return _open_session(ctx, account)


def actor_for_token(session: Session, token: str | None, now: dt.datetime) -> Actor | None:
    """The actor of a live session's token, else None. One indexed query."""
    if not token:
        return None
    row = session.execute(
        select(LoginSession.id, Account)
        .join(Account, Account.id == LoginSession.account_id)
        .where(
            LoginSession.token_hash == _digest(token),
            LoginSession.ended_at.is_(None),
            LoginSession.expires_at > now,
            Account.is_closed.is_(False),
        )
    ).first()
    if row is None:
        return None
    session_id, account = row
    return Actor(
        account.id, session_id, account.role, account.name, account.current_area, account.farm_id, account.expert_id,
    )


def sign_out(ctx: Context, token: str | None) -> None:
    """End the session of `token`; nothing happens when there is none."""
    if token:
        ctx.session.execute(
            update(LoginSession)
            .where(LoginSession.token_hash == _digest(token), LoginSession.ended_at.is_(None))
            .values(ended_at=ctx.now)
        )


def sign_out_everywhere(ctx: Context) -> None:
    """End every session of the actor's account."""
    end_sessions(ctx, ctx.actor.account_id)
    audit.record(ctx, "sign_out_everywhere", "account", ctx.actor.account_id)


def end_sessions(ctx: Context, account_id: int, *, but: int = 0) -> None:
    """End every session of an account (closing it, new password), except the one with the id `but`."""
    ctx.session.execute(
        update(LoginSession)
        .where(LoginSession.account_id == account_id, LoginSession.ended_at.is_(None), LoginSession.id != but)
        .values(ended_at=ctx.now)
    )


def has_accounts(session: Session) -> bool:
    return session.scalar(select(Account.id).limit(1)) is not None


def make_setup_token(ctx: Context, county_code: str) -> str:
    """A fresh one-time token for the first administrator of `county_code`; earlier ones stop working."""
    token = secrets.token_urlsafe(18)
    ctx.session.execute(delete(SetupToken))
    ctx.session.add(SetupToken(token_hash=_digest(token), county_code=county_code, created_at=ctx.now))
    return token


def first_administrator(ctx: Context, setup_token: str, login: str, name: str, password: str) -> str:
    """Make the first account and sign it in: its session token.

    Raises NotAllowed('setup_done') once an account exists, NotAllowed('setup_token_wrong') for another token.
    """
    if has_accounts(ctx.session):
        raise NotAllowed("setup_done")
    known = ctx.session.get(SetupToken, _digest(setup_token.strip()))
    if known is None:
        raise NotAllowed("setup_token_wrong", field="token")
    account = Account(
        login=required_text(login, "login", longest=LOGIN_MAX).lower(),
        name=required_text(name, "name", longest=NAME_MAX),
        role=Role.ADMIN, area_code=known.county_code,
        password_hash=hash_password(password), created_at=ctx.now,
    )
    ctx.session.add(account)
    ctx.session.delete(known)
    ctx.session.flush()
    audit.record(ctx, "first_administrator", "account", account.id)
    return _open_session(ctx, account)


def _open_session(ctx: Context, account: Account) -> str:
    token = secrets.token_urlsafe(32)
    ctx.session.add(LoginSession(
        token_hash=_digest(token), account_id=account.id,
        created_at=ctx.now, expires_at=ctx.now + SESSION_LASTS,
    ))
    return token


def check_throttle(ctx: Context, login: str, client: str) -> None:
    """Raises Refused('too_many_tries', minutes=15) after too many failures of this login or client."""
    since = ctx.now - THROTTLE_WINDOW
    for column, value, limit in (
        (FailedSignIn.login, login, TRIES_PER_LOGIN),
        (FailedSignIn.client, client[:64], TRIES_PER_CLIENT),
    ):
        tries = ctx.session.scalar(
            select(func.count()).select_from(FailedSignIn).where(column == value, FailedSignIn.at > since)
        )
        if (tries or 0) >= limit:
            raise Refused("too_many_tries", minutes=int(THROTTLE_WINDOW.total_seconds() // 60))


def verify_password(password_hash: str, password: str) -> bool:
    """Is `password` the one behind the argon2 hash? Two at a time, since each takes 64 MB."""
    with _hashing:
        try:
            return _hasher.verify(password_hash, password[:PASSWORD_MAX])
        except VerifyMismatchError:
            return False


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
