"""Charts that compare: a matrix of figures, streams from layer to layer, what was said beside what came
true. Looks as `charts`."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from pages.shared.chart_text import BODY, SMALL, ink_on, width_of
from pages.shared.charts import DOTTED, EDGE, bare, palette

ROW = 34


def matrix(
    rows: Sequence[str], columns: Sequence[str], figures: Sequence[Sequence[int]], keys: Sequence[Sequence[str]],
) -> go.Figure:
    """Figures in equal fields, darker for more; an empty field is nobody. Column names stand on top. A click on a field
    with somebody in it tells its key."""
    most = max((value for row in figures for value in row), default=0) or 1
    steps = palette().steps
    shapes, words = [], []
    for y, row in enumerate(figures):
        for x, value in enumerate(row):
            colour = steps[min(value * len(steps) // most, len(steps) - 1)] if value else "rgba(0,0,0,0)"
            shapes.append({
                "type": "rect", "x0": x - .47, "x1": x + .47, "y0": y - .44, "y1": y + .44, "fillcolor": colour,
                "line": {"width": 0}, "layer": "below",
            })
            words.append({
                "x": x, "y": y, "text": f"{value:,}" if value else "·", "showarrow": False,
                "font": {"size": SMALL, "color": ink_on(colour) if value else palette().muted},
            })
    left = max(map(width_of, rows)) + 14
    axis = {"visible": True, "showgrid": False, "tickfont": {"color": palette().muted, "size": SMALL}}
    return bare([_fields_to_tap(figures, keys)], {
        "height": ROW * len(rows) + 40, "margin": {"l": left, "r": 4, "t": 34, "b": 0, "pad": 0},
        "shapes": shapes, "annotations": words,
        "xaxis": axis | {
            "side": "top", "tickvals": list(range(len(columns))), "ticktext": list(columns), "tickangle": 0,
            "range": [-.5, len(columns) - .5],
        },
        "yaxis": axis | {
            "tickvals": list(range(len(rows))), "ticktext": list(rows), "range": [len(rows) - .5, -.5],
            "automargin": False,
        },
    })


def _fields_to_tap(figures: Sequence[Sequence[int]], keys: Sequence[Sequence[str]]) -> dict:
    held = [(x, y, keys[y][x]) for y, row in enumerate(figures) for x, value in enumerate(row) if value]
    unseen = {"symbol": "square", "size": ROW - 4, "opacity": 0}
    return {
        "type": "scatter", "mode": "markers", "x": [x for x, _y, _key in held], "y": [y for _x, y, _key in held],
        "customdata": [[key] for _x, _y, key in held], "marker": unseen, "hoverinfo": "none",
        "selected": {"marker": {"opacity": 0}}, "unselected": {"marker": {"opacity": 0}},
    }


def ranges(
    names: Sequence[str], keys: Sequence[str], ends: Sequence[tuple[float, float]], words: Sequence[str], median: float,
) -> go.Figure:
    """One row per peer: a line between its two ends with a dot at the printed one (the first), its `words` at the
    right; the dotted line is the middle one of the class. A click on a dot tells its key."""
    rows, most = list(range(len(names))), max(max(pair) for pair in ends) or 1
    spans = {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"color": EDGE, "width": 2},
        "x": [x for pair in ends for x in (*pair, None)], "y": [y for row in rows for y in (row, row, None)],
    }
    dots = {
        "type": "scatter", "mode": "markers", "x": [first for first, _other in ends], "y": rows, "hoverinfo": "none",
        "marker": {"color": palette().line, "size": 11}, "customdata": [[key] for key in keys],
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
    }
    said = {
        "type": "scatter", "mode": "text", "x": [max(pair) for pair in ends], "y": rows,
        "text": [f"  {one}" for one in words], "textposition": "middle right",
        "textfont": {"size": BODY, "color": palette().muted}, "hoverinfo": "skip", "cliponaxis": False,
    }
    middle = {"type": "line", "x0": median, "x1": median, "y0": -.5, "y1": len(names) - .5, "line": DOTTED}
    return bare([spans, dots, said], {
        "height": ROW * len(names) + 8, "shapes": [middle],
        "margin": {"l": max(map(width_of, names)) + 14, "r": max(map(width_of, words)) + 16, "t": 0, "b": 0, "pad": 0},
        "xaxis": {"range": [-.02 * most, most * 1.02]},
        "yaxis": {
            "visible": True, "showgrid": False, "tickvals": rows, "ticktext": list(names), "automargin": False,
            "range": [len(names) - .5, -.5], "tickfont": {"color": palette().muted, "size": BODY},
        },
    })


def streams(names: Sequence[str], layers: Sequence[int], links: Sequence[tuple[int, int, int]]) -> go.Figure:
    """Bands between names of neighbouring layers; `links` are (from, to, width) by the names' places in the list."""
    last = max(layers) or 1
    node = {
        "label": list(names), "color": palette().line, "pad": 14, "thickness": 12, "line": {"width": 0},
        "x": [min(max(layer / last, .001), .999) for layer in layers], "hovertemplate": "%{label}<extra></extra>",
    }
    bands = {
        "source": [one for one, _other, _width in links], "target": [other for _one, other, _width in links],
        "value": [width for _one, _other, width in links], "color": "rgba(63,143,115,.22)",
        "hovertemplate": "%{source.label} → %{target.label}：%{value}<extra></extra>",
    }
    return bare([{"type": "sankey", "arrangement": "snap", "node": node, "link": bands}], {
        "height": max(360, 30 * max(layers.count(layer) for layer in set(layers))),
        "margin": {"l": 0, "r": 8, "t": 8, "b": 8, "pad": 0}, "font": {"size": BODY}, "xaxis": {}, "yaxis": {},
    })


def reliability(said: Sequence[float], true: Sequence[float], axes: tuple[str, str]) -> go.Figure:
    """Points (share said, share that came true) beside the line on which both are the same; `axes`: their names."""
    line = {"type": "scatter", "x": [0, 1], "y": [0, 1], "mode": "lines", "line": DOTTED, "hoverinfo": "skip"}
    points = {
        "type": "scatter", "x": list(said), "y": list(true), "mode": "markers+lines", "hoverinfo": "skip",
        "marker": {"color": palette().line, "size": 10}, "line": {"color": palette().line, "width": 2},
    }
    of_shares = {"visible": True, "showgrid": True, "range": [0, 1.04], "tickformat": ".0%", "dtick": 0.25}
    return bare([line, points], {
        "height": 300, "margin": {"l": 56, "r": 16, "t": 8, "b": 48, "pad": 0},
        "xaxis": {**of_shares, "title": {"text": axes[0]}}, "yaxis": {**of_shares, "title": {"text": axes[1]}},
    })
