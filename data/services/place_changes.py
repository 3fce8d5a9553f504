"""Places merge, split, get another name or another town, on a day and for a reason; and all of it can be undone.

No record is rewritten: it keeps the code it was written with. What is kept beside it, where that place is now, follows
from the ledger alone (data/domain/place_ledger.py) and is brought up to date in the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select, update

from data.domain.errors import Conflict
from data.domain.parts import in_parts
from data.domain.permissions import Permission, Subject, require
from data.domain.place_changes import LEVELS, ChangeKind, ChangeRequest, NewPlace, Plan, parent_of, plan
from data.domain.place_ledger import Ledger, Record
from data.domain.places import county_of
from data.domain.text import required_text
from data.models.account import Account
from data.models.place import Place
from data.models.place_change import PlaceChange, PlaceChangeRecord, PlaceChangeRow
from data.queries.place_ledger import PlacedTable, county_places, ledger, ledger_stamp, placed_tables
from data.queries.place_preview import check_undoable
from data.queries.place_records import followed_records
from data.services import audit
from data.services.context import Context
from data.services.names import pinyin_of
from data.services.numbers import touch_county
from data.services.register_cards import rewrite_cards

NAMED = ("name", "official_name", "name_en", "pinyin", "kind")
REASON_MAX = 200


def change_places(ctx: Context, request: ChangeRequest, stamp: str) -> int:
    """Write the change whose preview had `stamp`: its id in the ledger.

    Raises NotAllowed; InvalidInput for the reason, and as `data.domain.place_changes.plan`; Conflict place_not_living;
    Conflict places_changed(who, at) when the county's places have changed since the preview.
    """
    county = _county(ctx)
    touch_county(ctx, county)
    _check_stamp(ctx, county, stamp)
    reason = required_text(request.reason, "reason", longest=REASON_MAX)
    found = plan(request, county_places(ctx, county), ledger(ctx, county), ctx.today)
    _lock(ctx, {code for row in found.rows for code in (row.old, row.new)})
    called = _called(ctx, {row.old for row in found.rows})
    change = PlaceChange(
        county_code=county, kind=request.kind, effective_day=request.day, reason=reason,
        made_by_id=ctx.actor.account_id, made_at=ctx.now,
    )
    ctx.session.add(change)
    _make(ctx, found, request)
    before = _rename(ctx, found)
    ctx.session.flush()
    _write_rows(ctx, change, found, before)
    _write_records(ctx, change, request)
    for code in found.ended:
        ctx.session.get_one(Place, code).valid_to = request.day
    ctx.session.flush()
    _bring_up_to_date(ctx, county)
    rewrite_cards(ctx, called)
    audit.record(
        ctx, "change", "place", change.id, kind=request.kind.value, day=request.day.isoformat(),
        olds=list(request.olds), into=list(request.targets),
    )
    return change.id


def undo_change(ctx: Context, change_id: int, stamp: str) -> None:
    """Take a change back: every record is where it was before. The ledger keeps the line.

    Raises NotAllowed; NotFound change_unknown; Conflict change_undone, change_not_last(kind, day) when a later change
    has to do with the same places, places_changed(who, at) as `change_places`.
    """
    county = _county(ctx)
    touch_county(ctx, county)
    _check_stamp(ctx, county, stamp)
    check_undoable(ledger(ctx, county), change_id)
    change = ctx.session.get_one(PlaceChange, change_id)
    rows = ctx.session.scalars(select(PlaceChangeRow).where(PlaceChangeRow.change_id == change.id)).all()
    _lock(ctx, {code for row in rows for code in (row.old_code, row.new_code)})
    called = _called(ctx, {row.new_code for row in rows})
    change.undone_by_id, change.undone_at = ctx.actor.account_id, ctx.now
    for row in rows:
        _restore(ctx, change, row)
    ctx.session.flush()
    _bring_up_to_date(ctx, county)
    rewrite_cards(ctx, called)
    audit.record(ctx, "undo_change", "place", change.id)


def _county(ctx: Context) -> str:
    """The whole county must be the actor's: the records of a place may go anywhere in it."""
    county = county_of(ctx.actor.area_code)
    require(ctx.actor, Permission.PLACE_CHANGE, Subject(county))
    return county


def _check_stamp(ctx: Context, county: str, stamp: str) -> None:
    if ledger_stamp(ctx, county) == stamp:
        return
    who, at = ctx.session.execute(
        select(Account.name, PlaceChange.made_at).join(Account, Account.id == PlaceChange.made_by_id)
        .where(PlaceChange.county_code == county).order_by(PlaceChange.id.desc()).limit(1)
    ).one()
    raise Conflict("places_changed", who=who, at=at)


def _lock(ctx: Context, codes: Iterable[str]) -> None:
    """Whoever is writing a record at one of these places comes first or is told that the place is gone."""
    ctx.session.scalars(
        select(Place.code).where(Place.code.in_(sorted(codes))).order_by(Place.code).with_for_update()
    ).all()


