"""A list comes in: its bytes are kept, then read in a process of its own. The same file again is the same list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from data.domain.errors import InvalidInput, NotFound
from data.domain.imports import LIST_KINDS, ListState
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.register import FarmKind
from data.domain.text import optional_text
from data.exchange.workbooks.isolated import check_content
from data.exchange.workbooks.opening import BYTES_MAX
from data.exchange.workbooks.sheets import Refusal, refused
from data.models.imports import ImportedList, SenderColumns
from data.queries.imports import lists_in_reach
from data.queries.scope import check_role
from data.services import audit
from data.services.context import Context
from data.services.imports.targets import home_of

NAME_MAX, SENDER_MAX = 120, 60
PASTED = "粘贴的表格.txt"

Json = dict[str, Any]


@dataclass(frozen=True)
class NewList:
    """As uploaded or pasted."""

    kind: str
    file_name: str
    content: bytes
    sender: str = ""


@dataclass(frozen=True)
class Received:
    """`is_known`: this very file came in before, and nothing new was made."""

    list_id: int
    is_known: bool = False


@dataclass(frozen=True)
class Order:
    """What reading a list needs; it is done without a transaction, as it takes seconds."""

    kind: str
    file_name: str
    content: bytes
    county_code: str
    columns: Mapping[str, str | None]
    home: str | None
    today: dt.date
    lang: str

    @property
    def said(self) -> Json:
        """What a person said of the file, for its reader."""
        return {"columns": dict(self.columns), "home": self.home}


def receive(ctx: Context, new: NewList) -> Received:
    """Keep a list, not yet read. The same bytes of the same kind, unless put away, find the list they made.

    Raises NotAllowed; InvalidInput import_kind; Refused workbook_empty, workbook_too_large; InvalidInput for the
    sender.
    """
    check_role(ctx, Permission.LIST_IMPORT)
    if new.kind not in LIST_KINDS:
        raise InvalidInput("import_kind", field="kind", value=new.kind)
    if not new.content:
        raise refused(Refusal.EMPTY)
    if len(new.content) > BYTES_MAX:
        raise refused(Refusal.TOO_LARGE)
    sender = optional_text(new.sender, "sender", longest=SENDER_MAX) or ""
    sha256 = ctx.runtime.files.write(new.content)
    if known := _known(ctx, new, sha256):
        return Received(known, is_known=True)
    return Received(_keep(ctx, new, sha256, sender))


def order_for(ctx: Context, list_id: int) -> Order:
    """What is to be read of a list. Raises NotAllowed; NotFound import_unknown, file_gone."""
    row = find_list(ctx, list_id)
    try:
        content = ctx.runtime.files.read(row.sha256)
    except FileNotFoundError:
        raise NotFound("file_gone", row.sha256) from None
    home = home_of(ctx, row.fills) if row.kind == "people" else None
    return Order(row.kind, row.file_name, content, row.county_code, row.chosen, home, ctx.today, ctx.lang)


def read_list(order: Order, progress: Callable[[int], None] = lambda rows: None) -> Json:
    """The report on the list's file, read in a process with limits."""
    return check_content(
        order.file_name, order.content, order.kind, order.county_code, lang=order.lang, today=order.today,
        order=order.said, progress=progress,
    )


def find_list(ctx: Context, list_id: int, *, lock: bool = False) -> ImportedList:
    """The list, if it is within reach. Raises NotAllowed, NotFound import_unknown."""
    query = lists_in_reach(ctx).where(ImportedList.id == list_id)
    if lock:
        query = query.with_for_update(of=ImportedList).execution_options(populate_existing=True)
    found = ctx.session.scalar(query)
    if found is None:
        raise NotFound("import_unknown", list_id)
    return found


def _known(ctx: Context, new: NewList, sha256: str) -> int | None:
    return ctx.session.scalar(
        lists_in_reach(ctx).with_only_columns(ImportedList.id).where(
            ImportedList.kind == new.kind, ImportedList.sha256 == sha256, ImportedList.state != ListState.DROPPED,
        ).order_by(ImportedList.id.desc()).limit(1)
    )


def _keep(ctx: Context, new: NewList, sha256: str, sender: str) -> int:
    county = county_of(ctx.actor.area_code)
    remembered = ctx.session.scalar(select(SenderColumns.columns).where(
        SenderColumns.county_code == county, SenderColumns.kind == new.kind, SenderColumns.sender == sender,
    )) if sender else None
    fills = {"experts": {"home_place": county}, "farms": {"kind": FarmKind.HOUSEHOLD.value}}.get(new.kind, {})
    row = ImportedList(
        county_code=county, area_code=ctx.actor.area_code, kind=new.kind, sha256=sha256, sender=sender,
        file_name=new.file_name.strip()[-NAME_MAX:] or PASTED, state=ListState.UPLOADED, chosen=remembered or {},
        fills=fills,
        brought_by_id=ctx.actor.account_id, brought_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "received", "import", row.id, kind=new.kind, file=row.file_name)
    return row.id
