"""`python -m tests.bench.clocks [SIZES …] [--postgres]`: the officer's day and timed work, to 100,000 open problems.

Milliseconds of one query and of all that the office's first page asks (median of 9), seconds of one turn of timed work
(each kind once, from an empty diary: the first has the whole backlog before it). One problem in a hundred has an offer
that nobody answered in time; the rest of the diary is in `clocks_world.fill`. SQLite in a temporary folder, or a
PostgreSQL of its own. Figures are printed, nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select

from data.domain.roles import Actor
from data.jobs.kinds import KINDS
from data.models.problem import ProblemEvent
from data.queries.board_news import latest_news
from data.queries.ladder import proposals, with_leader
from data.queries.problem_rows import Bucket, ProblemFilter
from data.queries.problems import problem_cards, today
from data.queries.second_opinions import late_seconds, second_wanted
from data.runtime import Runtime
from data.services.context import Context
from tests import postgres
from tests.bench.clocks_world import EXPERTS, NOW, fill
from tests.bench.register import world

SIZES = [1_000, 10_000, 100_000]
RUNS = 9


def whole_page(ctx: Context) -> None:
    """What pages/problems/today.py asks before anybody filters."""
    today(ctx), latest_news(ctx), proposals(ctx), second_wanted(ctx), late_seconds(ctx)


QUERIES: dict[str, Callable] = {
    "today: the whole page, ms": whole_page,
    "today: lists and counts, ms": today,
    "today: news of the board, ms": latest_news,
    "today: second opinions, ms": second_wanted,
    "today: second opinions that are late, ms": late_seconds,
    "today: steps a rule asks for, ms": proposals,
    "list: gone up to the leader, ms": with_leader,
    "list of open ones, ms": lambda ctx: problem_cards(ctx, ProblemFilter(Bucket.OPEN)),
}


def main() -> None:
    options, before = _options(), os.getloadavg()[0]
    columns = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder, _database(options.postgres) as url, \
                world(Path(folder), EXPERTS, url) as (runtime, actor):
            fill(runtime, size)
            columns.append({**_queries(runtime, actor), **_turns(runtime)})
    print(f"load average before and after: {before:.1f}, {os.getloadavg()[0]:.1f}")
    print(f"{'':<40}" + "".join(f"{size:>12,}" for size in options.sizes))
    for name in columns[0]:
        print(f"{name:<40}" + "".join(f"{column[name]:>12}" for column in columns))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.clocks")
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    return parser.parse_args()


@contextmanager
def _database(is_postgres: bool) -> Iterator[str | None]:
    if not is_postgres:
        yield None
        return
    with postgres.server() as server:
        yield postgres.create(server)


def _queries(runtime: Runtime, actor: Actor) -> dict[str, str]:
    found = {}
    for name, query in QUERIES.items():
        times = [_timed(lambda query=query: _read(runtime, actor, query)) for _ in range(RUNS)]
        found[name] = f"{statistics.median(times) * 1000:.0f}"
    return found


def _read(runtime: Runtime, actor: Actor, query: Callable) -> None:
    with runtime.reading(actor, now=NOW) as ctx:
        query(ctx)


def _turns(runtime: Runtime) -> dict[str, str]:
    found = {}
    for turn in ("first", "second"):
        seconds, begun = {kind.name: 0.0 for kind in KINDS}, time.process_time()
        left = dict.fromkeys(seconds, "")
        for kind in KINDS:
            result: dict[str, int] = {}
            seconds[kind.name] = _timed(lambda kind=kind, result=result: result.update(kind.run(runtime, NOW, False)))
            left[kind.name] = f"{result['left']:,}" if "left" in result else ""
        found[f"{turn} turn: all kinds, s"] = f"{sum(seconds.values()):.1f}"
        found[f"{turn} turn: of this processor, s"] = f"{time.process_time() - begun:.1f}"
        for kind in KINDS:
            found[f"{turn} turn: {kind.name}, s"] = f"{seconds[kind.name]:.1f}"
            found[f"{turn} turn: {kind.name}, left"] = left[kind.name]
    with runtime.reading(None, now=NOW) as ctx:
        found["events in all"] = f"{ctx.session.scalar(select(func.count()).select_from(ProblemEvent)):,}"
    return {name: value for name, value in found.items() if value}


def _timed(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
