"""Accounts: who may be added by whom, closing, reopening, passwords."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

from data.domain.errors import AppError, InvalidInput, NotAllowed, NotFound, Refused
from data.domain.roles import Actor, Role
from data.models.account import Account, AuditEvent, LoginSession
from data.services.accounts import (
    AccountForm,
    add_account,
    change_password,
    close_account,
    new_password,
    reopen_account,
    temporary_password,
)
from data.services.sessions import sign_in
from tests.village import COUNTY, FAR_VILLAGE, NOW, OTHER_TOWN, VILLAGE, Village, on_sqlite

PASSWORD = "西梅 剪枝 2026"


def officer_form(login: str = "wangmin", **changes) -> AccountForm:
    return AccountForm(**{"login": login, "name": "王敏", "role": Role.OFFICER, "area_code": COUNTY, **changes})


def add(village: Village, form: AccountForm, who: str = "admin") -> str:
    with village.writing(who) as ctx:
        return add_account(ctx, form)


def account(village: Village, login: str) -> Account:
    with village.reading("admin") as ctx:
        row = ctx.session.scalars(select(Account).where(Account.login == login)).one()
        ctx.session.expunge(row)
        return row


def signs_in(village: Village, login: str, password: str) -> bool:
    with village.runtime.writing(None, now=NOW) as ctx:
        return sign_in(ctx, login, password, "127.0.0.1") is not None


def open_sessions(village: Village, login: str) -> int:
    with village.reading("admin") as ctx:
        return ctx.session.scalar(
            select(func.count()).select_from(LoginSession).join(Account, Account.id == LoginSession.account_id)
            .where(Account.login == login, LoginSession.ended_at.is_(None))
        )


def test_a_new_account_signs_in_with_the_password_shown_once(village: Village):
    password = add(village, officer_form(" WangMin "))
    assert signs_in(village, "wangmin", password) and not signs_in(village, "wangmin", password + "x")
    made = account(village, "wangmin")
    assert (made.name, made.role, made.area_code, made.is_closed) == ("王敏", Role.OFFICER, COUNTY, False)
    assert password not in made.password_hash
    with village.reading("admin") as ctx:
        trail = ctx.session.scalars(select(AuditEvent).where(AuditEvent.action == "account:add")).one()
        assert password not in str(trail.details) and trail.account_id == village.actors["admin"].account_id


@on_sqlite
def test_each_role_gets_what_belongs_to_it(village: Village):
    with village.writing("admin") as ctx:
        ctx.session.execute(Account.__table__.delete().where(Account.login == "vet"))
    add(village, AccountForm("coop", "远方", Role.COOPERATIVE, farm_id=village.far_farm_id))
    add(village, AccountForm("tian", "田桂芳", Role.EXPERT, area_code=VILLAGE, expert_id=village.vet_id))
    add(village, officer_form("lead", role=Role.LEADER, area_code=OTHER_TOWN, expert_id=village.vet_id))
    add(village, AccountForm("bai", "白秀兰", Role.INFORMANT, area_code=VILLAGE))
    assert account(village, "bai").area_code == VILLAGE
    coop, expert, leader = (account(village, login) for login in ("coop", "tian", "lead"))
    assert (coop.farm_id, coop.area_code, coop.expert_id) == (village.far_farm_id, FAR_VILLAGE, None)
    assert (expert.expert_id, expert.area_code, expert.farm_id) == (village.vet_id, COUNTY, None)
    assert (leader.area_code, leader.expert_id) == (OTHER_TOWN, village.vet_id)


@on_sqlite
@pytest.mark.parametrize(("changes", "error", "code"), [
    ({"role": Role.ADMIN}, InvalidInput, "role_not_offered"),
    ({"login": "a b"}, InvalidInput, "login_form"), ({"login": ""}, InvalidInput, "login_form"),
    ({"login": "x" * 41}, InvalidInput, "login_form"), ({"login": "Officer"}, InvalidInput, "login_taken"),
    ({"name": " "}, InvalidInput, "text_missing"),
    ({"area_code": None}, InvalidInput, "place_missing"), ({"area_code": "150824999"}, NotFound, "place_unknown"),
    ({"role": Role.INFORMANT}, InvalidInput, "informant_village"),
    ({"role": Role.COOPERATIVE}, InvalidInput, "farm_missing"),
    ({"role": Role.COOPERATIVE, "farm_id": 999}, NotFound, "farm_unknown"),
    ({"role": Role.EXPERT}, InvalidInput, "expert_missing"),
    ({"role": Role.EXPERT, "expert_id": 999}, NotFound, "expert_unknown"),
    ({"role": Role.EXPERT, "expert_id": 1}, InvalidInput, "expert_has_account"),
])
def test_a_bad_form_makes_no_account(village: Village, changes, error, code):
    with pytest.raises(error) as caught:
        add(village, officer_form(**changes))
    assert caught.value.code == code
    with village.reading("admin") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(Account)) == len(village.actors)


@on_sqlite
@pytest.mark.parametrize("who", ["officer", "leader", "cooperative", "expert"])
def test_only_administrators_manage_accounts(village: Village, who: str):
    officer = village.actors["officer"].account_id
    for act in (
        lambda ctx: add_account(ctx, officer_form()), lambda ctx: close_account(ctx, officer),
        lambda ctx: reopen_account(ctx, officer), lambda ctx: new_password(ctx, officer),
    ):
        with village.writing(who) as ctx, pytest.raises(NotAllowed, match="not_allowed"):
            act(ctx)


@pytest.fixture
def town_admin(village: Village) -> str:
    """An administrator of 乌加河镇 alone."""
    with village.writing("admin") as ctx:
        row = Account(login="town", name="镇", role=Role.ADMIN, area_code=OTHER_TOWN, password_hash="-", created_at=NOW)
        ctx.session.add(row)
        ctx.session.flush()
        village.actors["town"] = Actor(row.id, 0, Role.ADMIN, row.name, OTHER_TOWN)
    return "town"


@on_sqlite
def test_an_area_s_administrator_stays_within_it(village: Village, town_admin: str):
    assert add(village, officer_form(area_code=OTHER_TOWN), who=town_admin)
    with pytest.raises(NotAllowed):
        add(village, officer_form("other", area_code=COUNTY), who=town_admin)
    with pytest.raises(NotFound, match="farm_unknown"):
        add(village, AccountForm("coop", "合作社", Role.COOPERATIVE, farm_id=village.farm_id), who=town_admin)
    for act in (close_account, reopen_account, new_password):
        with village.writing(town_admin) as ctx, pytest.raises(NotFound, match="account_unknown"):
            act(ctx, village.actors["officer"].account_id)


def test_a_closed_account_is_signed_out_and_kept_out_until_reopened(village: Village):
    password = add(village, officer_form())
    assert signs_in(village, "wangmin", password) and open_sessions(village, "wangmin") == 1
    account_id = account(village, "wangmin").id
    with village.writing("admin") as ctx:
        close_account(ctx, account_id)
    assert open_sessions(village, "wangmin") == 0
    with pytest.raises(NotAllowed, match="account_closed"):
        signs_in(village, "wangmin", password)
    with village.writing("admin") as ctx:
        reopen_account(ctx, account_id)
    assert signs_in(village, "wangmin", password)


@on_sqlite
def test_nobody_shuts_himself_out(village: Village):
    own = village.actors["admin"].account_id
    for act in (close_account, new_password):
        with village.writing("admin") as ctx, pytest.raises(Refused, match="own_account"):
            act(ctx, own)


def test_a_new_password_ends_sessions_and_replaces_the_old(village: Village):
    old = add(village, officer_form())
    signs_in(village, "wangmin", old)
    with village.writing("admin") as ctx:
        new = new_password(ctx, account(village, "wangmin").id)
    assert new != old and open_sessions(village, "wangmin") == 0
    assert signs_in(village, "wangmin", new) and not signs_in(village, "wangmin", old)


@pytest.fixture
def wangmin(village: Village) -> tuple[Actor, str]:
    """Signed in twice; the actor is the second browser's."""
    password = add(village, officer_form())
    for _browser in range(2):
        assert signs_in(village, "wangmin", password)
    row = account(village, "wangmin")
    with village.reading("admin") as ctx:
        session_id = ctx.session.scalar(select(func.max(LoginSession.id)))
    return Actor(row.id, session_id, row.role, row.name, row.area_code), password


