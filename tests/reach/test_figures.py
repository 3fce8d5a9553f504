"""What may be added up, and what may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.i18n import translations
from data.reach.figures import CONTACTS, FIGURES, NEWLY_REACHED, PEOPLE, SOLVED, Axis, Measured, NotAdditive, add
from data.reach.interval import Interval

TOWNS = ("150824100", "150824101", "150824102")


def by_town(figure, values):
    scope = {Axis.MONTH: "2026-03"}
    return [Measured(figure, value, {**scope, Axis.PLACE: town}) for town, value in zip(TOWNS, values, strict=False)]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=3))
def test_contacts_of_several_towns_add_up(values):
    assert add(by_town(CONTACTS, values), Axis.PLACE) == Measured(CONTACTS, sum(values), {Axis.MONTH: "2026-03"})


@pytest.mark.parametrize("axis", Axis)
def test_people_add_up_over_nothing(axis):
    with pytest.raises(NotAdditive, match="people does not add up"):
        add([Measured(PEOPLE, 3, {axis: "1"}), Measured(PEOPLE, 4, {axis: "2"})], axis)


def test_contacts_do_not_add_up_over_projects():
    """One event may serve two projects."""
    with pytest.raises(NotAdditive):
        add([Measured(CONTACTS, 6, {Axis.PROJECT: "1"}), Measured(CONTACTS, 6, {Axis.PROJECT: "2"})], Axis.PROJECT)


@pytest.mark.parametrize("parts", [
    [Measured(SOLVED, 3, {Axis.PLACE: "150824"}), Measured(SOLVED, 1, {Axis.PLACE: "150824100"})],
    [Measured(SOLVED, 3, {Axis.PLACE: "150824100"}), Measured(SOLVED, 3, {Axis.PLACE: "150824100"})],
    [Measured(SOLVED, 3, {Axis.PLACE: "150824100"}), Measured(SOLVED, 3, {})],
    [Measured(SOLVED, 3, {Axis.PLACE: "150824100"}), Measured(CONTACTS, 3, {Axis.PLACE: "150824101"})],
    [
        Measured(SOLVED, 3, {Axis.PLACE: "150824100", Axis.MONTH: "2026-03"}),
        Measured(SOLVED, 3, {Axis.PLACE: "150824101", Axis.MONTH: "2026-04"}),
    ],
    [],
])
def test_overlapping_or_unlike_parts_are_refused(parts):
    with pytest.raises(NotAdditive):
        add(parts, Axis.PLACE)


def test_intervals_are_refused_even_where_the_figure_adds_up():
    with pytest.raises(NotAdditive, match="interval"):
        add([Measured(NEWLY_REACHED, Interval(1, 2), {Axis.MONTH: "2026-03"})], Axis.MONTH)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=list(FIGURES))
def test_each_figure_is_defined_in_one_sentence_of_each_language(figure):
    english = translations("en")
    for words in (figure.unit, figure.name, figure.sentence):
        assert words
        assert english.gettext(words) != words
    assert "。" not in figure.sentence
