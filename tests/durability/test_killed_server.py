"""The server is killed (-9) at random moments of real writes: what was acknowledged is there, nothing is half there."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from data.domain.roles import Role
from data.exchange.county_files import places_folder
from data.migrations import migrate
from data.runtime import Settings, open_runtime
from data.services.county import install_county
from data.services.events import differing_problems
from tests.people import COUNTY, PASSWORD, add_accounts
from tests.processes import Server, launch

KILLS = 10
WRITERS = 4
VILLAGE = "150824100201"


@pytest.fixture
def county(tmp_path: Path) -> Settings:
    """A real county without experts or history."""
    settings = Settings(f"sqlite:///{tmp_path / 'desk.db'}", tmp_path)
    migrate(settings.database_url)
    runtime = open_runtime(settings)
    with runtime.writing(None) as ctx:
        install_county(ctx.session, places_folder(COUNTY), COUNTY, demonstration=False)
    add_accounts(runtime)
    runtime.close()
    return settings


@dataclass
class Writer:
    """Sends questions one after the other until the server is gone; keeps what it was told."""

    server: Server
    token: str
    sent: set[str] = field(default_factory=set)
    acknowledged: dict[str, str] = field(default_factory=dict)

    def run(self) -> None:
        headers = {"Cookie": f"desk_session={self.token}"}
        with self.server.client(headers=headers) as client:
            while True:
                key = str(uuid.uuid4())
                self.sent.add(key)
                try:
                    self.acknowledged[key] = _post(client, key)["number"]
                except httpx.TransportError:
                    return


def _post(client: httpx.Client, key: str) -> dict:
    question = {
        "text": f"羊羔拉稀三天了，咋办 {key}", "place_code": VILLAGE,
        "asker_name": "来电人", "asker_phone": f"199{uuid.UUID(key).int % 10**8:08}",
    }
    answer = client.post("/api/problems", json=question, headers={"Idempotency-Key": key})
    assert answer.status_code == 201, answer.text
    return answer.json()


def _round(settings: Settings, pause: float) -> tuple[set[str], dict[str, str]]:
    server = launch("python", settings.database_url, settings.folder)
    token = server.token(Role.OFFICER.value, PASSWORD)
    writers = [Writer(server, token) for _ in range(WRITERS)]
    threads = [threading.Thread(target=writer.run) for writer in writers]
    for thread in threads:
        thread.start()
    _wait_for(lambda: any(writer.acknowledged for writer in writers))
    time.sleep(pause)
    server.kill()
    for thread in threads:
        thread.join()
    sent = set().union(*(writer.sent for writer in writers))
    acknowledged = {key: number for writer in writers for key, number in writer.acknowledged.items()}
    return sent, acknowledged


def _wait_for(happened: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "nothing was acknowledged"
        time.sleep(0.01)


def test_nothing_acknowledged_is_missing_and_nothing_is_half_there(county: Settings):
    moments = random.Random(20261123)
    sent: set[str] = set()
    acknowledged: dict[str, str] = {}
    for _ in range(KILLS):
        more_sent, more_acknowledged = _round(county, moments.uniform(0.0, 0.6))
        sent |= more_sent
        acknowledged |= more_acknowledged
        _check_whole(county, sent, acknowledged)
    assert len(acknowledged) >= KILLS
    _check_resent(county, sent, acknowledged)


def _check_whole(settings: Settings, sent: set[str], acknowledged: dict[str, str]) -> None:
    connection = sqlite3.connect(settings.folder / "desk.db")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert not connection.execute("PRAGMA foreign_key_check").fetchall()
    stored = dict(connection.execute("SELECT token, number FROM problem"))
    assert acknowledged.items() <= stored.items()
    assert stored.keys() <= sent
    assert len(set(stored.values())) == len(stored)
    assert _count(connection, "SELECT count(*) FROM problem p WHERE 2 != "
                  "(SELECT count(*) FROM problem_event e WHERE e.problem_id = p.id)") == 0
    assert _count(connection, "SELECT count(*) FROM problem p WHERE 1 != "
                  "(SELECT count(*) FROM recommendation r WHERE r.problem_id = p.id)") == 0
    assert _count(connection, "SELECT count(*) FROM person WHERE id NOT IN "
                  "(SELECT contact_person_id FROM farm WHERE contact_person_id IS NOT NULL)") == 0
    connection.close()
    runtime = open_runtime(settings)
    with runtime.reading(None) as ctx:
        assert differing_problems(ctx, COUNTY) == []
    runtime.close()


def _count(connection: sqlite3.Connection, query: str) -> int:
    return connection.execute(query).fetchone()[0]


def _check_resent(settings: Settings, sent: set[str], acknowledged: dict[str, str]) -> None:
    """Whoever got no answer sends again with the same key: one record each, the old number where there was one."""
    server = launch("python", settings.database_url, settings.folder)
    headers = {"Cookie": f"desk_session={server.token(Role.OFFICER.value, PASSWORD)}"}
    with server.client(headers=headers) as client:
        again = {key: _post(client, key)["number"] for key in sorted(sent)}
    server.stop()
    assert acknowledged.items() <= again.items()
    assert len(set(again.values())) == len(sent)
