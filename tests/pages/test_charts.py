"""What charts draw, apart from how: labels, order, and the three kinds of tiles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared import charts
from pages.shared.chart_text import sparse, two_lines
from pages.shared.charts import Segment, Tile


@pytest.mark.parametrize(("name", "drawn"), [
    ("海流图", "海流图"), ("甘其毛都", "甘其毛都"), ("Xinhure", "Xinhure"), ("Ganqimaodu", "Ganqi-<br>maodu"),
    ("Delingshan", "Deling-<br>shan"), ("Bayinwulan", "Bayin-<br>wulan"),
])
def test_long_pinyin_breaks_between_syllables(name, drawn):
    assert two_lines(name) == drawn


@given(st.integers(1, 60))
def test_axis_labels_are_few_and_include_both_ends(count):
    places = sparse(count)
    assert places[0] == 0
    assert places[-1] == count - 1
    assert len(places) <= 6
    assert places == sorted(set(places))


def test_reached_zero_and_unreported_tiles_are_three_different_things():
    cells = [
        Tile("a", 1, 1, "川井", "66", 1), Tile("b", 1, 2, "温更", "0", None),
        Tile("c", 1, 3, "牧洋海", "未报", None, is_missing=True),
    ]
    figure = charts.tiles(cells, "北 ↑")
    filled, zero = (trace for trace in figure.data if trace.type == "bar")
    assert filled.marker.color[0] != zero.marker.color[0] == "rgba(0,0,0,0)"
    assert zero.marker.line.width == (1.5,)
    assert filled.marker.line.width == (0,)
    assert [shape.line.dash for shape in figure.layout.shapes] == ["dot"]
    opened = [key for trace in (filled, zero) for (key,) in trace.customdata]
    assert opened == ["a", "b"]


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), min_size=1, max_size=9))
def test_bars_start_at_zero_and_leave_out_figures_that_do_not_fit(values):
    parts = [Segment("#17694F", [row[0] for row in values]), Segment("#84B8A1", [row[1] for row in values])]
    figure = charts.bars([f"产业{n}" for n in range(len(values))], ["I1"] * len(values), parts, [""] * len(values))
    assert figure.layout.xaxis.range[0] == 0
    margin = figure.layout.margin
    pixels = (charts.NARROWEST - margin.l - margin.r) / max(max(map(sum, values)), 1)
    shown = {text for trace in figure.data if trace.type == "bar" for text in trace.text if text}
    assert all(int(text) * pixels > 7 * len(text) for text in shown)


def test_a_short_part_beside_another_has_no_figure_of_its_own():
    parts = [Segment("#17694F", [21, 40]), Segment("#84B8A1", [1, 30]), Segment("#9AA8A1", [8, 30])]
    figure = charts.bars(["畜牧", "特色果业"], ["I1", "I2"], parts, ["30", "100"])
    inside = [list(trace.text) for trace in figure.data if trace.type == "bar"]
    assert inside == [["21", "40"], ["", "30"], ["8", "30"]]


def test_an_exact_figure_has_one_label_at_its_end():
    figure = charts.growth(["4月", "5月"], [3, 5], [3, 5], ("5 人", ""))
    assert [note.text for note in figure.layout.annotations] == ["<b>5 人</b>"]
    assert [note.text for note in charts.growth(["4月"], [3], [9], ("3 人", "最多 9")).layout.annotations] == [
        "<b>3 人</b>", "最多 9",
    ]
