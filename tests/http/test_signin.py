"""Signing in, being throttled, signing out, on a running server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from data.domain.roles import Role
from data.queries.demonstration import PASSWORD as DEMONSTRATION_PASSWORD
from data.services.sessions import TRIES_PER_LOGIN
from pages.http.forms import LARGEST
from tests.http.conftest import make_small_database
from tests.people import PASSWORD
from tests.processes import Server
from tests.streams import refused_with


def sign_in(server: Server, login: str, password: str, **more: str) -> httpx.Response:
    return server.client().post("/auth/signin", data={"login": login, "password": password, **more})


def opens(server: Server, token: str) -> bool:
    return server.client(cookies={"desk_session": token}).get("/today").status_code == 200


def test_the_right_password_opens_the_page_that_was_asked_for(small_server: Server):
    answer = sign_in(small_server, "officer", PASSWORD, next="/problem?id=3")
    assert (answer.status_code, answer.headers["location"]) == (303, "/problem?id=3")
    assert opens(small_server, answer.cookies["desk_session"])


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(small_server: Server):
    cookie = sign_in(small_server, "officer", PASSWORD).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    assert PASSWORD not in cookie


def test_the_cookie_is_for_tls_only_where_the_proxy_speaks_tls(small_server: Server):
    answer = httpx.post(
        f"{small_server.url}/auth/signin", data={"login": "officer", "password": PASSWORD},
        headers={"Origin": small_server.url, "X-Forwarded-Proto": "https"},
    )
    assert "secure" in answer.headers["set-cookie"].lower()
    assert "strict-transport-security" in answer.headers


@pytest.mark.parametrize("login", ["leader", "nobody", "", "leader' OR 1=1 --"])
def test_a_wrong_login_and_a_wrong_password_look_alike(small_server: Server, login: str):
    answer = sign_in(small_server, login, "not the password")
    assert answer.status_code == 401
    assert "账号或密码不对" in answer.text
    assert "set-cookie" not in answer.headers


def test_what_was_typed_comes_back_as_text_never_as_markup(small_server: Server):
    answer = sign_in(small_server, '"><script>alert(1)</script>', "x" * 12, next='/"><script>')
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example", "/auth/signout"])
def test_nobody_is_sent_elsewhere(small_server: Server, target: str):
    assert sign_in(small_server, "officer", PASSWORD, next=target).headers["location"] == "/"


@pytest.mark.parametrize(("size", "status"), [(200, 401), (LARGEST, 413)])
def test_a_form_is_small(small_server: Server, size: int, status: int):
    assert sign_in(small_server, "expert", "x" * size).status_code == status


def test_too_many_tries_close_the_door_even_to_the_right_password(small_server: Server):
    for _try in range(TRIES_PER_LOGIN):
        assert sign_in(small_server, "cooperative", "guess").status_code == 401
    answer = sign_in(small_server, "cooperative", PASSWORD)
    assert "试得太多了" in answer.text
    assert "set-cookie" not in answer.headers
    assert sign_in(small_server, "officer", PASSWORD).status_code == 303


def test_sign_out_ends_this_session_only(small_server: Server):
    first, second = (small_server.token(Role.ADMIN.value, PASSWORD) for _ in range(2))
    answer = small_server.client(cookies={"desk_session": first}).post("/auth/signout")
    assert answer.headers["location"] == "/auth/signin"
    assert not opens(small_server, first)
    assert opens(small_server, second)


def test_sign_out_everywhere_ends_all_of_ones_own(small_server: Server):
    first, second = (small_server.token(Role.ADMIN.value, PASSWORD) for _ in range(2))
    other = small_server.token(Role.OFFICER.value, PASSWORD)
    small_server.client(cookies={"desk_session": first}).post("/auth/signout-everywhere")
    assert not opens(small_server, first)
    assert not opens(small_server, second)
    assert refused_with(small_server, cookie=f"desk_session={second}") == 403
    assert opens(small_server, other)


def test_whoever_is_signed_in_is_led_past_the_form(small_server: Server):
    client = small_server.client(cookies={"desk_session": small_server.token("officer", PASSWORD)})
    assert client.get("/auth/signin?next=/today").headers["location"] == "/today"


def test_the_page_is_light_and_in_both_languages(small_server: Server):
    chinese = small_server.client().get("/auth/signin")
    english = small_server.client(cookies={"desk_lang": "en"}).get("/auth/signin")
    assert '<html lang="zh-CN">' in chinese.text
    assert '<html lang="en">' in english.text
    assert "Phone number or account" in english.text
    assert max(len(chinese.content), len(english.content)) < 30_000
    assert "<script" not in chinese.text


@pytest.mark.parametrize(("target", "location"), [
    ("/auth/signin?next=/today", "/auth/signin?next=/today"), ("/today", "/today"), ("//evil.example", "/"),
])
def test_the_language_switch_returns_to_the_page(small_server: Server, target: str, location: str):
    answer = small_server.client().get("/lang/en", params={"next": target})
    assert answer.headers["location"] == location
    assert answer.cookies["desk_lang"] == "en"


def test_an_unknown_language_changes_nothing(small_server: Server):
    assert "set-cookie" not in small_server.client().get("/lang/fr").headers


def test_a_real_database_lists_no_accounts(small_server: Server):
    assert DEMONSTRATION_PASSWORD not in small_server.client().get("/auth/signin").text


def test_a_demonstration_lists_one_account_per_role(start_server: Callable[..., Server], tmp_path: Path):
    settings = make_small_database(tmp_path / "demonstration", is_demonstration=True)
    text = start_server(database=settings.database_url).client().get("/auth/signin").text
    assert DEMONSTRATION_PASSWORD in text
    assert text.count('name="login"') == 1 + len(Role)


