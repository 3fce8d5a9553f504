"""Strangers, forged headers and foreign sites at the gate of a running server."""

from __future__ import annotations

import asyncio
import gzip
import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from data.domain.roles import Role
from pages.http.gate import Gate
from pages.http.routes import ROUTES
from pages.shared.menu import SCREENS
from tests.people import PASSWORD
from tests.processes import Server
from tests.streams import refused_with

FORGED = {
    "X-App-User": "officer", "X-Desk-User": "officer", "X-Forwarded-User": "officer", "Remote-User": "officer",
    "X-Auth-Request-User": "officer", "X_Forwarded_User": "officer", "X-Streamlit-User": "officer",
}
OPEN_ROUTES = {
    "/check/{token}", "/healthz", "/auth/signin", "/auth/setup", "/auth/signout", "/lang/{lang}",
    "/public/ask", "/public/urgent", "/public/helped", "/public/worker.js", "/public/photos/{token}",
    "/public/photos/{token}/{name}", "/public/receipt", "/public/question/{token}", "/public/question/{token}/facts",
    "/public/question/{token}/confirm", "/public/question/{token}/reopen",
    "/public/question/{token}/slot", "/public/record",
}
FOREIGN = "https://evil.example"


@pytest.fixture(scope="module")
def cookie(small_server: Server) -> str:
    return f"desk_session={small_server.token(Role.OFFICER.value, PASSWORD)}"


@pytest.mark.parametrize("path", ["", *SCREENS])
@pytest.mark.parametrize("headers", [{}, FORGED, {"Cookie": "desk_session=made-up"}], ids=["bare", "forged", "made-up"])
def test_a_stranger_is_sent_to_sign_in(small_server: Server, path: str, headers: dict):
    answer = small_server.client(headers=headers).get(f"/{path}?id=1")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/auth/signin?next=%2F{path}%3Fid%3D1"
    assert not answer.content


def test_every_other_route_refuses_a_stranger(small_server: Server):
    """Whatever is added to the routes is closed until somebody opens it here and in paths.py."""
    guarded = [route for route in ROUTES if route.path not in OPEN_ROUTES]
    client = small_server.client()
    answers = [
        client.request(method, re.sub("{[^}]*}", "1", route.path)) for route in guarded for method in route.methods
    ]
    assert answers
    assert not [(str(answer.url), answer.status_code) for answer in answers if not is_refusal(answer)]


def is_refusal(answer: httpx.Response) -> bool:
    """Data are refused; a page leads to the sign-in."""
    to_sign_in = answer.status_code == 303 and answer.headers["location"].startswith("/auth/signin?next=")
    return answer.status_code == 403 or (to_sign_in and not answer.content)


@pytest.mark.parametrize("path", [
    "/_stcore/host-config", "/_stcore/upload_file/a/b", "/media/a.png", "/component/a/b", "/photos/a", "/app/static/a",
])
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_a_stranger_gets_no_data(small_server: Server, path: str, method: str):
    answer = small_server.client(headers=FORGED).request(method, path)
    assert answer.status_code == 403
    assert answer.text == "请先登录，再打开这个地址。"


def test_refusals_speak_the_readers_language(small_server: Server):
    answer = small_server.client(cookies={"desk_lang": "en"}).get("/media/a.png")
    assert answer.text == "Please sign in before you open this address."


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/auth/login", "/index.html"])
def test_closed_addresses_do_not_exist_even_signed_in(small_server: Server, cookie: str, path: str):
    assert small_server.client(headers={"Cookie": cookie}).get(path).status_code == 404


@pytest.mark.parametrize("options", [
    {}, {"origin": None}, {"X-Forwarded-User": "officer"}, {"cookie": "desk_session=made-up"},
    {"cookie": "desk_session="},
])
def test_the_stream_is_closed_to_strangers(small_server: Server, options: dict):
    assert refused_with(small_server, **options) == 403


@pytest.mark.parametrize(("origin", "status"), [("own", None), (None, None), (FOREIGN, 403), ("null", 403)])
def test_the_stream_opens_to_a_session_from_here(small_server: Server, cookie: str, origin: str, status: int | None):
    assert refused_with(small_server, cookie=cookie, origin=origin) == status


