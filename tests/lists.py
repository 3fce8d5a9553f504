"""Lists as offices send them, on their way into a desk: for tests of imports."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Row, select

from data.exchange.workbooks.checking import check_bytes, setting_of
from data.exchange.workbooks.place_finder import PlaceFinder, load_finder
from data.exchange.workbooks.report_json import full_report_json
from data.models.imports import ImportedList, ImportedRow
from data.queries.imports import lists_in_reach
from data.services.imports.again import again, compare_kept
from data.services.imports.merging import Merged, merge
from data.services.imports.receiving import NewList, order_for, receive
from data.services.imports.staging import compare, keep
from data.services.imports.undoing import undo
from tests.desk import COUNTY, NOW, Desk

OFFICER = "王敏"
EXPERTS = "姓名,手机号,职称,专业擅长,工作单位"
FARMS = "主体名称,主体类型,联系电话,村,主营产业"
PEOPLE = "姓名,手机号,村,出生日期"


@cache
def finder() -> PlaceFinder:
    return load_finder(COUNTY)


def table(headings: str, *rows: str) -> bytes:
    return "\n".join((headings, *rows)).encode()


def report(kind: str, content: bytes, home: str | None = None) -> dict[str, Any]:
    """What the isolated reader answers, without a process of its own."""
    setting = setting_of(kind, finder(), NOW.date(), home=home)
    return full_report_json(check_bytes("a.csv", content, setting), "zh")


def stage(desk: Desk, kind: str, content: bytes, *, who: str = OFFICER, name: str = "名单.csv", **more: Any) -> int:
    """The list, read and compared: its id. One that came in before is as it was left."""
    with desk.writing(who) as ctx:
        received = receive(ctx, NewList(kind, name, content, **more))
    list_id = received.list_id
    if received.is_known:
        return list_id
    read_now(desk, kind, content, list_id, who)
    return list_id


def read_now(desk: Desk, kind: str, content: bytes, list_id: int, who: str = OFFICER) -> None:
    """Read and compare a list that was received, or whose columns were corrected."""
    with desk.reading(who) as ctx:
        found = compare(ctx, list_id, report(kind, content, order_for(ctx, list_id).home))
    with desk.writing(who) as ctx:
        keep(ctx, list_id, found)


def version(desk: Desk, list_id: int) -> int:
    with desk.reading(OFFICER) as ctx:
        return ctx.session.scalar(lists_in_reach(ctx).with_only_columns(ImportedList.version)
                                  .where(ImportedList.id == list_id))


def merge_now(desk: Desk, list_id: int, who: str = OFFICER) -> Merged:
    with desk.writing(who) as ctx:
        return merge(ctx, list_id, version(desk, list_id))


def undo_now(desk: Desk, list_id: int, who: str = OFFICER) -> None:
    with desk.writing(who) as ctx:
        undo(ctx, list_id, version(desk, list_id))


def rows(desk: Desk, list_id: int) -> Sequence[Row]:
    with desk.reading(OFFICER) as ctx:
        return ctx.session.execute(
            select(*ImportedRow.__table__.columns).where(ImportedRow.list_id == list_id).order_by(ImportedRow.id)
        ).all()


def compare_again(desk: Desk, list_id: int) -> None:
    with desk.reading(OFFICER) as ctx:
        found = compare_kept(ctx, list_id, version(desk, list_id))
    with desk.writing(OFFICER) as ctx:
        again(ctx, list_id, found)
