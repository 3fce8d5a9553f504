"""Conflicts of interest as declared, and farms that would rather have, or not have, somebody."""

from __future__ import annotations

import datetime as dt

from data.domain.ties import ConflictKind, WishKind
from data.models.tie import ConflictOfInterest, FarmWish
from data.sample.cases import Case, Outcome
from data.sample.matchmaking import pick_expert
from data.sample.texts import read_toml
from data.sample.world import World, at

REFUSING = 0.15  # share of the settled cases of farms with an account, if somebody else could have come
HOUR = 10


def add_conflicts(world: World) -> None:
    """Those of ties.toml; who is in conflict is sent to nobody they must keep away from."""
    experts = {expert.name: expert.id for expert in reversed(world.experts)}
    farms = {farm.name: farm.id for farm in world.farms}
    for entry in read_toml("ties.toml")["conflict"]:
        expert_id, farm_id = experts[entry["expert"]], farms[entry["farm"]]
        world.add(
            ConflictOfInterest, expert_id=expert_id, farm_id=farm_id, kind=ConflictKind(entry["kind"]),
            words=entry.get("words"), declared_by_id=world.officers[0], declared_at=_moment(world, entry["days"]),
            ended_by_id=world.officers[0] if "ended" in entry else None,
            ended_at=_moment(world, entry["ended"]) if "ended" in entry else None,
        )
        if "ended" not in entry:
            world.barred.add((farm_id, expert_id))


def let_farms_refuse(world: World, cases: list[Case]) -> None:
    """Now and then a farm does not want whom it was sent first; that one never serves it."""
    serving = {(case.farm.id, case.expert.id) for case in cases if case.expert}
    for case in cases:
        if case.expert and case.outcome is Outcome.SOLVED and case.farm.account_id and world.chance(REFUSING):
            first = pick_expert(world, case.question, case.farm, case.on, besides=case.expert)
            if first and (case.farm.id, first.id) not in serving:
                case.refused = first
                world.barred.add((case.farm.id, first.id))


def write_refusal(world: World, case: Case, problem_id: int, moment: dt.datetime) -> str:
    """The farm's word, holding until it says otherwise: the reason."""
    said = world.one(read_toml("ties.toml")["refusal"])
    _wish(world, case, WishKind.REFUSES, case.refused.id, problem_id, moment, said["reason"], said["words"])
    return said["reason"]


def write_request(world: World, case: Case, problem_id: int, moment: dt.datetime) -> None:
    """The farm asks for whom it was then sent."""
    _wish(world, case, WishKind.ASKS, case.expert.id, problem_id, moment, None, None)


def _wish(
    world: World, case: Case, kind: WishKind, expert_id: int, problem_id: int, moment: dt.datetime,
    reason: str | None, words: str | None,
) -> None:
    world.add(
        FarmWish, farm_id=case.farm.id, expert_id=expert_id, kind=kind, problem_id=problem_id, reason=reason,
        words=words, said_by_id=case.farm.account_id, said_at=moment, ended_by_id=None, ended_at=None,
    )


def _moment(world: World, days: int) -> dt.datetime:
    return at(world.today + dt.timedelta(days=days), HOUR, 0)