def _called(ctx: Context, codes: set[str]) -> set[str]:
    return set(ctx.session.scalars(select(Place.name).where(Place.code.in_(codes))))


def _make(ctx: Context, found: Plan, request: ChangeRequest) -> None:
    """New places, towns first. One that stands alone in its predecessor's stead takes over its tile and position."""
    for new in sorted(found.made, key=lambda one: (len(one.code), one.code)):
        place = ctx.session.get(Place, new.code) or Place(code=new.code, current_code=new.code)
        place.parent_code, place.county_code = parent_of(new.code), county_of(new.code)
        place.level, place.valid_from, place.valid_to = LEVELS[len(new.code)], request.day, None
        _name(place, new)
        olds = [row.old for row in found.rows if row.new == new.code and row.old in found.ended]
        if olds and request.kind is not ChangeKind.SPLIT:
            old = ctx.session.get_one(Place, olds[0])
            place.tile_row, place.tile_column = old.tile_row, old.tile_column
            place.longitude, place.latitude = old.longitude, old.latitude
        ctx.session.add(place)
        ctx.session.flush()


def _rename(ctx: Context, found: Plan) -> dict[str, dict]:
    """Give places that keep their code their new name; what each was called before."""
    before: dict[str, dict] = {}
    for new in found.renamed:
        place = ctx.session.get_one(Place, new.code)
        before[new.code] = {name: getattr(place, name) for name in NAMED}
        _name(place, new)
    return before


def _name(place: Place, new: NewPlace) -> None:
    place.name, place.official_name, place.name_en = new.name, new.official_name, new.name_en
    place.kind, place.pinyin = new.kind.value, pinyin_of(new.name)


def _write_rows(ctx: Context, change: PlaceChange, found: Plan, before: Mapping[str, dict]) -> None:
    for row in found.rows:
        renamed = before.get(row.new) if row.old == row.new else None
        place = ctx.session.get_one(Place, row.new)
        ctx.session.add(PlaceChangeRow(
            change_id=change.id, old_code=row.old, new_code=row.new, is_default=row.is_default, makes=row.makes,
            before=renamed or {}, after={name: getattr(place, name) for name in NAMED} if renamed else {},
        ))


def _write_records(ctx: Context, change: PlaceChange, request: ChangeRequest) -> None:
    """What the officer said of single records, and of those that go with them."""
    if request.kind is ChangeKind.SPLIT:
        for (table, record_id), code in followed_records(ctx, request.olds[0], request.decisions).items():
            ctx.session.add(PlaceChangeRecord(
                change_id=change.id, record_table=table, record_id=record_id, new_code=code,
            ))


def _restore(ctx: Context, change: PlaceChange, row: PlaceChangeRow) -> None:
    """What the change did to the two places themselves; a name edited since is left as it was edited."""
    old, new = ctx.session.get_one(Place, row.old_code), ctx.session.get_one(Place, row.new_code)
    if row.makes:
        new.valid_to = new.valid_from
    old.valid_to = None
    for name, value in row.before.items():
        if getattr(new, name) == row.after[name]:
            setattr(new, name, value)


def _bring_up_to_date(ctx: Context, county: str) -> None:
    """Where every place, and every record written at it, is now, by the ledger alone."""
    known = ledger(ctx, county)
    places = ctx.session.execute(select(Place.code, Place.current_code).where(Place.county_code == county)).all()
    moved = {
        code: now for (code, stored), now in zip(places, known.now_of((code, None) for code, _ in places), strict=True)
        if stored != now
    }
    for code, now in moved.items():
        ctx.session.execute(update(Place).where(Place.code == code).values(current_code=now))
    for table in placed_tables():
        _move_records(ctx, table, moved)
        _move_single_records(ctx, table, known)


def _move_records(ctx: Context, table: PlacedTable, moved: Mapping[str, str]) -> None:
    for code, now in moved.items():
        _update(ctx, table, table.written == code, now)


def _move_single_records(ctx: Context, table: PlacedTable, known: Ledger) -> None:
    """Records somebody once had a word on, together with others that are to be where they are."""
    named = {id_ for change in known.changes for name, id_ in change.explicit if name == table.name}
    if not named:
        return
    key = table.model.__mapper__.primary_key[0]
    rows = [row for part in in_parts(sorted(named)) for row in ctx.session.execute(
        select(key, table.written, table.now).where(key.in_(part))
    )]
    goes: dict[str, list[int]] = defaultdict(list)
    written: list[tuple[str, Record]] = [(row[1], (table.name, row[0])) for row in rows]
    for (id_, _written, stored), now in zip(rows, known.now_of(written), strict=True):
        if stored != now:
            goes[now].append(id_)
    for now, ids in goes.items():
        for part in in_parts(ids):
            _update(ctx, table, key.in_(part), now)


def _update(ctx: Context, table: PlacedTable, condition, now: str) -> None:
    ctx.session.execute(
        update(table.model).where(condition).values({table.now: now}).execution_options(synchronize_session="fetch")
    )
