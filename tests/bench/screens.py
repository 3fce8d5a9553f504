"""The time of a rerun: the whole script of a screen, in Python, without network and browser."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from unittest.mock import patch

import streamlit.components.v2.manifest_scanner
from streamlit.testing.v1 import AppTest

from data.runtime import set_runtime
from pages.shared import state
from pages.shared.menu import SCREENS
from tests.bench.world import World

ENTRY = Path(__file__).resolve().parents[2] / "pages" / "entry" / "main.py"
SECONDS = 120


def rerun_times(world: World, runs: int) -> dict[str, float]:
    """Milliseconds per screen: median of `runs` reruns after two to warm up."""
    set_runtime(world.runtime)
    with patch.object(streamlit.components.v2.manifest_scanner, "scan_component_manifests", list):
        times = {
            f"{path} ({login})": _rerun(world, login, path, query, runs)
            for login, path, query in _visits(world)
        }
    set_runtime(None)
    return times


def _visits(world: World) -> list[tuple[str, str, dict]]:
    of_expert, of_farm = world.problem_of_expert("expert"), world.problem_of_farm("farmer")
    return [
        ("officer", "today", {}),
        ("officer", "board", {}),
        ("officer", "problems", {}),
        ("officer", "problem", {"id": world.waiting_problem()}),
        ("farmer", "ask", {}),
        ("farmer", "my-questions", {}),
        ("farmer", "receipt", {"id": of_farm}),
        ("expert", "my-work", {}),
        ("expert", "log-visit", {"problem": of_expert}),
        ("officer", "places", {}),
        ("officer", "place", {"code": "150824100"}),
        ("officer", "place-change", {}),
        ("leader", "impact", {}),
        ("leader", "coverage", {}),
        ("leader", "impact-detail", {}),
        ("leader", "periods", {}),
        ("expert", "service-record", {}),
        ("admin", "accounts", {}),
    ]


def _rerun(world: World, login: str, path: str, query: dict, runs: int) -> float:
    token = world.token(login)
    with patch.object(state, "session_token", lambda: token):
        screen = AppTest.from_file(str(ENTRY), default_timeout=SECONDS).run()
        screen.switch_page(str(SCREENS[path].file))
        for name, value in query.items():
            screen.query_params[name] = str(value)
        for _ in range(2):
            screen.run()
        assert not screen.exception and screen.title, f"{path} does not show"
        return statistics.median(_timed(screen) for _ in range(runs))


def _timed(screen: AppTest) -> float:
    begun = time.perf_counter()
    screen.run()
    return (time.perf_counter() - begun) * 1000
