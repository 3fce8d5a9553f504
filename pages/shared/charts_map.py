"""Towns in their own outlines, drawn as plain shapes: no tiles, no internet, no WebGL. Looks as `charts`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import plotly.graph_objects as go

from pages.shared.chart_text import SMALL, ink_on
from pages.shared.charts import DOTTED, EDGE, bare, palette

HEIGHT = 440

Ring = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Shape:
    """A town in degrees. `level` 0..4 shades it; None leaves it empty with an orange edge, or a dotted one for a town
    that never reported."""

    key: str
    name: str
    figure: str
    level: int | None
    rings: Sequence[Ring]
    is_missing: bool = False


def outlines(shapes: Sequence[Shape], north: str) -> go.Figure:
    """Equirectangular, a degree of longitude as long as in the county's middle. A click on a name tells its key."""
    points = [point for shape in shapes for ring in shape.rings for point in ring]
    (west, east), (south, top) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    middle = math.cos(math.radians((south + top) / 2))
    compass = {
        "x": 1, "y": 1, "xref": "paper", "yref": "paper", "text": north, "showarrow": False, "xanchor": "right",
        "font": {"color": palette().muted, "size": SMALL},
    }
    return bare([*map(_filled, shapes), _names(shapes)], {
        "height": HEIGHT, "margin": {"l": 0, "r": 0, "t": 4, "b": 0, "pad": 0}, "annotations": [compass],
        "xaxis": {"range": [west, east], "constrain": "domain"},
        "yaxis": {
            "range": [south, top], "scaleanchor": "x", "scaleratio": 1 / middle, "constrain": "domain",
            "automargin": False,
        },
    })


def _filled(shape: Shape) -> dict:
    """A line around every ring; nothing joins one ring to the next."""
    line = [point for ring in shape.rings for point in (*ring, (None, None))]
    colour = "rgba(0,0,0,0)" if shape.level is None else palette().steps[shape.level]
    return {
        "type": "scatter", "mode": "lines", "x": [east for east, _north in line], "y": [north for _east, north in line],
        "fill": "toself", "fillcolor": colour, "line": _edge(shape), "hoverinfo": "skip",
    }


def _edge(shape: Shape) -> dict:
    if shape.level is not None:
        return {"color": EDGE, "width": 1}
    return DOTTED if shape.is_missing else {"color": palette().warn, "width": 1.5}


def _ink(shape: Shape) -> str:
    if shape.level is not None:
        return ink_on(palette().steps[shape.level])
    return palette().muted if shape.is_missing else palette().warn


def _names(shapes: Sequence[Shape]) -> dict:
    places = [_middle(max(shape.rings, key=lambda ring: abs(_area(ring)))) for shape in shapes]
    steady = {"marker": {"opacity": 0}}
    return {
        "type": "scatter", "mode": "markers+text", "x": [east for east, _north in places],
        "y": [north for _east, north in places], "text": [f"{one.name}<br><b>{one.figure}</b>" for one in shapes],
        "textfont": {"size": SMALL, "color": [_ink(shape) for shape in shapes]},
        "marker": {"size": 44, "opacity": 0}, "hoverinfo": "none",
        "customdata": [[shape.key] for shape in shapes], "selected": steady, "unselected": steady,
    }


def _area(ring: Ring) -> float:
    """Signed, in square degrees (the shoelace formula)."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _middle(ring: Ring) -> tuple[float, float]:
    """Centre of the area; of a ring without any, its first point."""
    area = _area(ring)
    if not area:
        return ring[0][0], ring[0][1]
    east = north = 0.0
    for a, b in pairwise(ring):
        part = a[0] * b[1] - b[0] * a[1]
        east, north = east + (a[0] + b[0]) * part, north + (a[1] + b[1]) * part
    return east / (6 * area), north / (6 * area)
