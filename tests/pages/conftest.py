"""Screens run through AppTest, which has no cookies: only the one function that reads the cookie is replaced."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from data.domain.register import FarmKind, Title
from data.domain.roles import Actor, Role
from data.models.account import Account, LoginSession
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.place import County, Place
from data.runtime import Runtime, Settings
from data.services.sessions import actor_for_token
from pages.shared import state
from pages.shared.menu import SCREENS
from tests.conftest import running

ENTRY = Path(__file__).resolve().parents[2] / "pages" / "entry" / "main.py"
SECONDS = 20


def open_session(runtime: Runtime, account_id: int) -> str:
    """A live session of the account; its token."""
    token = secrets.token_urlsafe(16)
    with runtime.writing(None) as ctx:
        ctx.session.add(LoginSession(
            token_hash=hashlib.sha256(token.encode()).hexdigest(), account_id=account_id,
            created_at=ctx.now, expires_at=ctx.now + dt.timedelta(hours=1),
        ))
    return token


@pytest.fixture
def hold_token(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], None]:
    """`hold_token(token)`: from here on the browser sends this session cookie."""
    return lambda token: monkeypatch.setattr(state, "session_token", lambda: token)


@pytest.fixture
def sign_in(sample_runtime: Runtime, hold_token) -> Callable[[str], Actor]:
    """`sign_in("officer")`: from here on the browser carries a session of that demonstration account."""
    opened: dict[str, tuple[str, Actor]] = {}

    def as_login(login: str) -> Actor:
        if login not in opened:
            with sample_runtime.reading(None) as ctx:
                account_id = ctx.session.scalar(select(Account.id).where(Account.login == login))
            token = open_session(sample_runtime, account_id)
            with sample_runtime.reading(None) as ctx:
                opened[login] = token, actor_for_token(ctx.session, token, ctx.now)
        hold_token(opened[login][0])
        return opened[login][1]

    return as_login


@pytest.fixture
def small_desk(sqlite_url: str, tmp_path: Path) -> Iterator[dict[Role, str]]:
    """A banner with one account per role and nothing else; each role's session token."""
    with running(Settings(sqlite_url, tmp_path)) as runtime:
        with runtime.writing(None) as ctx:
            name = {"name": "乌拉特中旗", "official_name": "乌拉特中旗", "name_en": "Urad Middle Banner"}
            ctx.session.add(Place(code="150824", level="county", kind="banner", **name))
            ctx.session.flush()
            ctx.session.add(County(code="150824", is_demonstration=True))
            ctx.session.flush()
            expert = Expert(
                county_code="150824", name="甲", pinyin="jia j", unit="站", title=Title.MIDDLE, subject="果树",
                profile="", home_place="150824",
            )
            farm = Farm(county_code="150824", kind=FarmKind.HOUSEHOLD, name="乙", pinyin="yi y", place_code="150824")
            ctx.session.add_all([expert, farm])
            ctx.session.flush()
            accounts = [Account(
                login=role.value, name="甲", role=role, area_code="150824", password_hash="-", created_at=ctx.now,
                expert_id=expert.id if role is Role.EXPERT else None,
                farm_id=farm.id if role is Role.COOPERATIVE else None,
            ) for role in Role]
            ctx.session.add_all(accounts)
        yield {account.role: open_session(runtime, account.id) for account in accounts}


def run_entry(path: str = "", **query: object) -> AppTest:
    """The whole application at the address `/path?query`, as a browser opens it."""
    screen = AppTest.from_file(str(ENTRY), default_timeout=SECONDS).run()
    if path:
        screen.switch_page(str(SCREENS[path].file))
    for name, value in query.items():
        screen.query_params[name] = str(value)
    return screen.run()


def words(screen: AppTest) -> str:
    """Everything readable on the page, in order of kinds."""
    kinds = (screen.title, screen.markdown, screen.info, screen.error, screen.html)
    return "\n".join(str(element.value) for kind in kinds for element in kind)
