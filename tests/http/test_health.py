"""The watchdog's address tells the truth about the database."""

from __future__ import annotations

from collections.abc import Callable

from tests import postgres
from tests.processes import Server


def test_health_follows_the_database(start_server: Callable[..., Server], postgres_server: str, postgres_template: str):
    url = postgres.create(postgres_server, postgres_template)
    server = start_server(database=url)
    assert server.client().get("/healthz").text == "ok"
    postgres.drop(postgres_server, url)
    answer = server.client().get("/healthz")
    assert (answer.status_code, answer.text) == (503, "database unreachable")


def test_a_database_that_was_not_migrated_is_not_healthy(start_server: Callable[..., Server], tmp_path):
    server = start_server(database=f"sqlite:///{tmp_path / 'new.db'}")
    assert server.client().get("/healthz").status_code == 503
