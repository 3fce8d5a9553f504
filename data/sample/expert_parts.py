"""What hangs on an expert: days off, seasons, postings, licences, members of a team."""

from __future__ import annotations

import datetime as dt

from data.domain.register import Licence
from data.models.expert import ExpertAbsence, ExpertLicence, ExpertPosting, ExpertSeason, TeamMember
from data.sample.world import ExpertHere, World

POSTED_BEFORE = 0.35  # share of those posted now who were somewhere else the term before
TERM = dt.timedelta(days=730)
ONE_TOWN = "一人一镇"  # nobody is posted to two towns of this kind at once


def add_parts(world: World, entries: list[dict]) -> None:
    """For each expert what the entry of the same name says; postings are drawn."""
    by_name = {entry["key"]: entry for entry in entries}
    for expert in world.experts:
        entry = by_name.get(expert.name, {})
        _add_days_off(world, expert, entry)
        _add_licences(world, expert, entry)
        _add_members(world, expert, entry)
        if not entry.get("is_outside") and entry.get("kind", "person") == "person":
            _add_postings(world, expert, "unreachable" not in entry)


def day_from(world: World, days: int | None) -> dt.date | None:
    return None if days is None else world.today + dt.timedelta(days=days)


def _add_days_off(world: World, expert: ExpertHere, entry: dict) -> None:
    for first, last, reason in entry.get("away", []):
        world.add(
            ExpertAbsence, expert_id=expert.id, first_day=day_from(world, first), last_day=day_from(world, last),
            reason=reason,
        )
    for first, last, reason in entry.get("seasons", []):
        world.add(ExpertSeason, expert_id=expert.id, first=first, last=last, reason=reason)


def _add_licences(world: World, expert: ExpertHere, entry: dict) -> None:
    """The numbers say that they are none."""
    for kind in expert.licences:
        world.add(
            ExpertLicence, expert_id=expert.id, kind=Licence(kind), number=f"演示{expert.id:04}",
            valid_until=day_from(world, entry.get("licences_until")),
        )


def _add_members(world: World, team: ExpertHere, entry: dict) -> None:
    ids = {expert.name: expert.id for expert in reversed(world.experts)}
    for name in entry.get("members", []):
        world.link(TeamMember, team_id=team.id, member_id=ids[name])


def _add_postings(world: World, expert: ExpertHere, stays: bool) -> None:
    """A term of two years at home, now and then one elsewhere before it; whoever left has an end behind them."""
    begun = world.today - dt.timedelta(days=world.rng.randint(60, 600))
    if world.chance(POSTED_BEFORE):
        elsewhere = world.one(sorted({other.home for other in world.experts if other.home != expert.home}))
        _post(world, expert, elsewhere, begun - TERM, begun - dt.timedelta(days=1))
    _post(world, expert, expert.home, begun, begun + TERM if stays else world.today - dt.timedelta(days=30))


def _post(world: World, expert: ExpertHere, place: str, first: dt.date, last: dt.date) -> None:
    world.add(
        ExpertPosting, expert_id=expert.id, place_code=place, first_day=first, last_day=max(first, last),
        exclusive_group=ONE_TOWN,
    )
