"""The board from the shell: once as a real command, else called."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.commands import main

BOARD = {"scores": [[3, 1], [2, None]], "demand": [1, 1], "min_load": [0, 0], "max_load": [1, 1]}


def called(stdin: bytes) -> tuple[int, str, str]:
    out, error = StringIO(), StringIO()
    return main(["allocate"], BytesIO(stdin), out, error), out.getvalue(), error.getvalue()


def test_a_plan_is_one_object():
    command = [sys.executable, "-m", "matching", "allocate"]
    done = subprocess.run(command, input=json.dumps(BOARD).encode(), capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == {
        "status": "optimal", "total": 3, "gap": 0.0, "pairs": [[0, 1], [1, 0]], "unassigned": [], "alternates": {},
        "conflict": [], "repairs": [],
    }


def test_what_a_solver_prints_does_not_stand_among_the_answers():
    """A solver written in C prints on standard output now and then."""
    noisy = (
        "import os, runpy, sys; from matching import commands; quiet = commands.main\n"
        "def main(*given): os.write(1, b'solver says'); return quiet(*given)\n"
        "commands.main = main; sys.argv = ['matching', 'allocate']; runpy.run_module('matching', run_name='__main__')"
    )
    command = [sys.executable, "-c", noisy]
    done = subprocess.run(command, input=json.dumps(BOARD).encode(), capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"solver says")
    assert json.loads(done.stdout)["status"] == "optimal"


def test_no_plan_is_an_answer_not_an_error():
    code, out, error = called(b"\xef\xbb\xbf" + json.dumps({**BOARD, "max_load": [1, 0]}).encode())
    answer = json.loads(out)
    assert (code, error, answer["status"], answer["unassigned"]) == (0, "", "infeasible", [1])
    assert answer["conflict"][0] == {"kind": "max_load", "expert": 0, "text": "Expert 0 carries at most 1."}
    found = [(list(repair["change"]), repair["cost"]) for repair in answer["repairs"]]
    assert found == [(["max_load"], 1), (["demand"], 1)]
    assert answer["repairs"][1]["text"] == "Serve problem 1 with 0 instead of 1."


@pytest.mark.parametrize(("stdin", "sentence"), [
    (b"", "The instance is not JSON."),
    (b"{", "The instance is not JSON."),
    (b"[" * 100_000, "The instance is not JSON."),
    (b'"\xff"', "The instance is not UTF-8."),
    (b"[]", "The instance must be a JSON object."),
    (b'{"scores": [[NaN]]}', "NaN is no JSON number."),
    (b'{"demand": [1], "demand": [2]}', '"demand" stands twice in one object.'),
    (b'{"scores": [[1]]}', 'The instance needs "demand".'),
    (b'{"scores": [[1e999]], "demand": [1], "min_load": [0], "max_load": [1]}',
     "scores[0][0] must be null or a number between -1e+12 and 1e+12."),
])
def test_bad_input_is_one_sentence_and_2(stdin, sentence):
    assert called(stdin) == (2, "", f"{sentence}\n")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-9, 9) | st.text(max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["problem", "experts", "x"]), inner),
    max_leaves=6,
)
FIELDS = [
    *BOARD, "weights", "forbidden", "locked", "must_have", "apart", "load_cost", "fairness", "previous", "seed", "x",
]


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(st.sampled_from(FIELDS), ANYTHING, max_size=2))
def test_whatever_comes_there_is_an_answer_or_one_sentence(change):
    code, out, error = called(json.dumps({**BOARD, **change}).encode())
    if code == 0:
        assert json.loads(out)["status"] in ("optimal", "infeasible")
    else:
        assert (code, out, error.count("\n")) == (2, "", 1)
        assert error.endswith(".\n")
