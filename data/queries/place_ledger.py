"""The county's places and the ledger of their changes, as the rules want them; and whether the rows say the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from sqlalchemy import exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from data.domain.place_changes import PlaceFacts
from data.domain.place_ledger import Ledger, LedgerChange, LedgerRow, Record
from data.domain.places import PlaceKind, PlaceLevel
from data.models.account import Account
from data.models.base import Base
from data.models.expert import Expert
from data.models.place import Place
from data.models.place_change import PlaceChange, PlaceChangeRecord, PlaceChangeRow
from data.models.placed import Placed
from data.queries.scope import below
from data.services.context import Context


@dataclass(frozen=True)
class PlacedTable:
    """A table whose rows lie at a place: the place as it was written, and as it is now."""

    model: type[Base]
    written: InstrumentedAttribute[str]
    now: InstrumentedAttribute[str]

    @property
    def name(self) -> str:
        return self.model.__tablename__


def placed_tables() -> list[PlacedTable]:
    """All of them, in a fixed order; a new table joins by being `Placed`."""
    placed = [PlacedTable(model, model.place_code, model.current_place) for model in Placed.__subclasses__()]
    others = [
        PlacedTable(Expert, Expert.home_place, Expert.current_home),
        PlacedTable(Account, Account.area_code, Account.current_area),
    ]
    return sorted((*placed, *others), key=lambda table: table.name)


@cache
def now_column(written: InstrumentedAttribute[str]) -> InstrumentedAttribute[str]:
    """The column that says where the places of `written` are now."""
    return next(
        table.now for table in placed_tables() if (table.model, table.written.key) == (written.class_, written.key)
    )


def ledger(ctx: Context, county_code: str) -> Ledger:
    """Every change of the county's places, undone ones too, in the order they were made."""
    rows: dict[int, list[LedgerRow]] = defaultdict(list)
    of_county = select(PlaceChange.id).where(PlaceChange.county_code == county_code)
    for row in ctx.session.scalars(
        select(PlaceChangeRow).where(PlaceChangeRow.change_id.in_(of_county))
        .order_by(PlaceChangeRow.change_id, PlaceChangeRow.old_code, PlaceChangeRow.new_code)
    ):
        rows[row.change_id].append(LedgerRow(row.old_code, row.new_code, row.is_default, row.makes))
    explicit: dict[int, dict[Record, str]] = defaultdict(dict)
    for one in ctx.session.scalars(select(PlaceChangeRecord).where(PlaceChangeRecord.change_id.in_(of_county))):
        explicit[one.change_id][one.record_table, one.record_id] = one.new_code
    changes = ctx.session.scalars(
        select(PlaceChange).where(PlaceChange.county_code == county_code).order_by(PlaceChange.id)
    )
    return Ledger(tuple(
        LedgerChange(
            change.id, change.effective_day, tuple(rows[change.id]), explicit[change.id],
            change.undone_at is not None,
        )
        for change in changes
    ))


def ledger_stamp(ctx: Context, county_code: str) -> str:
    """Another one after each change and each undoing: what a preview was made on."""
    last, undone = ctx.session.execute(
        select(func.max(PlaceChange.id), func.count(PlaceChange.undone_at))
        .where(PlaceChange.county_code == county_code)
    ).one()
    return f"{last or 0}-{undone}"


def county_places(ctx: Context, county_code: str) -> dict[str, PlaceFacts]:
    """Every town and village the county has or had, by code."""
    withdrawn = ledger(ctx, county_code).withdrawn()
    places = ctx.session.scalars(
        select(Place).where(
            Place.county_code == county_code, Place.level.in_((PlaceLevel.TOWN, PlaceLevel.VILLAGE)),
        ).order_by(Place.code)
    )
    return {
        place.code: PlaceFacts(
            place.code, place.name, place.official_name, place.name_en, PlaceKind(place.kind), place.current_code,
            place.valid_to is None, place.code in withdrawn,
            place.code in withdrawn and _has_records(ctx, place.code),
        )
        for place in places
    }


def _has_records(ctx: Context, code: str) -> bool:
    return any(
        ctx.session.scalar(select(exists().where(table.written == code))) for table in placed_tables()
    )


def differing_places(ctx: Context, county_code: str) -> list[tuple[str, object, str, str]]:
    """The rebuild check: (table, key, stored, replayed) of every row that the ledger alone would put elsewhere."""
    known = ledger(ctx, county_code)
    found: list[tuple[str, object, str, str]] = []
    places = ctx.session.execute(select(Place.code, Place.current_code).where(Place.county_code == county_code)).all()
    for (code, stored), replayed in zip(places, known.now_of((code, None) for code, _now in places), strict=True):
        if stored != replayed:
            found.append(("place", code, stored, replayed))
    for table in placed_tables():
        keys = table.model.__mapper__.primary_key
        rows = ctx.session.execute(
            select(table.written, table.now, *keys).where(below(table.written, county_code))
        ).all()
        written = ((row[0], (table.name, row[2])) for row in rows)
        for row, replayed in zip(rows, known.now_of(written), strict=True):
            if row[1] != replayed:
                found.append((table.name, tuple(row[2:]), row[1], replayed))
    return found
