"""`python -m data.exchange check`: one JSON object and the exit code, whatever is given to it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from data.exchange.workbooks import isolated
from data.exchange.workbooks.isolated import ROOT, check_content, check_file
from tests.exchange.made import FARM, PERSON, farm, person, xlsx

FILES = Path(__file__).parent / "workbooks"


def run(*words: object, folder: Path = ROOT) -> tuple[int, dict]:
    command = [sys.executable, "-m", "data.exchange", *map(str, words)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "latin-1"}
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert b"Traceback" not in ran.stderr
    return ran.returncode, json.loads(ran.stdout.decode())


def test_a_list_is_read(tmp_path: Path):
    back = tmp_path / "back.xlsx"
    code, found = run("check", FILES / "f02_places.xlsx", "--kind", "farms", "--returned", back)
    assert code == 0
    assert (found["read"], found["accepted"], found["waiting"]) == (21, 14, 0)
    assert found["read"] == found["accepted"] + len({fault["row"] for fault in found["rejected"]}) + found["waiting"]
    assert found["rejected"][0].keys() == {"sheet", "row", "column", "value", "code", "message"}
    assert found["rows"][0]["values"]["village_code"] == "150824101206"
    assert openpyxl.load_workbook(back).active["F17"].value == "嘎查村：本旗县没有「幸福新村」。请查一下名字。"


def test_a_path_is_meant_from_where_one_stands(tmp_path: Path):
    (tmp_path / "名单.xlsx").write_bytes(xlsx(PERSON, person(1)))
    code, found = run("check", "名单.xlsx", "--kind", "experts", folder=tmp_path)
    assert (code, found["accepted"]) == (0, 1)


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        (["nowhere.xlsx", "--kind", "experts"], "not_found"),
        ([".", "--kind", "experts"], "not_found"),
        ([ROOT / "LICENSE", "--kind", "experts"], "no_header"),
        ([FILES / "f02_places.xlsx", "--kind", "visits"], "missing_column"),
        ([FILES / "f02_places.xlsx", "--kind", "sheep"], "usage"),
        ([FILES / "f02_places.xlsx", "--kind", "farms", "--county", "150899"], "county_file_unknown_county"),
        ([FILES / "f02_places.xlsx", "--kind", "farms", "--database", "sqlite:////nowhere/desk.db"], "no_database"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refused_with_code_and_sentence(words: list, refused: str):
    code, found = run("check", *words, "--lang", "en")
    assert code == 2
    assert found["refused"] == refused
    assert found["message"]


@pytest.mark.parametrize("program", ["import os; os.abort()", "while True: pass", "import time; time.sleep(60)"])
def test_a_reader_that_dies_or_hangs_is_ended(program: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(isolated, "SECONDS", 0.5)
    assert isolated.run([sys.executable, "-c", program], subprocess.DEVNULL, print) < 0


def test_a_reader_that_is_ended_means_too_large(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(isolated, "SECONDS", 0.01)
    assert check_file(FILES / "f02_places.xlsx", "farms", "150824")["refused"] == "too_large"


def test_an_upload_and_progress():
    seen: list[int] = []
    content = xlsx(FARM, *(farm(number) for number in range(1, 1201)))
    found = check_content("名单.XLSX", content, "farms", "150824", progress=seen.append)
    assert found["accepted"] == 1200
    assert seen == [500, 1000]


def test_the_sender_gets_the_workbook_back_as_it_was(tmp_path: Path):
    back = tmp_path / "back.xlsx"
    found = check_file(FILES / "e05_ruined_ids.xlsx", "experts", "150824", returned=back)
    assert found["accepted"] == 5
    page, sent = openpyxl.load_workbook(back).active, openpyxl.load_workbook(FILES / "e05_ruined_ids.xlsx").active
    for row in sent.iter_rows():
        for cell in row:
            value = f"{cell.value:.0f}" if isinstance(cell.value, float) else cell.value
            assert str(page[cell.coordinate].value or "") == str(value or "")
    assert page["G1"].value == "要改的地方"
    assert page["G3"].value.startswith("身份证号：「150824197803148992」的后几位")
    assert page["D3"].fill.fgColor.rgb == "FFFBE3DC"
    assert page["D2"].fill.fgColor.rgb != "FFFBE3DC"


def test_a_returned_workbook_can_be_sent_again(tmp_path: Path):
    back = tmp_path / "back.xlsx"
    first = check_file(FILES / "f02_places.xlsx", "farms", "150824", returned=back)
    again = check_content("back.xlsx", back.read_bytes(), "farms", "150824")
    assert [row["values"] for row in again["rows"]] == [row["values"] for row in first["rows"]]
    assert {(f["row"], f["code"]) for f in again["rejected"]} == {(f["row"], f["code"]) for f in first["rejected"]}
    assert again["columns"]["要改的地方"] is None
    assert io.BytesIO(back.read_bytes()).getbuffer().nbytes < 30_000
