"""Real servers for tests: any of the ways of launching, on a free port, gone with the test run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60


def spawn(command: Sequence[object], **options) -> subprocess.Popen:
    """Start `command` so that it dies with this process, even when this one is killed."""
    guard = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
    return subprocess.Popen([*guard, *map(str, command)], **options)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    """A running desk. `log` is where it writes."""

    url: str
    process: subprocess.Popen
    database_url: str
    folder: Path
    log: Path

    def client(self, **options) -> httpx.Client:
        """An HTTP client that keeps cookies, sends this server's Origin and follows no redirects by itself."""
        headers = {"Origin": self.url, "Accept": "text/html", **options.pop("headers", {})}
        return httpx.Client(base_url=self.url, headers=headers, timeout=30, **options)

    def token(self, login: str, password: str) -> str:
        """Sign in as a person would, and return the session cookie's value."""
        with self.client() as client:
            answer = client.post("/auth/signin", data={"login": login, "password": password})
        assert answer.status_code == 303, f"{login} could not sign in: {answer.status_code} {answer.text[:300]}"
        return answer.cookies["desk_session"]

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


def launch(mode: str, database_url: str, folder: Path, port: int | None = None) -> Server:
    """Start the desk: `mode` is python, streamlit, uvicorn, or script (the entry script without its launcher)."""
    port = port or free_port()
    commands = {
        "python": ["app.py", "--port", port],
        "streamlit": ["-m", "streamlit", "run", "app.py", "--server.port", port],
        "uvicorn": ["-m", "uvicorn", "app:app", "--port", port],
        "script": ["-m", "streamlit", "run", "pages/entry/main.py", "--server.port", port],
    }
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / f"server-{port}.log"
    environment = {**os.environ, "DATABASE_URL": database_url, "DESK_FOLDER": str(folder), "DESK_JOBS": "off"}
    with log.open("ab") as output:
        process = spawn(
            [sys.executable, *commands[mode]], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT,
        )
    server = Server(f"http://127.0.0.1:{port}", process, database_url, folder, log)
    _wait_until_up(server)
    return server


def _wait_until_up(server: Server) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert server.process.poll() is None, f"the server ended:\n{server.log.read_text()[-3000:]}"
        try:
            if httpx.get(f"{server.url}/_stcore/health", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    server.kill()
    raise AssertionError(f"the server did not come up:\n{server.log.read_text()[-3000:]}")
