"""`python -m tests.bench [TIMES]`: what the desk costs with the demonstration banner and with TIMES (20) of them.

Per screen the time of a rerun in Python (AppTest, whole script, warm, median), per page the bytes of a first load
as Chromium counts them (gzip on), and one recommendation. Figures are printed, nothing is asserted: compare columns.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.pages import first_loads
from tests.bench.screens import rerun_times
from tests.bench.world import World, make_world

TIMES = 20
RUNS = 9


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        scales = (1, int(sys.argv[1]) if len(sys.argv) > 1 else TIMES)
        worlds = [make_world(Path(folder) / str(scale), scale) for scale in scales]
        print("".join(f"{f'x{scale}':>12}" for scale in scales).rjust(34 + 12 * len(scales)) + "       ratio")
        _print_table("rows", [world.sizes for world in worlds], "{:,}")
        _print_table("seconds", [{"build": world.seconds} for world in worlds], "{:.1f}")
        _print_table("one recommendation, ms", [_recommendation(world) for world in worlds], "{:.0f}")
        _print_table("rerun of a screen, ms of Python", [rerun_times(world, RUNS) for world in worlds], "{:.0f}")
        _print_table("first load, kB on the wire", [first_loads(worlds[0])], "{:,.0f}")


def _recommendation(world: World) -> dict[str, float]:
    """The first one fits the ranker on the whole history; the later ones find it fitted."""
    fit, _ = _timed(world.recommend)
    return {"with fitting": fit, "fitted": statistics.median(_timed(world.recommend)[0] for _ in range(RUNS))}


def _timed(call: Callable[[], object]) -> tuple[float, object]:
    begun = time.perf_counter()
    result = call()
    return (time.perf_counter() - begun) * 1000, result


def _print_table(title: str, columns: list[dict[str, float]], pattern: str) -> None:
    print(f"\n{title}")
    for name in columns[0]:
        values = [column[name] for column in columns]
        ratio = f"{values[-1] / values[0]:>12.1f}" if len(values) > 1 and values[0] else ""
        print(f"{name:<34}" + "".join(f"{pattern.format(value):>12}" for value in values) + ratio)


main()
