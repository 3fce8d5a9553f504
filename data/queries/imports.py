"""Lists that came in, as screens show them: their history, one list, its faults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from data.domain.errors import AppError, NotFound
from data.domain.imports import Decision, ListState, RowState
from data.domain.permissions import Permission
from data.models.account import Account
from data.models.imports import ImportedList, ImportedRow
from data.models.place import Place
from data.queries.scope import below, check_role
from data.services.context import Context

HISTORY_SHOWN, FAULTS_SHOWN = 30, 25
BRAKED_FROM = 10  # rows; in a shorter list each is seen at a glance


@dataclass(frozen=True)
class Counts:
    """Rows: `read` = `accepted` + `rejected` + `waiting`, always. Of the accepted, `new` make a record and `known` are
    one that is there; `repeated` came in before, word for word. `decided`: once waited and are accepted now, of these
    `pending` are not written yet. `doubled`: the register has them, or perhaps, or an earlier row; but for repeated
    ones and those that left as a workbook with their numbers."""

    new: int = 0
    known: int = 0
    repeated: int = 0
    decided: int = 0
    pending: int = 0
    rejected: int = 0
    waiting: int = 0
    doubled: int = 0

    @property
    def is_mostly_doubled(self) -> bool:
        return self.read >= BRAKED_FROM and 2 * self.doubled > self.read

    @property
    def accepted(self) -> int:
        return self.new + self.known

    @property
    def read(self) -> int:
        return self.accepted + self.rejected + self.waiting


@dataclass(frozen=True)
class ImportPage:
    """One list; fields as in the model."""

    id: int
    kind: str
    file_name: str
    sender: str
    state: ListState
    version: int
    seen: Sequence[Mapping[str, Any]]
    chosen: Mapping[str, str | None]
    fills: Mapping[str, Any]
    skipped: Sequence[Mapping[str, str]]
    refusal: Mapping[str, str]
    brought_by: str
    brought_at: dt.datetime
    merged_by: str | None
    merged_at: dt.datetime | None
    undone_by: str | None
    undone_at: dt.datetime | None
    counts: Counts


@dataclass(frozen=True)
class FaultRow:
    """One fault of a row that goes back; `error` has its sentence."""

    sheet: str
    row: int
    column: str
    value: str
    error: AppError


def lists_in_reach(ctx: Context) -> Select[ImportedList]:
    """Lists that officers of the actor's area, as its places are now, brought in. Raises NotAllowed not_allowed."""
    check_role(ctx, Permission.LIST_IMPORT)
    areas = select(Place.code).where(below(Place.current_code, ctx.actor.area_code))
    return select(ImportedList).where(ImportedList.area_code.in_(areas))


def import_page(ctx: Context, list_id: int) -> ImportPage:
    """One list. Raises NotAllowed, NotFound import_unknown."""
    found = _pages(ctx, lists_in_reach(ctx).where(ImportedList.id == list_id))
    if not found:
        raise NotFound("import_unknown", list_id)
    return found[0]


def import_history(ctx: Context) -> list[ImportPage]:
    """The last lists, newest first; those put away are left out. Raises NotAllowed."""
    query = lists_in_reach(ctx).where(ImportedList.state != ListState.DROPPED)
    return _pages(ctx, query.order_by(ImportedList.id.desc()).limit(HISTORY_SHOWN))


def fault_rows(ctx: Context, list_id: int, page: int = 1) -> list[FaultRow]:
    """Faults of 25 rows that go back, in the order of the file. Raises NotAllowed, NotFound import_unknown."""
    import_page(ctx, list_id)
    rows = ctx.session.scalars(
        select(ImportedRow).where(ImportedRow.list_id == list_id, ImportedRow.state == RowState.REJECTED)
        .order_by(ImportedRow.sheet, ImportedRow.row).offset((page - 1) * FAULTS_SHOWN).limit(FAULTS_SHOWN)
    )
    return [
        FaultRow(row.sheet, row.row, fault["column"], fault["value"], AppError.again(fault["code"], fault["params"]))
        for row in rows for fault in row.faults
    ]


def _pages(ctx: Context, query: Select[ImportedList]) -> list[ImportPage]:
    brought, merged, undone = aliased(Account), aliased(Account), aliased(Account)
    rows = ctx.session.execute(
        query.add_columns(brought.name, merged.name, undone.name)
        .join(brought, brought.id == ImportedList.brought_by_id)
        .outerjoin(merged, merged.id == ImportedList.merged_by_id)
        .outerjoin(undone, undone.id == ImportedList.undone_by_id)
    ).all()
    counts = _counts(ctx, [row[0].id for row in rows])
    return [_page(one, who, counts.get(one.id, Counts())) for one, *who in rows]


def _page(one: ImportedList, who: Sequence[str | None], counts: Counts) -> ImportPage:
    brought_by, merged_by, undone_by = who
    return ImportPage(
        one.id, one.kind, one.file_name, one.sender, one.state, one.version, one.seen, one.chosen, one.fills,
        one.skipped, one.refusal, brought_by or "", one.brought_at, merged_by, one.merged_at, undone_by,
        one.undone_at, counts,
    )


def _counts(ctx: Context, ids: Sequence[int]) -> dict[int, Counts]:
    is_known, is_repeat = ImportedRow.record_id.is_not(None), ImportedRow.likeness["is_repeat"].as_boolean()
    is_written = is_known | ImportedRow.made_id.is_not(None)
    is_numbered = ImportedRow.values["record_no"].as_string().is_not(None)
    is_like = is_known | ImportedRow.like_id.is_not(None) | ImportedRow.like_row_id.is_not(None)
    columns = (
        ImportedRow.list_id, ImportedRow.state, ImportedRow.decision, is_known, func.coalesce(is_repeat, False),
        is_written, is_like & ~is_numbered & ~func.coalesce(is_repeat, False),
    )
    rows = ctx.session.execute(
        select(*columns, func.count()).where(ImportedRow.list_id.in_(ids)).group_by(*columns)
    ).all()
    found: dict[int, dict[str, int]] = {}
    for list_id, state, decision, known, repeat, written, double, count in rows:
        of_list = found.setdefault(list_id, dict.fromkeys(Counts.__dataclass_fields__, 0))
        names = _names(state, decision, known=known, repeat=repeat)
        more = {"pending": "decided" in names and not written, "doubled": double and state is not RowState.REJECTED}
        for name in (*names, *(name for name, counts in more.items() if counts)):
            of_list[name] += count
    return {list_id: Counts(**values) for list_id, values in found.items()}


def _names(state: RowState, decision: Decision | None, *, known: bool, repeat: bool) -> list[str]:
    """Which figures a row counts in."""
    if state is RowState.REJECTED:
        return ["rejected"]
    if state is RowState.ACCEPTED:
        return [*(["known"] if known else ["new"]), *(["repeated"] if repeat and known else [])]
    if decision is Decision.DIFFERENT:
        return ["new", "decided"]
    return ["known", "decided"] if decision in (Decision.SAME, Decision.TAKEN) else ["waiting"]
