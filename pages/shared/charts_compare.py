"""Charts that compare: a matrix of figures, and streams from layer to layer. Looks as `charts`."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from pages.shared.chart_text import BODY, SMALL, ink_on, width_of
from pages.shared.charts import bare, palette

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
