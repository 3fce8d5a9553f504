"""The two cookies: who you are, and which language you read."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from starlette.requests import Request
from starlette.responses import Response

SESSION_COOKIE = "desk_session"
LANGUAGE_COOKIE = "desk_lang"
SESSION_SECONDS = 14 * 24 * 3600
LANGUAGE_SECONDS = 365 * 24 * 3600


def remember_session(request: Request, response: Response, token: str) -> None:
    """Out of reach for scripts, not sent along from other sites, only over TLS where there is TLS."""
    response.set_cookie(
        SESSION_COOKIE, token, max_age=SESSION_SECONDS, httponly=True, samesite="lax",
        secure=request.url.scheme == "https",
    )


def forget_session(request: Request, response: Response) -> None:
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax", secure=request.url.scheme == "https")


def remember_language(request: Request, response: Response, lang: str) -> None:
    response.set_cookie(
        LANGUAGE_COOKIE, lang, max_age=LANGUAGE_SECONDS, samesite="lax", secure=request.url.scheme == "https",
    )


def client_address(request: Request) -> str:
    """The caller's address; behind a proxy on this computer uvicorn has put the proxied one here.

    Of an IPv6 address the /64: one connection has that many, and would be a stranger with each.
    """
    host = request.client.host if request.client else "unknown"
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if address.version == 4:
        return host
    return str(address.ipv4_mapped or ip_network((int(address) >> 64 << 64, 64)))
