"""`python -m tests.bench.counting [EVENTS …] [--postgres]`: what a leader's figures cost, beside pandas.

Draws EVENTS (10,000 and 100,000) visits with five links each over five years, three counties and 300 projects, writes
them in bulk, builds the cells, and prints per scope the milliseconds of `impact` and of each closer view (median of
five) and of loading the same rows into pandas and counting three figures there. Compare the columns: flat in the
number of events or not.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pandas as pd

from data.domain.roles import Actor, Role
from data.migrations import migrate
from data.queries.impact import impact
from data.queries.impact_cells import reached_by_any
from data.queries.impact_changes import changes
from data.queries.impact_compare import industry_by_town, overlap, projects_compared
from data.queries.impact_flow import flow
from data.queries.impact_peers import peers
from data.queries.impact_people import identities
from data.queries.impact_scope import ImpactScope
from data.rollup.write import rebuild
from data.runtime import Runtime, Settings, open_runtime
from data.services.context import Context
from tests import postgres
from tests.bench.counting_world import COUNTIES, TODAY, draw, project_of

NOW = dt.datetime.combine(TODAY, dt.time(2), dt.UTC)
LEADER = Actor(1, 1, Role.LEADER, "领导", COUNTIES[0])
YEAR = ImpactScope(COUNTIES[0], dt.date(TODAY.year - 1, TODAY.month + 1, 1), TODAY)
ALL = replace(YEAR, first_day=dt.date(2000, 1, 1))
VIEWS = {
    "changes": changes, "projects": projects_compared, "peers": peers, "overlap": overlap,
    "industry x town": industry_by_town, "flow": flow,
}
LINKS = """
SELECT v.service_day, v.head_count, vp.visit_id, coalesce(p.same_as_id, p.id) AS person, vp.list_id, vp.confirmation_id
FROM visit v JOIN visit_person vp ON vp.visit_id = v.id JOIN person p ON p.id = vp.person_id
WHERE v.county_code = '{county}' AND v.status IN ('logged', 'confirmed')
"""


def main() -> None:
    options, before = _options(), os.getloadavg()[0]
    columns = [column for events in options.events for column in _columns(events, options.postgres)]
    print(f"load average before and after: {before:.1f}, {os.getloadavg()[0]:.1f}")
    print("ms".ljust(30) + "".join(f"{name:>18}" for name, _times in columns))
    for row in columns[0][1]:
        print(f"{row:<30}" + "".join(f"{times[row]:>18,.0f}" for _name, times in columns))


def _columns(events: int, is_postgres: bool) -> list[tuple[str, dict[str, float]]]:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        urls = {"SQLite": f"sqlite:///{folder / 'desk.db'}"}
        if is_postgres:
            urls["PostgreSQL"] = postgres.create(stack.enter_context(postgres.server()))
        return [(f"{kind} {events:,}", _measured(url, folder, events)) for kind, url in urls.items()]


def _measured(url: str, folder: Path, events: int) -> dict[str, float]:
    migrate(url)
    runtime = open_runtime(Settings(url, folder))
    try:
        times = {"write the rows": _once(lambda: draw(runtime, events))}
        times["build the cells"] = _once(lambda: _build(runtime))
        return times | _questions(runtime)
    finally:
        runtime.close()


def _build(runtime: Runtime) -> None:
    for county in COUNTIES:
        with runtime.writing(None, now=NOW) as ctx:
            rebuild(ctx.session, county)


def _questions(runtime: Runtime) -> dict[str, float]:
    towns, project = project_of(COUNTIES[0])
    scopes = {
        "impact, 12 months": YEAR, "impact, all 5 years": ALL, "one town, 12 months": replace(YEAR, town=towns[0]),
        "one project, 5 years": replace(ALL, project_id=project),
        "one industry, 12 months": replace(YEAR, industry="I1"),
        "one month": replace(YEAR, first_day=dt.date(2026, 1, 1), last_day=dt.date(2026, 1, 31)),
    }
    times = {name: _median(lambda scope=scope: _ask(runtime, scope)) for name, scope in scopes.items()}
    times["20 projects x 5 towns, 5 years"] = _median(lambda: _set(runtime, towns))
    times |= {f"closer: {name}": _median(lambda view=view: _ask(runtime, YEAR, view)) for name, view in VIEWS.items()}
    times["pandas: load and count"] = _once(lambda: _by_pandas(runtime))
    return times


def _ask(runtime: Runtime, scope: ImpactScope, view: Callable[[Context, ImpactScope], object] = impact) -> None:
    with runtime.reading(LEADER, now=NOW) as ctx:
        view(ctx, scope)


def _set(runtime: Runtime, towns: list[str]) -> None:
    with runtime.reading(LEADER, now=NOW) as ctx:
        pairs = identities(ctx, COUNTIES[0])
        reached_by_any(ctx, ALL, pairs, towns=towns[:5], projects=list(range(1, 21)))


def _by_pandas(runtime: Runtime) -> None:
    """Contacts, people reached and people by month of first evidence: three of the screen's twenty-odd figures."""
    with runtime.engine.connect() as connection:
        links = pd.read_sql(LINKS.format(county=COUNTIES[0]), connection)
    links["service_day"] = pd.to_datetime(links["service_day"])
    links = links[links["service_day"] >= pd.Timestamp(YEAR.first_day)]
    proven = links[links["list_id"].notna() | links["confirmation_id"].notna()]
    links.groupby("visit_id")["person"].nunique().sum()
    proven["person"].nunique()
    proven.groupby("person")["service_day"].min().dt.to_period("M").value_counts()


def _once(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def _median(call: Callable[[], object]) -> float:
    call()
    return statistics.median(_once(call) for _ in range(5))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("events", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--postgres", action="store_true", help="the same on a PostgreSQL of its own")
    return parser.parse_args()


if __name__ == "__main__":
    main()
