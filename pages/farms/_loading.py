"""What the page of one served unit shows, read at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.domain.errors import NotFound
from data.queries.farm_record import FarmRecord, farm_record
from data.queries.register import RecordPage, record_page
from data.queries.register_codes import Codes, codes_for
from data.queries.ties import ConflictRow, WishRow, conflicts_of_farm, wishes_of_farm
from data.register.farm import FARM
from pages.shared.guards import Screen


@dataclass(frozen=True)
class View:
    page: RecordPage
    record: FarmRecord
    wishes: list[WishRow]
    conflicts: list[ConflictRow]
    codes: Codes
    now: dt.datetime
    today: dt.date


def load(screen: Screen, farm_id: int | None) -> View:
    """Raises NotFound farm_unknown, NotAllowed."""
    if farm_id is None:
        raise NotFound("farm_unknown")
    with screen.reading() as ctx:
        page = record_page(ctx, FARM, farm_id)
        return View(
            page, farm_record(ctx, farm_id), wishes_of_farm(ctx, farm_id), conflicts_of_farm(ctx, farm_id),
            codes_for(ctx, FARM, [page.document]), ctx.now, ctx.today,
        )
