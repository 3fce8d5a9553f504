"""Signed documents are read for good, whatever becomes of the code."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from data.queries.period_figures import differences, figures_of, people_of, stamp
from data.reach.interval import Interval
from pages.http.impact_sheet import _sheet
from pages.http.signed_part import _projects
from pages.shared.period_words import figures, value_words

NOW = dt.datetime(2026, 10, 3, 2, tzinfo=dt.UTC)
OTHER = {
    "place": "乌拉特后旗", "month": "2026-08-01", "name": "people", "kind": "area", "state": "unreported",
    "words": "受益7万人",
}

SHAPE_1 = {
    "shape": 1, "rules": {"people": 1}, "as_of": "2026-10-03T02:00:00+00:00", "county": "150824",
    "names_en": {"150824": "Urad Middle Banner", "150824100": "Hailiutu town"},
    "figures": {
        "place": "乌拉特中旗", "newly": 1, "households": 1, "visits": 1, "service_days": 1,
        "people": {
            "reached": {"low": 2, "high": 3}, "undecided": 0,
            "evidence": {"listed": 2, "confirmed": 0, "logged_only": 0, "unnamed": 1},
        },
        "contacts": {"named": 2, "unnamed": 1, "training": 0, "repeats": 0},
        "problems": {"solved": 1, "finished": 0, "open": 0, "handed_over": 0, "unconfirmed": 0},
        "coverage": {"towns": 1, "of_towns": 10, "villages": 1, "of_villages": 87, "population": 64093},
        "months": [{"month": "2026-07-01", "people": {"low": 2, "high": 3}, "contacts": 3}],
        "towns": [{
            "code": "150824100", "name": "海流图镇", "short_name": "海流图", "kind": "town", "row": 2, "column": 3,
            "state": "reached", "people": {"low": 2, "high": 3},
        }],
        "projects": [{
            "project_id": None, "name": "", "people": {"low": 2, "high": 3}, "shared": 0, "contacts": 3, "visits": 1,
            "farms": 0,
        }],
        "claim": [{"name": "people", "words": "受益6.2万人", "said": 62000, "held": 2}],
        "outcomes": [{"kind": "area", "expected": 100, "actual": None}],
    },
}


def test_what_was_signed_in_the_first_shape_is_still_read():
    found, english = figures_of(SHAPE_1), figures_of(SHAPE_1, "en")
    assert (found.place, english.place) == ("乌拉特中旗", "Urad Middle Banner")
    assert (found.towns[0].short_name, english.towns[0].short_name) == ("海流图", "Hailiutu")
    assert found.people.reached == Interval(2, 3) and found.months[0].month == dt.date(2026, 7, 1)
    assert differences(SHAPE_1, SHAPE_1) == ()


def changed(**figures) -> dict[str, Any]:
    return {**SHAPE_1, "figures": {**SHAPE_1["figures"], **figures}}


def leaves(found: Any, path: tuple = ()) -> Iterator[tuple]:
    """The path to every number and word of a document's figures."""
    if not isinstance(found, dict | list):
        yield path
        return
    for key, value in found.items() if isinstance(found, dict) else enumerate(found):
        yield from leaves(value, (*path, key))


def with_other(path: tuple) -> dict[str, Any]:
    """The document with another value at `path`."""
    kept = copy.deepcopy(SHAPE_1)
    found = kept["figures"]
    for key in path[:-1]:
        found = found[key]
    value = found[path[-1]]
    found[path[-1]] = OTHER.get(path[-1]) or (value or 0) + 1
    return kept


def shown(kept: dict[str, Any]) -> list:
    """All that page and paper make of a document's figures."""
    found = figures_of(kept)
    sheet = _sheet(found, None, "", NOW, is_running=False)
    tiles = [replace(tile, row=None, column=None) for tile in sheet.tiles]
    towns = [(town.name, value_words(people_of(town))) for town in found.towns]
    growth = [(point.month, point.people) for point in found.months]
    return [replace(sheet, tiles=tiles), figures(found), _projects(found), towns, growth]


CHANGEABLE = [path for path in leaves(SHAPE_1["figures"]) if path[-1] not in ("code", "short_name")]


@pytest.mark.parametrize("path", CHANGEABLE, ids=lambda path: ".".join(map(str, path)))
def test_whatever_is_printed_is_compared_and_stamped(path: tuple):
    other = with_other(path)
    is_told, is_stamped = differences(SHAPE_1, other) != (), stamp(other) != stamp(SHAPE_1)
    assert is_told == is_stamped
    assert is_told or shown(other) == shown(SHAPE_1)


def test_what_is_printed_nowhere_is_no_change():
    problems = {**SHAPE_1["figures"]["problems"], "handed_over": 7}
    assert differences(SHAPE_1, changed(problems=problems, visits=9)) == ()


def test_a_part_that_came_is_told_by_its_figures_else_by_its_name():
    (town,) = SHAPE_1["figures"]["towns"]
    new = {**town, "code": "150824101", "name": "乌加河镇"}
    english = {"names_en": {**SHAPE_1["names_en"], "150824101": "Wujiahe town"}}
    for people, told in ((5, "people"), (0, "name")):
        more = changed(towns=[town, {**new, "people": {"low": people, "high": people}}]) | english
        assert [(one.figure, one.name) for one in differences(SHAPE_1, more, "en")] == [(told, "Wujiahe town")]
        assert stamp(more) != stamp(SHAPE_1)
