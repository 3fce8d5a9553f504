"""`identify` as a shell sees it: files in, files out, one line of figures; bad input is one sentence."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from dataclasses import astuple, fields
from io import BytesIO, StringIO

import pytest

from matching.commands import main
from tests.matching.identity.registers import small_register
from tests.registers import Record

HEADER = ",".join(field.name for field in fields(Record))
FIGURES = ["records", "clusters", "expected_people", "low", "high", "asked", "seconds", "peak_mb"]
ROW = "a,王秀兰,13812345678,,1965-03-12,150824102207,"


@pytest.fixture
def people(tmp_path):
    return tmp_path / "people.csv"


def called(people, *more: str) -> tuple[int, str, str]:
    output, errors = StringIO(), StringIO()
    clusters = people.with_name("clusters.csv")
    code = main(["identify", str(people), "--out", str(clusters), *more], BytesIO(), output, errors)
    return code, output.getvalue(), errors.getvalue()


def rows(path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def written(people, records) -> None:
    with people.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(field.name for field in fields(Record))
        writer.writerows(astuple(record) for record in records)


def test_a_register_from_the_shell(people):
    records = small_register(300, seed=3).records
    written(people, records)
    clusters, pairs = people.with_name("c.csv"), people.with_name("p.csv")
    command = [sys.executable, "-m", "matching", "identify", people, "--out", clusters, "--pairs", pairs]
    done = subprocess.run(command, capture_output=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert list(figures) == FIGURES
    header, *found = rows(clusters)
    assert header == ["id", "cluster"]
    assert sorted(record_id for record_id, _ in found) == sorted(record.id for record in records)
    assert figures["records"] == len(records)
    assert figures["clusters"] == figures["high"] == len({cluster for _, cluster in found})
    header, *decided = rows(pairs)
    assert header == ["id_a", "id_b", "probability", "decision", "reasons"]
    asked = [row for row in decided if row[3] == "ask"]
    assert len(asked) == figures["asked"] == figures["high"] - figures["low"]
    cluster_of = dict(found)
    for a, b, probability, decision, reasons in decided:
        assert 0 <= float(probability) <= 1
        assert (cluster_of[a] == cluster_of[b]) == (decision == "same")
        assert reasons


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_of_a_spreadsheet(people, encoding):
    people.write_bytes(f"{HEADER}\r\n{ROW}\r\n".encode(encoding))
    assert called(people)[0] == 0
    assert rows(people.with_name("clusters.csv"))[1:] == [["a", "a"]]


def test_other_columns_and_their_order_do_not_matter(people):
    people.write_text('remark,household,village_code,birth,id_number,phone,name,ID\n"x\ny",,,,,,王五,7\n', "utf-8")
    assert called(people)[0] == 0
    assert rows(people.with_name("clusters.csv"))[1:] == [["7", "7"]]


def test_a_list_put_in_twice_is_said(people):
    records = small_register(100, seed=3).records
    written(people, [Record(f"{copy}{r.id}", *astuple(r)[1:]) for r in records for copy in "abc"])
    assert "More than half" in json.loads(called(people)[1])["warning"]


@pytest.mark.parametrize(("text", "sentence"), [
    ("", "lacks the column id"),
    ("id,name\n1,王五\n", "lacks the column phone"),
    (f"{HEADER},id\n{ROW},b\n", "the column id more than once"),
    (f"{HEADER}\n{ROW}\n{ROW}\n", "The id a stands in more than one row"),
    (f"{HEADER}\n,王五,,,,,\n", "Record 1 has no id"),
    (f"{HEADER}\na,王五\n", "Record 1 has 2 cells and not 7"),
    (f'{HEADER}\n"a,王五,,,,,\n', "is not CSV"),
    (f"{HEADER}\n{ROW}\n".encode("utf-16"), "neither UTF-8 nor GB 18030"),
])
def test_bad_input_is_one_sentence(people, text, sentence):
    people.write_bytes(text if isinstance(text, bytes) else text.encode())
    code, output, errors = called(people)
    assert code == 2
    assert sentence in errors
    assert errors.count("\n") == 1
    assert not output


def test_a_missing_file_and_a_folder_that_is_not_there(people):
    assert "cannot be read" in called(people)[2]
    people.write_text(f"{HEADER}\n{ROW}\n", "utf-8")
    assert "cannot be written" in called(people, "--pairs", str(people.parent / "no" / "p.csv"))[2]
