"""`python -m tests.bench.imports [rows]`: what a list costs on its way into the desk, at a tenth of the rows and all.

A county with its places and no records; SQLite. Seconds of processor, this process's and its reader's, so that a busy
machine does not matter. Figures are printed, nothing is asserted: twenty thousand rows belong under ten seconds until
they are staged, and under five to be merged.
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from data.domain.roles import Actor, Role
from data.exchange.county_files import places_folder
from data.exchange.sheets_out import Column, write_workbook
from data.migrations import migrate
from data.models.account import Account
from data.models.imports import ImportedList
from data.runtime import Runtime, Settings, open_runtime
from data.services.county import install_county
from data.services.imports.merging import merge
from data.services.imports.receiving import NewList, order_for, read_list, receive
from data.services.imports.staging import compare, keep
from data.services.imports.undoing import undo
from tests.bench.workbooks import COUNTY, HEADINGS, people

FARM_HEADINGS = ("户主姓名", "主体类型", "手机号", "苏木镇", "嘎查村", "主营产业", "面积", "年度")
STEPS = ("read", "compare", "keep", "staged", "merge", "undo")


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    for kind in ("people", "farms"):
        few, all_rows = (measure(kind, size) for size in (rows // 10, rows))
        print(f"{kind:<10}{rows // 10:>12,}{rows:>12,}       ratio")
        for step in STEPS:
            print(f"{step:<10}{few[step]:>12.2f}{all_rows[step]:>12.2f}{all_rows[step] / few[step]:>12.1f}")


def measure(kind: str, size: int) -> dict[str, float]:
    """Seconds by step."""
    seconds: dict[str, float] = {}
    with county() as (runtime, officer):
        content = listed(kind, size)
        with runtime.writing(officer) as ctx:
            list_id = receive(ctx, NewList(kind, f"{kind}.xlsx", content)).list_id
        with runtime.reading(officer) as ctx:
            order = order_for(ctx, list_id)
        report = timed(seconds, "read", lambda: read_list(order))
        with runtime.reading(officer) as ctx:
            found = timed(seconds, "compare", lambda: compare(ctx, list_id, report))
        timed(seconds, "keep", lambda: write(runtime, officer, lambda ctx: keep(ctx, list_id, found)))
        seconds["staged"] = sum(seconds.values())
        for name, step in (("merge", merge), ("undo", undo)):
            timed(seconds, name, lambda step=step: write(
                runtime, officer, lambda ctx: step(ctx, list_id, version(ctx, list_id)),
            ))
    return seconds


def timed(seconds: dict[str, float], name: str, work: Callable[[], Any]) -> Any:
    begun = processor()
    result = work()
    seconds[name] = processor() - begun
    return result


def processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + used.ru_utime + used.ru_stime


def write(runtime: Runtime, officer: Actor, work: Callable[[Any], Any]) -> None:
    with runtime.writing(officer) as ctx:
        work(ctx)


def version(ctx: Any, list_id: int) -> int:
    return ctx.session.get_one(ImportedList, list_id).version


def listed(kind: str, size: int) -> bytes:
    """Invented people with fifteen columns, or households with eight."""
    rows = people(size)
    if kind == "people":
        return write_workbook([Column(heading) for heading in HEADINGS], rows)
    households = [[row[3], "农户", row[8], row[9], row[10], "玉米", "35", "2025"] for row in rows]
    return write_workbook([Column(heading) for heading in FARM_HEADINGS], households)


@contextmanager
def county() -> Iterator[tuple[Runtime, Actor]]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/desk.db"
        migrate(url)
        runtime = open_runtime(Settings(url, Path(folder)))
        with runtime.writing(None) as ctx:
            install_county(ctx.session, places_folder(COUNTY), COUNTY, demonstration=True)
            account = Account(
                login="officer", name="王敏", role=Role.OFFICER, area_code=COUNTY, password_hash="-",
                created_at=dt.datetime.now(dt.UTC),
            )
            ctx.session.add(account)
            ctx.session.flush()
            officer = Actor(account.id, 0, Role.OFFICER, account.name, COUNTY)
        yield runtime, officer
        runtime.close()


if __name__ == "__main__":
    main()
