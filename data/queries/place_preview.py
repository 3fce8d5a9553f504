"""A change before it is made, and those that were made: what becomes what, and how much hangs on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from data.domain.errors import Conflict, NotFound
from data.domain.permissions import Permission, Subject, allows, require
from data.domain.place_changes import ChangeKind, ChangeRequest, PlaceFacts, plan
from data.domain.place_ledger import Ledger
from data.domain.places import county_of
from data.domain.problem import OPEN
from data.models.account import Account
from data.models.place import Place
from data.models.place_change import PlaceChange, PlaceChangeRow
from data.models.problem import Problem
from data.queries.place_ledger import county_places, ledger, ledger_stamp, placed_tables
from data.queries.place_records import followed_records
from data.queries.scope import check_role
from data.services.context import Context

OPEN_PROBLEMS = "open_problem"


@dataclass(frozen=True)
class Step:
    """One old place and one it becomes; `ends`: the old one is there no longer, `makes`: the new one was not there.

    `is_default` in a split: it gets whatever nobody sends elsewhere. `old_name` of a rename is the name before.
    """

    old_code: str
    old_name: str
    new_code: str
    new_name: str
    is_default: bool
    makes: bool
    ends: bool


@dataclass(frozen=True)
class ChangePreview:
    """`affected`: table name, and open_problem, -> how many records lie at the places that change. `accounts`: names
    of those who work for one of them. `elsewhere`: how many records of a split leave the first place."""

    stamp: str
    steps: tuple[Step, ...]
    affected: Mapping[str, int]
    accounts: tuple[str, ...]
    elsewhere: int


@dataclass(frozen=True)
class ChangeLine:
    """A change of the ledger; `may_undo`: by this actor, now."""

    id: int
    kind: ChangeKind
    day: dt.date
    reason: str
    who: str
    at: dt.datetime
    undone_by: str | None
    undone_at: dt.datetime | None
    steps: tuple[Step, ...]
    may_undo: bool


def change_facts(ctx: Context) -> tuple[dict[str, PlaceFacts], str]:
    """What a form of a change chooses from: every place by code, and the stamp of the ledger. Raises NotAllowed."""
    county = county_of(ctx.actor.area_code)
    require(ctx.actor, Permission.PLACE_CHANGE, Subject(county))
    return county_places(ctx, county), ledger_stamp(ctx, county)


def preview_change(ctx: Context, request: ChangeRequest) -> ChangePreview:
    """What `request` would do. Raises as `data.domain.place_changes.plan`, and NotAllowed."""
    places, stamp = change_facts(ctx)
    found = plan(request, places, ledger(ctx, county_of(ctx.actor.area_code)), ctx.today)
    names = {code: _name(ctx, facts) for code, facts in places.items()}
    new = {one.code: one.name_en if ctx.lang == "en" else one.name for one in (*found.made, *found.renamed)}
    steps = tuple(
        Step(
            row.old, names[row.old], row.new, new.get(row.new, names.get(row.new, row.new)), row.is_default, row.makes,
            row.old in found.ended,
        )
        for row in found.rows if row.old != row.new or row.new in new or request.kind is ChangeKind.SPLIT
    )
    codes = {step.old_code for step in steps}
    return ChangePreview(stamp, steps, affected_by(ctx, codes), _accounts(ctx, codes), _elsewhere(ctx, request))


def affected_by(ctx: Context, codes: Iterable[str]) -> dict[str, int]:
    """How many records lie at exactly these places, by table; and how many of their problems are open."""
    wanted = sorted(codes)
    found = {
        table.name: ctx.session.scalar(select(func.count()).select_from(table.model).where(table.now.in_(wanted))) or 0
        for table in placed_tables()
    }
    is_open = Problem.current_place.in_(wanted), Problem.status.in_(OPEN)
    return {**found, OPEN_PROBLEMS: ctx.session.scalar(select(func.count()).where(*is_open)) or 0}


def change_lines(ctx: Context, code: str | None = None) -> list[ChangeLine]:
    """The ledger, newest first; with `code` the changes that concern it, what lies above it or below.

    Raises NotAllowed('not_allowed').
    """
    check_role(ctx, Permission.PLACE_READ)
    county = county_of(ctx.actor.area_code)
    may_change = allows(ctx.actor, Permission.PLACE_CHANGE, Subject(county))
    known = ledger(ctx, county)
    wanted = {one.id for one in known.changes if code is None or one.concerns([code])}
    steps = _steps(ctx, wanted)
    maker, undoer = aliased(Account), aliased(Account)
    rows = ctx.session.execute(
        select(PlaceChange, maker.name, undoer.name).join(maker, maker.id == PlaceChange.made_by_id)
        .outerjoin(undoer, undoer.id == PlaceChange.undone_by_id)
        .where(PlaceChange.id.in_(wanted)).order_by(PlaceChange.id.desc())
    )
    return [
        ChangeLine(
            change.id, change.kind, change.effective_day, change.reason, who, change.made_at, undone_by,
            change.undone_at, tuple(steps[change.id]), may_change and is_undoable(known, change.id),
        )
        for change, who, undone_by in rows
    ]


def is_undoable(known: Ledger, change_id: int) -> bool:
    try:
        check_undoable(known, change_id)
    except Conflict:
        return False
    return True


def check_undoable(known: Ledger, change_id: int) -> None:
    """Raises NotFound change_unknown; Conflict change_undone, change_not_last(day) for a later change to undo first."""
    own = next((one for one in known.changes if one.id == change_id), None)
    if own is None:
        raise NotFound("change_unknown", change_id)
    if own.is_undone:
        raise Conflict("change_undone", change_id)
    last = known.last_touching(own.touched)
    if last is not None and last.id != change_id:
        raise Conflict("change_not_last", change_id, day=last.day)


def _steps(ctx: Context, change_ids: set[int]) -> dict[int, list[Step]]:
    old, new = aliased(Place), aliased(Place)
    rows = ctx.session.execute(
        select(PlaceChangeRow, old, new).join(old, old.code == PlaceChangeRow.old_code)
        .join(new, new.code == PlaceChangeRow.new_code).where(PlaceChangeRow.change_id.in_(change_ids))
        .order_by(PlaceChangeRow.change_id, PlaceChangeRow.old_code, PlaceChangeRow.new_code)
    ).all()
    called = "name_en" if ctx.lang == "en" else "name"
    goes_on = {(row.change_id, row.new_code) for row, _old, _new in rows}
    found: dict[int, list[Step]] = {change_id: [] for change_id in change_ids}
    for row, before, after in rows:
        if row.old_code == row.new_code and not row.before and len(rows) > 1:
            continue
        found[row.change_id].append(Step(
            row.old_code, row.before.get(called) or getattr(before, called),
            row.new_code, row.after.get(called) or getattr(after, called),
            row.is_default, row.makes, (row.change_id, row.old_code) not in goes_on,
        ))
    return found


def _name(ctx: Context, facts: PlaceFacts) -> str:
    return facts.name_en if ctx.lang == "en" else facts.name


def _accounts(ctx: Context, codes: set[str]) -> tuple[str, ...]:
    query = select(Account.name).where(Account.current_area.in_(codes), Account.is_closed.is_(False))
    return tuple(ctx.session.scalars(query.order_by(Account.id)))


def _elsewhere(ctx: Context, request: ChangeRequest) -> int:
    if request.kind is not ChangeKind.SPLIT:
        return 0
    goes = followed_records(ctx, request.olds[0], request.decisions)
    return sum(code != request.targets[0] for code in goes.values())
