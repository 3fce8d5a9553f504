"""Charts as `go.Figure`: no frame, no mode bar, fixed ranges, direct labels. Words come in translated.

Streamlit may guess the reader's theme wrongly on the first run, so paper is transparent, text inherits the
theme's colour unless it stands on a filled shape, and every other colour is legible on white and on dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from pages.shared.chart_text import BODY, SMALL, fitting, ink_on, room_for, sparse, two_lines, width_of, wrapped

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
GRID, EDGE = "rgba(124,138,132,.25)", "#7C8A84"
DOTTED = {"color": EDGE, "width": 1.5, "dash": "dot"}
NARROWEST = 280  # pixels: a chart on the smallest phone


@dataclass(frozen=True)
class Palette:
    """One green against gray. `steps` from least to most; `stages` from done to open; `muted` and `warn` for words."""

    muted: str
    warn: str
    line: str
    steps: tuple[str, ...]
    stages: tuple[str, str, str, str]


LIGHT = Palette(
    "#5F6B66", "#9A4B00", "#17694F", ("#DDEBE4", "#C4DDD1", "#84B8A1", "#357A5E", "#175F46"),
    ("#17694F", "#84B8A1", "#9AA8A1", "#D7E2DC"),
)
DARK = Palette(
    "#9AA5A0", "#F0B37A", "#5DB893", ("#203A31", "#2B5E4C", "#3F886E", "#74B59B", "#C8E6D9"),
    ("#74B59B", "#33725C", "#66756E", "#2A3530"),
)


def palette() -> Palette:
    return DARK if st.context.theme.type == "dark" else LIGHT


@dataclass(frozen=True)
class Segment:
    """One part of a bar: its colour and its value per row, in the order of the rows."""

    colour: str
    values: Sequence[int]


@dataclass(frozen=True)
class Tile:
    """A place on the schematic map. `level` 0..4 shades it; None with `words` in `figure` leaves it empty."""

    key: str
    row: int
    column: int
    name: str
    figure: str
    level: int | None
    is_missing: bool = False


def draw(figure: go.Figure, key: str, alt: str, *, selectable: bool = False) -> str | None:
    """Show `figure`; with `selectable`, the key of the bar or tile that was just clicked."""
    if not selectable:
        st.plotly_chart(figure, key=key, alt=alt, config={**CONFIG, "staticPlot": True})
        return None
    event = st.plotly_chart(figure, key=key, alt=alt, config=CONFIG, on_select="rerun", selection_mode="points")
    points = event.selection.points
    return str(points[0]["customdata"][0]) if points and points[0].get("customdata") else None


def growth(
    labels: Sequence[str], low: Sequence[int], high: Sequence[int], end: tuple[str, str], *, is_open: bool = False,
) -> go.Figure:
    """A cumulative line with its band of uncertainty, a whisker and two labels at its end; `is_open`: the last month is
    not over, so the way to it is dotted and its point hollow."""
    colour, places, top = palette().line, list(range(len(labels))), max([*high, 1])
    whisker = {"type": "data", "array": [high[-1] - low[-1]], "arrayminus": [0], "color": EDGE, "thickness": 1.5}
    traces = [
        {"x": places, "y": list(high), "mode": "lines", "line": {"width": 0}},
        {
            "x": places, "y": list(low), "mode": "lines", "line": {"color": colour, "width": 0 if is_open else 2.5},
            "fill": "tonexty", "fillcolor": "rgba(63,143,115,.22)",
        },
        {
            "x": places[-1:], "y": [low[-1]], "mode": "markers", "error_y": whisker,
            "marker": {"color": colour, "size": 10, "symbol": "circle-open" if is_open else "circle"},
        },
    ]
    if is_open:
        over, line = places[:-1], {"color": colour, "width": 2.5}
        traces += [
            {"x": over, "y": list(low[:-1]), "mode": "lines", "line": line},
            {"x": places[-2:], "y": list(low[-2:]), "mode": "lines", "line": line | {"dash": "dot"}},
        ]
    ticks = sparse(len(labels))
    horizontal = {
        "visible": True, "tickvals": ticks, "ticktext": [labels[i] for i in ticks], "range": [-.7, len(labels) - .5],
    }
    vertical = {"visible": True, "range": [0, top * 1.28], "showgrid": True, "tickformat": ",d", "nticks": 6}
    words = _end_words(low, high, top, end)
    return bare([{"type": "scatter", "hoverinfo": "skip", **trace} for trace in traces], {
        "height": 300, "margin": _margin(right=28, top=10), "annotations": words,
        "xaxis": horizontal, "yaxis": vertical,
    })


def _end_words(low: Sequence[int], high: Sequence[int], top: int, end: tuple[str, str]) -> list[dict]:
    """The figure at the line's end, and the most there may be: under and over it, or both over a narrow band.

    Under the line means under the part of it that the words reach back to on a phone: over half.
    """
    is_wide = high[-1] - low[-1] > .2 * top
    beneath = max(min(low[len(low) // 3:]), .16 * top)
    at_low = (
        {"y": beneath, "yanchor": "top", "yshift": -4} if is_wide else
        {"y": high[-1], "yanchor": "bottom", "yshift": 16}
    )
    words = [{"text": f"<b>{end[0]}</b>", "font": {"color": palette().line, "size": 15}, **at_low}]
    if end[1]:
        muted = {"color": palette().muted, "size": BODY}
        words.append({"text": end[1], "font": muted, "y": high[-1], "yanchor": "bottom", "yshift": -4})
    return [{"x": len(low) - 1, "xanchor": "right", "xshift": -10, "showarrow": False, **word} for word in words]


def tiles(cells: Sequence[Tile], north: str, ridge_below: int | None = None) -> go.Figure:
    """Equal tiles by row and column (from 1); a dotted line under row `ridge_below`."""
    rows, columns = max(cell.row for cell in cells), max(cell.column for cell in cells)
    missing = [cell for cell in cells if cell.is_missing]
    shapes = [_dashed_edge(cell, rows) for cell in missing]
    if ridge_below:
        height = rows - ridge_below
        shapes.append({"type": "line", "x0": .5, "x1": columns + .5, "y0": height, "y1": height, "line": DOTTED})
    compass = {
        "x": columns + .46, "y": rows - .4, "text": north, "font": {"color": palette().muted, "size": BODY},
        "xanchor": "right", "showarrow": False,
    }
    return bare([*_filled(cells, rows), _unreported(missing, rows)], {
        "height": 96 * rows + 4, "margin": _margin(), "barmode": "overlay", "shapes": shapes, "annotations": [compass],
        "xaxis": {"range": [.5, columns + .5]}, "yaxis": {"range": [-.02, rows + .02]},
    })


def _filled(cells: Sequence[Tile], rows: int) -> list[dict]:
    """Tiles with a figure, one trace per ink: white or dark on green, gray where nobody was reached."""
    groups: dict[str, list[Tile]] = {}
    for cell in cells:
        if not cell.is_missing:
            ink = palette().muted if cell.level is None else ink_on(palette().steps[cell.level])
            groups.setdefault(ink, []).append(cell)
    return [
        {
            "type": "bar", "x": [cell.column for cell in of_ink], "y": [.9] * len(of_ink), "width": .93,
            "base": [rows - cell.row + .05 for cell in of_ink], "text": [_tile_text(cell) for cell in of_ink],
            "marker": _tile_marker(of_ink), **_written(ink, SMALL), **_opens([cell.key for cell in of_ink]),
        }
        for ink, of_ink in groups.items()
    ]


def _tile_marker(cells: Sequence[Tile]) -> dict:
    """Green by level; nobody reached: empty with an orange edge."""
    colours = ["rgba(0,0,0,0)" if cell.level is None else palette().steps[cell.level] for cell in cells]
    edges = [1.5 if cell.level is None else 0 for cell in cells]
    return {"color": colours, "cornerradius": 6, "line": {"width": edges, "color": palette().warn}}


def _unreported(cells: Sequence[Tile], rows: int) -> dict:
    """Gray words inside the dashed edges; nothing to open."""
    return {
        "type": "scatter", "x": [cell.column for cell in cells], "y": [rows - cell.row + .5 for cell in cells],
        "mode": "text", "text": [_tile_text(cell) for cell in cells], "hoverinfo": "skip",
        "textfont": {"size": SMALL, "color": palette().muted},
    }


def _dashed_edge(cell: Tile, rows: int) -> dict:
    bottom = rows - cell.row + .05
    return {
        "type": "rect", "x0": cell.column - .465, "x1": cell.column + .465, "y0": bottom, "y1": bottom + .9,
        "line": DOTTED,
    }


def _tile_text(cell: Tile) -> str:
    figure = cell.figure.replace(" ", "<br>") if cell.is_missing else f"<b>{cell.figure}</b>"
    if cell.level is None and not cell.is_missing:
        figure = f'<span style="color:{palette().warn}">{figure}</span>'
    return f'{two_lines(cell.name)}<br><span style="font-size:6px"> </span><br>{figure}'


def bars(labels: Sequence[str], keys: Sequence[str], parts: Sequence[Segment], ends: Sequence[str]) -> go.Figure:
    """Horizontal bars of stacked parts, first row on top; a label at each end, figures inside where even the smallest
    phone has room for them."""
    labels = [wrapped(label) for label in labels]
    longest = _longest(parts)
    names = [label.replace("<br>", "  <br>") + "  " for label in labels]
    left = max(width_of(line) for label in labels for line in label.split("<br>")) + 12
    pixels = (NARROWEST - left - room_for(ends)) / longest
    inside = [fitting(part.values, pixels) for part in parts]
    return bare(
        [*_stacked(keys, parts, inside, .68), _row_names(names, 0, "middle left"), _row_ends(parts, ends)],
        _bar_layout(len(labels), 37, left, ends, longest, top=.5),
    )


def named_bars(
    labels: Sequence[str], keys: Sequence[str], parts: Sequence[Segment], ends: Sequence[str],
) -> go.Figure:
    """As `bars` for long names and long ends: each name stands above its bar, the figure only at its end."""
    nothing = [[""] * len(labels) for _part in parts]
    return bare(
        [*_stacked(keys, parts, nothing, .42), _row_names(labels, -.42, "middle right"), _row_ends(parts, ends)],
        _bar_layout(len(labels), 58, 0, ends, _longest(parts), top=.8),
    )


def _longest(parts: Sequence[Segment]) -> int:
    return max([*_totals(parts), 1])


def _totals(parts: Sequence[Segment]) -> list[int]:
    return [sum(values) for values in zip(*(part.values for part in parts), strict=True)]


def _stacked(
    keys: Sequence[str], parts: Sequence[Segment], inside: Sequence[Sequence[str]], width: float,
) -> list[dict]:
    return [
        {
            "type": "bar", "orientation": "h", "y": list(range(len(keys))), "x": list(part.values), "width": width,
            "marker": {"color": part.colour}, "text": list(texts),
            **_written(ink_on(part.colour), BODY), **_opens(keys),
        }
        for part, texts in zip(parts, inside, strict=True)
    ]


def _row_names(names: Sequence[str], shift: float, position: str) -> dict:
    """Names as text of the plot itself, so that they may stand beside or above their bars."""
    return _row_words([0] * len(names), names, shift, position)


def _row_ends(parts: Sequence[Segment], ends: Sequence[str]) -> dict:
    return _row_words(_totals(parts), [f" {end}" for end in ends], 0, "middle right")


def _row_words(x: Sequence[int], words: Sequence[str], shift: float, position: str) -> dict:
    return {
        "type": "scatter", "mode": "text", "x": list(x), "y": [row + shift for row in range(len(words))],
        "text": list(words), "textposition": position, "textfont": {"size": BODY, "color": palette().muted},
        "hoverinfo": "skip", "cliponaxis": False,
    }


def _bar_layout(count: int, height: int, left: int, ends: Sequence[str], longest: int, top: float) -> dict:
    return {
        "height": height * count + 8, "barmode": "stack", "margin": _margin(left, room_for(ends)),
        "xaxis": {"range": [0, longest]}, "yaxis": {"range": [count - 1 + .5, -top]},
    }


def _written(ink: str, size: int) -> dict:
    """Text inside a bar or tile, upright, never shrunk."""
    return {
        "textposition": "inside", "insidetextanchor": "middle", "textangle": 0, "constraintext": "none",
        "textfont": {"size": size, "color": ink},
    }


def _opens(keys: Sequence[str]) -> dict:
    """A click tells the key; nothing fades meanwhile."""
    steady = {"marker": {"opacity": 1}}
    return {"customdata": [[key] for key in keys], "hoverinfo": "none", "selected": steady, "unselected": steady}


def _margin(left: int = 0, right: int = 0, top: int = 0) -> dict:
    return {"l": left, "r": right, "t": top, "b": 0, "pad": 0}


def bare(traces: list[dict], layout: dict) -> go.Figure:
    """Made in one go: each later change of a plotly figure costs as much as making it."""
    axis = {
        "visible": False, "fixedrange": True, "showgrid": False, "zeroline": False, "ticks": "",
        "title": {"text": ""}, "tickfont": {"color": palette().muted},
    }
    return go.Figure(traces, {
        "showlegend": False, "dragmode": False, "font": {"size": BODY},
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", **layout,
        "xaxis": axis | layout["xaxis"], "yaxis": axis | {"automargin": True, "gridcolor": GRID} | layout["yaxis"],
    })
