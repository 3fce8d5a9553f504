"""What the page of one expert shows, read at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.domain.errors import NotFound
from data.queries.expert_record import ExpertRecord, expert_record
from data.queries.register import RecordPage, record_page
from data.queries.register_codes import Codes, codes_for
from data.queries.service_records import may_issue
from data.register.expert import EXPERT
from pages.shared.guards import Screen


@dataclass(frozen=True)
class View:
    page: RecordPage
    record: ExpertRecord
    codes: Codes
    now: dt.datetime
    today: dt.date
    may_issue_record: bool


def load(screen: Screen, expert_id: int | None) -> View:
    """Raises NotFound expert_unknown, NotAllowed."""
    if expert_id is None:
        raise NotFound("expert_unknown")
    with screen.reading() as ctx:
        page = record_page(ctx, EXPERT, expert_id)
        codes = codes_for(ctx, EXPERT, [page.document])
        return View(page, expert_record(ctx, expert_id), codes, ctx.now, ctx.today, may_issue(ctx, expert_id))
