"""The layers around Streamlit, outermost first."""

from __future__ import annotations

from starlette.middleware import Middleware

from pages.http.bundle import CompressedBundle
from pages.http.gate import Gate
from pages.http.headers import SecurityHeaders
from pages.http.shell import Shell

MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(Gate), Middleware(CompressedBundle), Middleware(Shell)]