@pytest.mark.parametrize("path", ["/auth/signin", "/auth/signout", "/auth/signout-everywhere", "/_stcore/upload_file"])
@pytest.mark.parametrize("headers", [
    {"Origin": FOREIGN}, {"Origin": "null"}, {"Origin": "", "Referer": f"{FOREIGN}/auth/signin"}, {"Origin": ""},
], ids=["foreign", "null", "foreign referer", "none"])
def test_a_foreign_site_cannot_write(small_server: Server, cookie: str, path: str, headers: dict):
    sent = {"Cookie": cookie} | {name: value for name, value in headers.items() if value}
    client = httpx.Client(base_url=small_server.url, headers=sent)
    answer = client.post(path, data={"login": "officer", "password": PASSWORD})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert client.get("/").status_code == 200


def test_a_referer_of_this_site_will_do(small_server: Server):
    answer = httpx.post(
        f"{small_server.url}/auth/signin", headers={"Referer": f"{small_server.url}/auth/signin"},
        data={"login": "officer", "password": PASSWORD},
    )
    assert answer.status_code == 303


def test_no_posing_header_passes_the_gate():
    passed: list[tuple[bytes, bytes]] = []

    async def behind(scope, _receive, _send) -> None:
        passed.extend(scope["headers"])

    sent = [(name.encode(), value.encode()) for name, value in {**FORGED, "Accept": "text/html"}.items()]
    scope = {"type": "http", "method": "GET", "path": "/healthz", "query_string": b"", "headers": sent}
    with ThreadPoolExecutor(1) as apart:  # Playwright keeps a loop running in the thread of its tests
        apart.submit(asyncio.run, Gate(behind)(scope, None, None)).result()
    assert passed == [(b"Accept", b"text/html")]


@pytest.mark.parametrize("path", ["/auth/signin", "/today", "/_stcore/health", "/_stcore/metrics", "/media/a"])
def test_security_headers_are_on_every_answer(small_server: Server, path: str):
    headers = small_server.client().get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "'unsafe-inline'" not in headers["content-security-policy"].partition("script-src")[2].partition(";")[0]


def test_the_shell_speaks_chinese_and_english(small_server: Server, cookie: str):
    client = small_server.client(headers={"Cookie": cookie})
    chinese = client.get("/today")
    english = client.get("/today", headers={"Cookie": f"{cookie}; desk_lang=en"})
    assert '<html lang="zh-CN">' in chinese.text
    assert "特派员工作台" in chinese.text
    assert "选文件" in chinese.text
    assert '<html lang="en">' in english.text
    assert "选文件" not in english.text
    assert "Streamlit</title>" not in english.text


def test_each_shell_has_its_own_nonce_on_every_inline_script(small_server: Server, cookie: str):
    client = small_server.client(headers={"Cookie": cookie})
    first, second = client.get("/"), client.get("/")
    nonce = first.headers["content-security-policy"].partition("'nonce-")[2].partition("'")[0]
    inline = [script for script in re.findall(r"<script[^>]*>", first.text) if "src=" not in script]
    assert len(inline) >= 2
    assert set(inline) == {f'<script nonce="{nonce}">'}
    assert nonce not in second.text


def test_the_bundle_is_compressed_and_whole(small_server: Server, cookie: str):
    shell = small_server.client(headers={"Cookie": cookie}).get("/").text
    path = "/static/js/index." + shell.partition("/static/js/index.")[2].partition('"')[0]
    plain = httpx.get(small_server.url + path, headers={"Accept-Encoding": "identity"}).content
    for _time in range(2):
        with httpx.stream("GET", small_server.url + path, headers={"Accept-Encoding": "gzip"}) as answer:
            sent = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
        assert "immutable" in answer.headers["cache-control"]
        assert gzip.decompress(sent) == plain
        assert len(sent) < len(plain) / 2


def test_health_needs_no_session(small_server: Server):
    answer = small_server.client().get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")
