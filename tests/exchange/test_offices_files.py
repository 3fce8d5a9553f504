"""Eighteen files as offices send them, against what a careful clerk would make of each (expected.json)."""

import datetime as dt
import json
from pathlib import Path

import pytest

from data.exchange.workbooks.checking import Report, check_bytes, setting_of
from data.exchange.workbooks.place_finder import load_finder

FOLDER = Path(__file__).parent / "workbooks"
EXPECTED = {entry["file"]: entry for entry in json.loads((FOLDER / "expected.json").read_text("utf-8"))["files"]}
TODAY = dt.date(2026, 11, 27)
FINDER = load_finder("150824")


@pytest.fixture(scope="module", params=list(EXPECTED))
def checked(request: pytest.FixtureRequest) -> tuple[dict, Report]:
    expected = EXPECTED[request.param]
    content = (FOLDER / request.param).read_bytes()
    return expected, check_bytes(request.param, content, setting_of(expected["kind"], FINDER, TODAY))


def doubtful(expected: dict) -> set[tuple[str, int]]:
    return {(group["sheet"], row) for group in expected["doubtful"] for row in group["rows"]}


def test_the_figures(checked: tuple[dict, Report]):
    expected, report = checked
    unsure = doubtful(expected)
    accepted = {(row.sheet, row.row) for row in report.accepted} - unsure
    rejected = {(fault.sheet, fault.row) for fault in report.rejections} - unsure
    waiting = {(waiting.row.sheet, waiting.row.row) for waiting in report.waiting} - unsure
    figures = {"accepted": len(accepted), "rejected": len(rejected), "waiting": len(waiting)}
    assert {"read": sum(figures.values()), **figures} == expected["sure"]
    assert report.read == expected["sure"]["read"] + len(unsure)


def test_every_fault_is_named_in_its_cell_and_no_other(checked: tuple[dict, Report]):
    expected, report = checked
    found = {(fault.sheet, fault.row): fault for fault in report.rejections}
    assert set(found) - doubtful(expected) == {(fault["sheet"], fault["row"]) for fault in expected["rejected"]}
    for wanted in expected["rejected"]:
        fault = found[wanted["sheet"], wanted["row"]]
        assert fault.column in wanted["column"]
        assert fault.fault.value in wanted["reason"]
        assert fault.value == wanted["value"]


def test_doubtful_rows_take_one_of_their_outcomes(checked: tuple[dict, Report]):
    expected, report = checked
    accepted = {(row.sheet, row.row) for row in report.accepted}
    rejected = {(fault.sheet, fault.row): fault for fault in report.rejections}
    for group in expected["doubtful"]:
        for row in group["rows"]:
            at = (group["sheet"], row)
            outcome = "accepted" if at in accepted else "rejected"
            assert outcome in group["outcomes"]
            if outcome == "rejected":
                assert rejected[at].fault.value in group["reason"]


def test_the_values_are_the_golden_ones(checked: tuple[dict, Report]):
    expected, report = checked
    accepted = {(row.sheet, row.row): row for row in report.accepted}
    sure = [golden for golden in expected["golden"] if (golden["sheet"], golden["row"]) not in doubtful(expected)]
    for golden in [*sure, *(g for g in expected["golden"] if (g["sheet"], g["row"]) in accepted)]:
        values = accepted[golden["sheet"], golden["row"]].values
        for name, value in golden["values"].items():
            assert values[name] in (value if isinstance(value, list) else [value])


def test_the_columns_mean_what_their_headings_say(checked: tuple[dict, Report]):
    expected, report = checked
    for heading, fields in expected["columns"].items():
        assert "*" in fields or report.columns[heading] in fields
