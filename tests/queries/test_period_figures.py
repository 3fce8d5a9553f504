"""Signed documents are read for good, whatever becomes of the code."""

from __future__ import annotations

import datetime as dt

from data.queries.period_figures import differences, figures_of
from data.reach.interval import Interval

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
    assert differences(found, found) == ()
