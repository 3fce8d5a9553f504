"""Writing the cells of a month, and of the year it belongs to, from the visits as they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from pyroaring import BitMap
from sqlalchemy import delete, func, insert, select, tuple_
from sqlalchemy.orm import Session

from data.domain.parts import AT_ONCE, in_parts
from data.domain.visit import COUNTED
from data.models.place import County
from data.models.reach_cell import ReachCell
from data.models.visit import Visit
from data.reach.cells import NUMBERS, SETS, Cell, Key, cells_of, united
from data.rollup.months import events_of

KEY = (ReachCell.place_code, ReachCell.project_id, ReachCell.industry)


def rebuild(session: Session, county: str) -> int:
    """All cells of a county anew; how many months had a counted visit. Waits for other writers of the county."""
    _lock(session, county)
    session.execute(delete(ReachCell).where(ReachCell.county_code == county))
    months = _months(session, county)
    for month in months:
        _insert(session, county, _span(month), cells_of(events_of(session, county, month)))
    for year in sorted({month.year for month in months}):
        _write_year(session, county, year, None)
    return len(months)


def refresh(session: Session, county: str, month: dt.date, keys: Collection[Key]) -> None:
    """The cells `keys` of one month and of its year, anew: all of them when they are many. Waits for other writers of
    the county.
    """
    _lock(session, county)
    wanted = set(keys) if len(keys) <= AT_ONCE else None
    _delete(session, county, _span(month), wanted)
    _insert(session, county, _span(month), cells_of(events_of(session, county, month), wanted))
    _delete(session, county, month.year, wanted)
    _write_year(session, county, month.year, wanted)


def differing(session: Session, county: str) -> list[tuple[int, Key]]:
    """(span, key) of every cell that is not what its visits come to; empty when all is well."""
    counted: dict[tuple[int, Key], Cell] = {}
    for month in _months(session, county):
        for key, cell in cells_of(events_of(session, county, month)).items():
            counted[_span(month), key] = cell
            counted.setdefault((month.year, key), Cell()).unite(cell)
    kept = stored(session, county)
    return sorted(one for one in counted.keys() | kept.keys() if counted.get(one) != kept.get(one))


def stored(session: Session, county: str) -> dict[tuple[int, Key], Cell]:
    """(span, key) -> cell, as the table has them."""
    rows = session.scalars(select(ReachCell).where(ReachCell.county_code == county))
    return {(row.span, Key(row.place_code, row.project_id, row.industry)): cell_from(row) for row in rows}


def cell_from(row) -> Cell:
    """A cell out of a row that has its columns."""
    return Cell(
        *(getattr(row, name) for name in NUMBERS), *(BitMap.deserialize(getattr(row, name)) for name in SETS),
    )


def _span(month: dt.date) -> int:
    return month.year * 100 + month.month


def _lock(session: Session, county: str) -> None:
    session.execute(select(County.code).where(County.code == county).with_for_update())


def _months(session: Session, county: str) -> list[dt.date]:
    """The first day of every month with a counted visit."""
    year, month = func.extract("year", Visit.service_day), func.extract("month", Visit.service_day)
    query = select(year, month).distinct().where(Visit.county_code == county, Visit.status.in_(COUNTED))
    return sorted(dt.date(int(y), int(m), 1) for y, m in session.execute(query))


def _write_year(session: Session, county: str, year: int, keys: Collection[Key] | None) -> None:
    """The year's cells as unions of its months'."""
    query = select(ReachCell).where(
        ReachCell.county_code == county, ReachCell.span.between(year * 100 + 1, year * 100 + 12),
    )
    if keys is not None:
        query = query.where(tuple_(*KEY).in_(list(keys)))
    cells: dict[Key, list[Cell]] = {}
    for row in session.execute(query.with_only_columns(*ReachCell.__table__.c)):
        cells.setdefault(Key(row.place_code, row.project_id, row.industry), []).append(cell_from(row))
    _insert(session, county, year, {key: united(of_months) for key, of_months in cells.items()})


def _delete(session: Session, county: str, span: int, keys: Collection[Key] | None) -> None:
    gone = delete(ReachCell).where(ReachCell.county_code == county, ReachCell.span == span)
    if keys is not None:
        gone = gone.where(tuple_(*KEY).in_(list(keys)))
    session.execute(gone.execution_options(synchronize_session=False))


def _insert(session: Session, county: str, span: int, cells: dict[Key, Cell]) -> None:
    rows = [
        {
            "county_code": county, "place_code": key.place, "project_id": key.project, "industry": key.industry,
            "span": span, **{name: getattr(cell, name) for name in NUMBERS},
            **{name: getattr(cell, name).serialize() for name in SETS},
        }
        for key, cell in cells.items()
    ]
    for some in in_parts(rows):
        session.execute(insert(ReachCell.__table__), some)
