"""Which address is for whom, and where one may be sent after signing in."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pages.http.paths import Access, access, local_path

SITE = "https://desk.example.cn"


@pytest.mark.parametrize("path", [
    "/auth/signin", "/auth/setup", "/healthz", "/static/js/index.js", "/lang/en", "/check/a1",
])
def test_open_to_anybody(path: str):
    assert access(path) is Access.OPEN


@pytest.mark.parametrize("path", [
    "/_stcore/metrics", "/_stcore/metrics/", "/_stcore/agent/mcp", "/today/_stcore/agent/mcp", "/auth/login",
    "/oauth2callback", "//evil.example", "/static//../_stcore/metrics", "/a\\b", "/index.html",
])
def test_closed_to_everybody(path: str):
    assert access(path) is Access.CLOSED


@pytest.mark.parametrize("path", [
    "/_stcore/stream", "/_stcore/upload_file/x/y", "/media/abc.png", "/component/x", "/photos/abc", "/files/abc",
    "/_stcore/host-config", "/_stcore/bidi-components/x", "/app/static/x", "/today/_stcore/stream",
])
def test_data_needs_a_session(path: str):
    assert access(path) is Access.SESSION


@given(st.one_of(st.text(), st.text("/ab.:?\\").map("/".__add__), st.from_regex(r"/[a-z?=&%/\\:]*", fullmatch=True)))
@example("//evil.example/x")
@example("/\\evil.example")
@example("https://evil.example")
@example("/%0d%0aSet-Cookie:x")
@example("/\t/evil.example")
@example("javascript:alert(1)")
def test_nobody_is_sent_elsewhere(target: str):
    there = urljoin(SITE, local_path(target))
    assert urlsplit(there)[:2] == urlsplit(SITE)[:2]
    assert local_path(target).startswith("/")


@pytest.mark.parametrize("target", ["/", "/today", "/problem?id=12", "/receipt?number=2026-0412&x=%E4%BB%8A"])
def test_a_page_of_this_site_is_kept(target: str):
    assert local_path(target) == target
