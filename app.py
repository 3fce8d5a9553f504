"""The launcher: `python app.py`, `streamlit run app.py` and `uvicorn app:app` all start the same desk."""

from __future__ import annotations

import argparse
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from data.jobs import turns as jobs
from data.runtime import Settings, open_runtime, set_runtime
from data.services.engines import shipped_engine
from pages.http.listener import disable_nagle
from pages.http.middleware import MIDDLEWARE
from pages.http.refusals import HANDLERS
from pages.http.routes import ROUTES
from pages.shared.failure import show_failure


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Open the runtime, load what every screen needs, and take all of that out of the collector's sight."""
    runtime = open_runtime(Settings.from_env())
    set_runtime(runtime)
    shipped_engine(runtime)
    _import_heavy_libraries()
    disable_nagle()
    stop_jobs = jobs.start(runtime) if jobs.wanted() else None
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        if stop_jobs:
            stop_jobs.set()
        set_runtime(None)
        runtime.close()


def _import_heavy_libraries() -> None:
    """The first visitor shall not wait for imports (1 s)."""
    import pandas  # noqa: F401
    import plotly.graph_objects  # noqa: F401


app = st.App(
    "pages/entry/main.py", lifespan=lifespan, routes=ROUTES, middleware=MIDDLEWARE, on_script_error=show_failure,
    exception_handlers=HANDLERS,
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Start the desk (the database must be migrated)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this computer only)")
    parser.add_argument("--port", type=int, default=8501)
    options = parser.parse_args()
    app.run(config={"server.address": options.host, "server.port": options.port})


if __name__ == "__main__":
    main()
