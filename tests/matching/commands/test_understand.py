"""The shell's way in: once as a real command, else called."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO, StringIO

import pytest

from matching.commands import main

QUESTIONS = [{"id": "a", "text": "葵花叶子背面白霜，楚鲁图的地"}, {"id": 7, "text": "", "more": True}]


def run(*arguments: str, stdin: bytes) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "matching", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=60, check=False)


def lines(rows) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def test_understand_answers_line_by_line(tmp_path):
    places = tmp_path / "places.csv"
    places.write_text("code,name\n150824103202,楚鲁图村\n", encoding="utf-8")
    done = run("understand", "--places", str(places), stdin=b"\xef\xbb\xbf" + lines(QUESTIONS) + b"\n")
    assert done.returncode == 0, done.stderr
    first, second = (json.loads(line) for line in done.stdout.decode().splitlines())
    assert list(first) == ["id", "problem_types", "industry", "crop_or_animal", "urgency", "gate", "places"]
    assert (first["id"], first["crop_or_animal"], first["gate"]) == ("a", "向日葵", "pesticide")
    assert first["problem_types"][0][0] == "P01"
    assert first["places"] == [["150824103202", 0.85]]
    assert second["id"] == 7
    assert second["gate"] is None


def called(*arguments: str, stdin: bytes) -> tuple[int, str, str]:
    out, error = StringIO(), StringIO()
    return main(arguments, BytesIO(stdin), out, error), out.getvalue(), error.getvalue()


def test_the_shipped_divisions_are_used_when_no_file_is_named():
    code, out, _ = called("understand", stdin=lines([{"id": 1, "text": "羊病了"}]))
    assert (code, json.loads(out)["places"]) == (0, [])


@pytest.mark.parametrize(
    ("stdin", "sentence"),
    [
        (b"{", "Line 1 is not JSON."),
        (b"[" * 100_000, "Line 1 is not JSON."),
        (b'{"id": 1, "text": "\xff"}', "Line 1 is not UTF-8."),
        (b'\n{"id": 1}', 'Line 2 needs a "text" in words.'),
        (b"[1]", 'Line 1 is not an object {"…": …}.'),
        (b'{"text": "a"}', 'Line 1 needs an "id", text or number.'),
        (b'{"id": true, "text": "a"}', 'Line 1 needs an "id", text or number.'),
        (b'{"id": 1, "text": "\\ud800"}', "Line 1 holds half a character."),
    ],
)
def test_bad_input_is_one_sentence_and_2(stdin, sentence):
    code, _, error = called("understand", stdin=stdin)
    assert (code, error) == (2, f"{sentence}\n")


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"a,b\n1,2\n"])
def test_an_unreadable_list_of_places(tmp_path, content):
    path = tmp_path / "places.csv"
    if content is not None:
        path.write_bytes(content)
    code, out, error = called("understand", "--places", str(path), stdin=lines(QUESTIONS))
    assert (code, out, error.count("\n")) == (2, "", 1)