def change(village: Village, actor: Actor, old: str, new: str) -> bool:
    with village.runtime.writing(actor, now=NOW) as ctx:
        return change_password(ctx, old, new)


def test_changing_one_s_own_password_keeps_this_browser_only(village: Village, wangmin):
    actor, password = wangmin
    assert change(village, actor, password, PASSWORD)
    with village.reading("admin") as ctx:
        still_open = ctx.session.scalars(select(LoginSession.id).where(LoginSession.ended_at.is_(None))).all()
    assert still_open == [actor.session_id]
    assert signs_in(village, "wangmin", PASSWORD) and not signs_in(village, "wangmin", password)


@on_sqlite
@pytest.mark.parametrize(("new", "code"), [
    ("short", "password_short"), ("x" * 201, "password_long"), (None, "password_same"),
])
def test_a_bad_new_password_changes_nothing(village: Village, wangmin, new, code):
    actor, password = wangmin
    with pytest.raises(InvalidInput, match=code):
        change(village, actor, password, new or password)
    assert open_sessions(village, "wangmin") == 2


@on_sqlite
def test_guessing_the_old_password_is_throttled(village: Village, wangmin):
    actor, _password = wangmin
    for _try in range(5):
        assert not change(village, actor, "wrong wrong wrong", PASSWORD)
    with pytest.raises(Refused, match="too_many_tries"):
        change(village, actor, "wrong wrong wrong", PASSWORD)


def test_two_administrators_taking_the_same_login_at_once(village: Village):
    start, made, told = threading.Barrier(2), [], []

    def take() -> None:
        start.wait()
        try:
            made.append(add(village, officer_form()))
        except AppError as error:
            told.append(error.code)

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), told) == (1, ["login_taken"])


def test_temporary_passwords_differ_and_can_be_read_out():
    made = {temporary_password() for _ in range(100)}
    assert len(made) == 100
    assert all(len(password) == 19 and not set(password) & set("0oO1lI") for password in made)
