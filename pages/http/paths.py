"""Which address is for whom. Everything not named here is a page and needs a session."""

from __future__ import annotations

from enum import Enum


class Access(Enum):
    OPEN = "open"          # anybody
    SESSION = "session"    # data channel: a live session, else 403
    PAGE = "page"          # a live session, else to the sign-in page
    CLOSED = "closed"      # nobody, not even signed in


SIGN_IN = "/auth/signin"
SETUP = "/auth/setup"
PUBLIC = "/public/"

OPEN_PATHS = {"/healthz", "/_stcore/health", "/favicon.png", SIGN_IN, SETUP, "/auth/signout"}
OPEN_FOLDERS = ("/static/", "/lang/", "/check/", PUBLIC)
SESSION_FOLDERS = ("/_stcore/", "/media/", "/component/", "/app/", "/photos/", "/files/", "/api/")
CLOSED_PATHS = {
    "/_stcore/metrics", "/_stcore/script-health-check", "/auth/login", "/auth/logout", "/oauth2callback",
    "/manifest.json", "/index.html",
}


def access(path: str) -> Access:
    """The rule for a decoded request path."""
    if path.rstrip("/") in CLOSED_PATHS or "/_stcore/agent" in path or "\\" in path or "//" in path:
        return Access.CLOSED
    if path in OPEN_PATHS or path.startswith(OPEN_FOLDERS):
        return Access.OPEN
    if path.startswith(SESSION_FOLDERS) or "/_stcore/" in path:
        return Access.SESSION
    return Access.PAGE


def local_path(target: str | None) -> str:
    """`target` if it is a path on this site, else the start page: nobody is sent to a foreign site."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return "/"
    if any(character in target for character in "\\\r\n\t") or not target.isprintable():
        return "/"
    return "/" if access(target.partition("?")[0]) is not Access.PAGE else target
