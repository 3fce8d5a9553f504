"""Charts as `go.Figure`: no frame, no mode bar, fixed ranges, direct labels. Words come in translated.

Streamlit may guess the reader's theme wrongly on the first run, so paper is transparent, text inherits the
theme's colour unless it stands on a filled shape, and every other colour is legible on white and on dark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

SMALL, BODY = 12, 13
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
GRID, EDGE = "rgba(124,138,132,.25)", "#7C8A84"
ON_DARK, ON_LIGHT = "#FFFFFF", "#1D2B26"
WARN = "#C2661A"


@dataclass(frozen=True)
class Palette:
    """One green against gray. `steps` from least to most; `stages` from done to open; `muted` for words."""

    muted: str
    line: str
    steps: tuple[str, ...]
    stages: tuple[str, str, str]


LIGHT = Palette(
    "#5F6B66", "#17694F", ("#DDEBE4", "#C4DDD1", "#84B8A1", "#357A5E", "#175F46"), ("#17694F", "#84B8A1", "#D7E2DC"),
)
DARK = Palette(
    "#9AA5A0", "#5DB893", ("#203A31", "#2B5E4C", "#3F886E", "#74B59B", "#C8E6D9"), ("#74B59B", "#33725C", "#2A3530"),
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


def growth(labels: Sequence[str], low: Sequence[int], high: Sequence[int], end: tuple[str, str]) -> go.Figure:
    """A cumulative line with its band of uncertainty, a whisker and two labels at its end."""
    colour, places = palette().line, list(range(len(labels)))
    figure = _figure(height=300, right=28)
    top = max([*high, 1])
    figure.add_scatter(x=places, y=high, mode="lines", line_width=0, hoverinfo="skip")
    figure.add_scatter(
        x=places, y=low, mode="lines", line={"color": colour, "width": 2.5}, fill="tonexty",
        fillcolor="rgba(63,143,115,.22)", hoverinfo="skip",
    )
    figure.add_scatter(
        x=places[-1:], y=low[-1:], mode="markers", marker={"color": colour, "size": 10}, hoverinfo="skip",
        error_y={"type": "data", "array": [high[-1] - low[-1]], "arrayminus": [0], "color": EDGE, "thickness": 1.5},
    )
    is_wide = (high[-1] - low[-1]) > .2 * top
    at_low = {"y": low[-1], "yanchor": "top", "yshift": -22} if is_wide else {"y": high[-1], "yshift": 16}
    _end_word(figure, places[-1], f"<b>{end[0]}</b>", {"color": colour, "size": 15}, **at_low)
    if end[1]:
        _end_word(figure, places[-1], end[1], {"color": palette().muted, "size": BODY}, y=high[-1], yshift=-4)
    ticks = _sparse(len(labels))
    figure.update_xaxes(
        visible=True, tickvals=ticks, ticktext=[labels[i] for i in ticks], range=[-.7, len(labels) - .5],
    )
    figure.update_yaxes(visible=True, range=[0, top * 1.28], showgrid=True, tickformat=",d", nticks=6)
    return figure


def _end_word(figure: go.Figure, x: int, text: str, font: dict, **where: object) -> None:
    place = {"xanchor": "right", "yanchor": "bottom", "xshift": -10, **where}
    figure.add_annotation(x=x, text=text, font=font, showarrow=False, **place)


def tiles(cells: Sequence[Tile], north: str, ridge_below: int | None = None) -> go.Figure:
    """Equal tiles by row and column (from 1); a dotted line under row `ridge_below`."""
    rows, columns = max(cell.row for cell in cells), max(cell.column for cell in cells)
    figure = _figure(height=96 * rows + 4)
    for look, of_look in _looks(cells):
        figure.add_bar(
            x=[cell.column for cell in of_look], y=[.9] * len(of_look), width=.93,
            base=[rows - cell.row + .05 for cell in of_look],
            customdata=[[cell.key] for cell in of_look], hoverinfo="none",
            text=[_tile_text(cell) for cell in of_look],
            textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none", **look,
        )
    _missing(figure, [cell for cell in cells if cell.is_missing], rows)
    if ridge_below:
        figure.add_shape(
            type="line", x0=.5, x1=columns + .5, y0=rows - ridge_below, y1=rows - ridge_below,
            line={"color": EDGE, "width": 1.5, "dash": "dot"},
        )
    figure.add_annotation(
        x=columns + .46, y=rows - .4, text=north, font={"color": palette().muted, "size": BODY},
        xanchor="right", showarrow=False,
    )
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(range=[.5, columns + .5])
    figure.update_yaxes(range=[-.02, rows + .02])
    return figure


def bars(labels: Sequence[str], keys: Sequence[str], parts: Sequence[Segment], ends: Sequence[str]) -> go.Figure:
    """Horizontal bars of stacked parts, first row on top; a label at each end, figures inside where they fit."""
    figure = _figure(height=37 * len(labels) + 8, right=max(map(_width, ends)) + 12)
    labels = [_wrapped(label) for label in labels]
    longest = max([sum(values) for values in zip(*(part.values for part in parts), strict=True)] + [1])
    for part in parts:
        figure.add_bar(
            y=list(range(len(labels))), x=part.values, orientation="h", width=.68, marker_color=part.colour,
            customdata=[[key] for key in keys], hoverinfo="none",
            text=[str(value) if value >= longest * .07 else "" for value in part.values],
            textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
            textfont={"size": BODY, "color": _ink(part.colour)}, **_steady(),
        )
    _end_labels(figure, parts, ends)
    figure.update_xaxes(range=[0, longest])
    figure.update_yaxes(range=[len(labels) - .5, -.5])
    longest_line = max(_width(line) for label in labels for line in label.split("<br>"))
    figure.update_layout(barmode="stack", margin_l=longest_line + 12)
    _names(figure, [label.replace("<br>", "  <br>") + "  " for label in labels], textposition="middle left")
    return figure


def named_bars(
    labels: Sequence[str], keys: Sequence[str], parts: Sequence[Segment], ends: Sequence[str],
) -> go.Figure:
    """As `bars` for long names and long ends: each name stands above its bar, the figure only at its end."""
    figure = bars(labels, keys, parts, ends)
    figure.update_traces(width=.42, text=None, selector={"type": "bar"})
    above = [row - .42 for row in range(len(labels))]
    figure.update_traces(y=above, text=labels, textposition="middle right", selector={"name": "names"})
    figure.update_layout(height=58 * len(labels) + 8, margin_l=0)
    figure.update_yaxes(range=[len(labels) - .6, -.8])
    return figure


def _figure(height: int, right: int = 0) -> go.Figure:
    figure = go.Figure()
    figure.update_layout(
        height=height, margin={"l": 0, "r": right, "t": 0, "b": 0, "pad": 0}, showlegend=False, dragmode=False,
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", font_size=BODY,
    )
    figure.update_xaxes(visible=False, fixedrange=True, showgrid=False, zeroline=False, ticks="", title_text="")
    figure.update_yaxes(
        visible=False, fixedrange=True, showgrid=False, zeroline=False, automargin=True, gridcolor=GRID, title_text="",
    )
    figure.update_xaxes(tickfont_color=palette().muted)
    figure.update_yaxes(tickfont_color=palette().muted)
    return figure


def _looks(cells: Sequence[Tile]) -> list[tuple[dict, list[Tile]]]:
    """Tiles with a figure by how they are drawn: filled and written in white or dark, or nobody reached."""
    groups: dict[str, list[Tile]] = {}
    for cell in cells:
        if not cell.is_missing:
            ink = WARN if cell.level is None else _ink(palette().steps[cell.level])
            groups.setdefault(ink, []).append(cell)
    return [(_look(ink, of_ink), of_ink) for ink, of_ink in groups.items()]


def _look(ink: str, cells: Sequence[Tile]) -> dict:
    colours = ["rgba(0,0,0,0)" if cell.level is None else palette().steps[cell.level] for cell in cells]
    edge = {"width": 1.5, "color": WARN} if ink == WARN else {"width": 0}
    return {
        "marker": {"color": colours, "cornerradius": 6, "line": edge},
        "textfont": {"size": SMALL, "color": ink}, **_steady(),
    }


def _tile_text(cell: Tile) -> str:
    figure = cell.figure.replace(" ", "<br>") if cell.is_missing else f"<b>{cell.figure}</b>"
    return f'{_two_lines(cell.name)}<br><span style="font-size:6px"> </span><br>{figure}'


def _missing(figure: go.Figure, cells: Sequence[Tile], rows: int) -> None:
    """Places that never reported: a dashed edge, gray words, nothing to open."""
    for cell in cells:
        figure.add_shape(_dashed_edge(cell, rows))
    figure.add_scatter(
        x=[cell.column for cell in cells], y=[rows - cell.row + .5 for cell in cells], mode="text",
        text=[_tile_text(cell) for cell in cells], textfont={"size": SMALL, "color": palette().muted}, hoverinfo="skip",
    )


def _dashed_edge(cell: Tile, rows: int) -> dict:
    bottom = rows - cell.row + .05
    return {
        "type": "rect", "x0": cell.column - .465, "x1": cell.column + .465, "y0": bottom, "y1": bottom + .9,
        "line": {"color": EDGE, "width": 1.5, "dash": "dot"},
    }


def _steady() -> dict:
    """A click opens the rows; nothing fades meanwhile."""
    return {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}


def _end_labels(figure: go.Figure, parts: Sequence[Segment], ends: Sequence[str]) -> None:
    totals = [sum(values) for values in zip(*(part.values for part in parts), strict=True)]
    figure.add_scatter(
        x=totals, y=list(range(len(totals))), mode="text", text=[f" {end}" for end in ends], cliponaxis=False,
        textposition="middle right", textfont={"color": palette().muted, "size": BODY}, hoverinfo="skip",
    )


def _wrapped(label: str) -> str:
    """A long label in two lines, after its first comma."""
    return label.replace(", ", ",<br>", 1) if _width(label) > 110 else label


def _width(label: str) -> int:
    """About how many pixels `label` needs."""
    return sum(BODY if ord(character) > 0x2E7F else 7 for character in label)


def _names(figure: go.Figure, names: Sequence[str], textposition: str) -> None:
    """Row names as text of the plot itself, so that they may stand beside or above their bars."""
    figure.add_scatter(
        x=[0] * len(names), y=list(range(len(names))), mode="text", text=names, textposition=textposition,
        textfont={"size": BODY, "color": palette().muted}, hoverinfo="skip", cliponaxis=False, name="names",
    )


def _ink(colour: str) -> str:
    """White or dark text, whichever is easier to read on `colour`."""
    red, green, blue = (int(colour[i:i + 2], 16) for i in (1, 3, 5))
    return ON_DARK if .299 * red + .587 * green + .114 * blue < 140 else ON_LIGHT


def _sparse(count: int) -> list[int]:
    """About five places, the first and the last among them."""
    step = max(1, -(-(count - 1) // 4))
    places = [i for i in range(0, count, step) if i <= count - 1 - step / 2]
    return sorted({*places, count - 1})


SYLLABLE = re.compile(r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcswy])?[aeiou]+(?:ng(?![aeiou])|n(?![aeiou]))?", re.IGNORECASE)


def _two_lines(name: str) -> str:
    """A long pinyin name breaks between syllables, nearest to its middle; Chinese names stay whole."""
    ends = [match.end() for match in SYLLABLE.finditer(name)][:-1]
    if len(name) < 9 or not name.isascii() or not ends:
        return name
    cut = min(ends, key=lambda end: abs(end - len(name) / 2))
    return f"{name[:cut]}-<br>{name[cut:]}"
