"""Everything the page of one visit shows, read in one go."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.domain.errors import NotFound
from data.domain.permissions import Permission, reach_of
from data.queries.follow_ups import FollowUpsHere, follow_ups_here
from data.queries.places import place_names
from data.queries.projects import projects_running
from data.queries.training_form import WaitingLine, waiting_lines
from data.queries.visit_rows import ProjectChoice, Villager, VisitPage
from data.queries.visits import list_form, visit_page
from pages.shared.guards import Screen


@dataclass(frozen=True)
class View:
    """`to_tick`: the named by open name, and `waiting` lines, for who may attach a list; `choices`: projects, for who
    may correct them."""

    page: VisitPage
    place: str
    now: dt.datetime
    today: dt.date
    to_tick: tuple[Villager, ...]
    choices: tuple[ProjectChoice, ...]
    waiting: tuple[WaitingLine, ...]
    may_settle: bool
    follow_ups: FollowUpsHere | None


def load(screen: Screen, visit_id: int | None) -> View:
    """Raises NotFound('visit_unknown') without a number in the address, and whatever the queries raise."""
    if visit_id is None:
        raise NotFound("visit_unknown")
    with screen.reading() as ctx:
        page = visit_page(ctx, visit_id)
        return View(
            page, place_names(ctx, [page.place_code])[page.place_code], ctx.now, ctx.today,
            list_form(ctx, visit_id) if page.may_attach else (),
            projects_running(ctx, page.place_code, page.service_day) if page.may_correct else (),
            waiting_lines(ctx, visit_id) if page.may_attach else (),
            reach_of(ctx.actor.role, Permission.LIST_SETTLE) is not None, follow_ups_here(ctx, visit_id=visit_id),
        )
