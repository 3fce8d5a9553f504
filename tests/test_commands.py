"""`python3 -m data …` with what people get wrong: a sentence in both languages, never a stack trace."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.__main__ import _parser
from tests.processes import ROOT, free_port

NO_SERVER = "postgresql+psycopg://user:secret@127.0.0.1:1/desk"


def command(folder: Path, *words: object) -> subprocess.CompletedProcess:
    environment = {**os.environ, "DESK_FOLDER": str(folder), "PYTHONUTF8": "1"}
    environment.pop("DATABASE_URL", None)
    line = "from data import commands; from data.__main__ import _parser; commands.run(_parser().parse_args())"
    return subprocess.run(
        [sys.executable, "-c", line, *map(str, words)], cwd=ROOT, env=environment, text=True, capture_output=True,
        check=False, timeout=60,
    )


@pytest.mark.parametrize("county", ["999999", "15082", "../.."])
def test_a_county_without_files_is_named_in_both_languages(tmp_path: Path, county: str):
    ended = command(tmp_path, "start", "--empty", "--county", county, "--port", free_port())
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "places.csv" in ended.stderr
    assert "请" in ended.stderr.splitlines()[0]


@pytest.mark.parametrize("port", ["0", "-1", "65536", "99999", "many"])
def test_a_port_that_cannot_be_is_a_wrong_command(port: str, capsys: pytest.CaptureFixture):
    with pytest.raises(SystemExit) as ended:
        _parser().parse_args(["start", "--port", port])
    assert ended.value.code == 2
    assert "--port" in capsys.readouterr().err


@pytest.mark.parametrize("database", ["nonsense", "nosuch://host/name", NO_SERVER])
def test_a_database_that_cannot_be_used_is_said(tmp_path: Path, database: str):
    ended = command(tmp_path, "migrate", "--database", database)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "DATABASE_URL" in ended.stderr
    assert "secret" not in ended.stderr
