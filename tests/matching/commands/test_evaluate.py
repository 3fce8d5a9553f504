"""`evaluate` as an outside evaluator meets it: files in, one line and a table out."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from matching.commands import main
from matching.commands.times import days_since_1970

EXPERTS = [
    {"id": "sheep", "text": "羊病诊治，羔羊腹泻", "tags": ["兽医"]},
    {"id": 2, "text": "向日葵、玉米病虫害", "tags": ["植保"]},
    {"id": "new", "text": "番茄大棚管理", "tags": ["植保", "设施"]},
    {"id": "bare"},
]
HISTORY = [
    {"text": "羔羊拉稀打什么针", "expert": "sheep", "time": "2025-03-01"},
    {"text": "母羊不吃草", "expert": "sheep", "time": 1740960000},
    {"text": "葵花叶子发黄", "expert": 2, "time": "2025-03-02T08:00:00+08:00"},
    {"text": "玉米有虫", "expert": 2, "weight": 2},
    {"text": "外面的人管的", "expert": "gone"},
]
QUERIES = [
    {"id": "q1", "text": "羊羔拉稀", "relevant": {"sheep": 3}},
    {"id": "q2", "text": "葵花上有虫子", "relevant": {"2": 2, "new": 1}},
    {"id": 3, "text": "番茄棚里太潮", "relevant": {"new": 1}, "time": "2026"},
    {"id": "q4", "text": "", "relevant": {}},
]
KEYS = {
    "acc@1", "acc@3", "acc@10", "mrr", "ndcg@5", "coverage", "cold_start_mrr", "fit_seconds", "p50_ms", "p95_ms",
    "index_mb",
}


def write(folder: Path, experts=EXPERTS, history=HISTORY, queries=QUERIES) -> list[str]:
    arguments = []
    for name, rows in (("experts", experts), ("history", history), ("queries", queries)):
        path = folder / f"{name}.jsonl"
        lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        arguments += [f"--{name}", str(path)]
    return arguments


def called(*arguments: str) -> tuple[int, str, str]:
    out, error = StringIO(), StringIO()
    return main(("evaluate", *arguments), BytesIO(), out, error), out.getvalue(), error.getvalue()


def scored(folder: Path, **rows) -> list[list[str]]:
    folder.mkdir(exist_ok=True)
    code, _, error = called(*write(folder, **rows), "--scores-out", str(folder / "scores.csv"))
    assert code == 0, error
    with (folder / "scores.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_one_line_of_measures_and_a_table_of_scores(tmp_path):
    arguments = write(tmp_path)
    command = [sys.executable, "-m", "matching", "evaluate", *arguments, "--scores-out", str(tmp_path / "s.csv")]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.decode().splitlines()
    measured = json.loads(line)
    assert measured.keys() >= KEYS
    assert (measured["mrr"], measured["acc@1"], measured["history_left_out"]) == (1.0, 1.0, 1)
    assert (measured["cold_start_mrr"], measured["cold_start_queries"]) == (1.0, 1)
    table = (tmp_path / "s.csv").read_text("utf-8").splitlines()
    assert table[0] == "query,sheep,2,new,bare"
    assert [row.split(",")[0] for row in table[1:]] == ["q1", "q2", "3", "q4"]


def test_the_order_of_the_input_changes_no_score(tmp_path):
    one = scored(tmp_path / "one")
    two = scored(tmp_path / "two", experts=EXPERTS[::-1], history=HISTORY[::-1], queries=QUERIES[::-1])
    assert _by_name(one) == _by_name(two)


def test_a_query_s_scores_do_not_depend_on_the_others(tmp_path):
    together = _by_name(scored(tmp_path / "all"))
    alone = _by_name(scored(tmp_path / "alone", queries=QUERIES[1:2]))
    assert alone["q2"] == together["q2"]


def test_without_profiles_and_without_history(tmp_path):
    bare = [{"id": row["id"]} for row in EXPERTS]
    assert len(scored(tmp_path / "history", experts=bare)) == 5
    assert len(scored(tmp_path / "profiles", history=[])) == 5
    assert len(scored(tmp_path / "neither", experts=bare, history=[])) == 5


def test_weights_of_a_policy_replace_validation(tmp_path):
    policy = tmp_path / "policy.toml"
    policy.write_text("[affinity]\nprofile = 1.0\n", encoding="utf-8")
    code, out, _ = called(*write(tmp_path), "--policy", str(policy))
    assert (code, json.loads(out)["weights_learned_from"]) == (0, 0)


def _by_name(table: list[list[str]]) -> dict[str, dict[str, str]]:
    return {row[0]: dict(zip(table[0][1:], row[1:], strict=True)) for row in table[1:]}


@pytest.mark.parametrize(
    ("file", "row", "sentence"),
    [
        ("experts", "{", "experts.jsonl, line 1 is not JSON."),
        ("experts", {"text": "x"}, 'experts.jsonl, line 1 needs an "id", text or number.'),
        ("experts", {"id": "a", "tags": "x"}, 'experts.jsonl, line 1: "tags" is not a list of texts.'),
        ("experts", {"id": "sheep"}, 'experts.jsonl, line 2: the id "sheep" stands in the file twice.'),
        ("history", {"text": 3, "expert": "a"}, 'history.jsonl, line 1 needs a "text" in words.'),
        ("history", {"text": "x"}, 'history.jsonl, line 1 needs an "expert", text or number.'),
        ("history", {"text": "x", "expert": "a", "weight": -1}, None),
        ("history", {"text": "x", "expert": "a", "time": "soon"}, None),
        ("history", '{"text": "x", "expert": "a", "weight": NaN}', None),
        ("queries", {"id": 1, "text": "x"}, None),
        ("queries", {"id": 1, "text": "x", "relevant": {"a": "much"}}, None),
        ("queries", {"id": 1, "text": "\ud800", "relevant": {}}, "queries.jsonl, line 1 holds half a character."),
    ],
)
def test_bad_input_is_one_sentence_and_2(tmp_path, file, row, sentence):
    rows = {"experts": EXPERTS, "history": HISTORY, "queries": QUERIES}
    line = row if isinstance(row, str) else json.dumps(row)
    code, out, error = called(*write(tmp_path, **{file: [line, *rows[file]]}))
    assert (code, out, error.count("\n")) == (2, "", 1)
    assert "line 1" in error or "line 2" in error
    assert sentence is None or error == f"{sentence}\n"


def test_files_that_are_not_there(tmp_path):
    arguments = write(tmp_path)
    (tmp_path / "history.jsonl").unlink()
    code, _, error = called(*arguments)
    assert (code, error.count("\n")) == (2, 1)
    assert "cannot be read" in error


@pytest.mark.parametrize("content", ["[affinity", "[affinity]\nlinnear = 1\n", "[affinity]\nsum = 'x'\n", ""])
def test_an_unreadable_policy(tmp_path, content):
    policy = tmp_path / "policy.toml"
    policy.write_text(content, encoding="utf-8")
    code, _, error = called(*write(tmp_path), "--policy", str(policy))
    assert (code, error.count("\n")) == (2, 1)


def test_no_expert_at_all(tmp_path):
    code, _, error = called(*write(tmp_path, experts=[]))
    assert (code, error) == (2, "experts.jsonl names no expert.\n")


@pytest.mark.parametrize(
    ("time", "day"),
    [
        ("1970", 0.0), ("1970-02", 31.0), ("1970-01-02", 1.0), ("1970-01-02T12:00", 1.5), ("1970-01-02 12:00:00Z", 1.5),
        ("1970-01-02T08:00:00+08:00", 1.0), ("1970-01-01T00:00:00.5", 0.5 / 86400), (86400, 1.0), (43200.0, 0.5),
        ("1500000000", 1500000000 / 86400),
    ],
)
def test_times_coarse_and_fine(time, day):
    assert days_since_1970(time) == pytest.approx(day)


@pytest.mark.parametrize("time", ["", "today", True, [], float("inf"), "1970-13"])
def test_no_times(time):
    with pytest.raises(ValueError):
        days_since_1970(time)
