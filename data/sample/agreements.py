"""Agreements of three parties: most in force, some without a scan, waiting for a party, returned, or over."""

from __future__ import annotations

import datetime as dt
from itertools import cycle

from data.domain.register import Decision, FarmKind, Indicator, Party
from data.models.agreement import Agreement, AgreementDecision, AgreementTarget
from data.models.expert import Expert
from data.sample.names import pinyin
from data.sample.pictures import Picture, keep_picture
from data.sample.world import COUNTY, ExpertHere, FarmHere, World, at
from data.services.files import AGREEMENT_SCAN

AGREEMENTS = 18
TERM = 365
# What an agreement promises over its term: least and most.
PROMISES = {
    Indicator.SERVICE_DAYS: (12, 40), Indicator.VISITS: (8, 30), Indicator.TRAININGS: (2, 6),
    Indicator.NEW_PRACTICES: (1, 3), Indicator.INCOME_YUAN: (20_000, 200_000),
}
PROMISED = 0.5
# How far an agreement has come: parties who passed it, whether the next one returned it, whether there is a scan.
FATES = [(3, False, True)] * 5 + [(3, False, False), (2, False, False), (1, True, False), (0, False, False)]
RETURNED = ["服务天数写少了，改成二十天再签", "日子和去年的协议重了", "盖章的单位名字不对"]
KINDS = (FarmKind.COOPERATIVE, FarmKind.FAMILY_FARM, FarmKind.FIRM)


def add_agreements(world: World, scan: Picture) -> None:
    """Between experts whom a unit sends and units they know the trade of; nobody who must keep away."""
    units = {row["id"]: row["sending_unit_id"] for row in world.rows[Expert]}
    pairs = [
        (expert, farm) for expert in world.experts for farm in world.farms
        if units[expert.id] and farm.kind in KINDS and (farm.id, expert.id) not in world.barred
        and set(expert.industries) & {industry for industry, _ in farm.crops}
    ]
    chosen: dict[int, tuple[ExpertHere, FarmHere]] = {}
    for expert, farm in world.rng.sample(pairs, min(len(pairs), AGREEMENTS * 4)):
        if len(chosen) < AGREEMENTS * world.size.copies:
            chosen.setdefault(farm.id, (expert, farm))
    for (expert, farm), fate in zip(chosen.values(), cycle(FATES), strict=False):
        agreement_id, first = _agree(world, expert, units[expert.id], farm)
        passed, is_returned, has_scan = fate
        _decide(world, agreement_id, (expert, farm), first, passed, is_returned)
        if has_scan:
            keep_picture(
                world, scan, at(first, 15, 30), world.officers[0], agreement_id=agreement_id, kind=AGREEMENT_SCAN,
            )


def _agree(world: World, expert: ExpertHere, unit_id: int, farm: FarmHere) -> tuple[int, dt.date]:
    """Nobody is bound to one unit alone: that would keep them from all others."""
    first = world.today - dt.timedelta(days=world.rng.randint(20, 520))
    name = f"三方协议{first.year}-{world.last_id[Agreement] + 1:02}（演示）"
    agreement_id = world.add(
        Agreement, county_code=COUNTY, name=name, pinyin=pinyin(name), expert_id=expert.id, sending_unit_id=unit_id,
        farm_id=farm.id, first_day=first, last_day=first + dt.timedelta(days=TERM), is_exclusive=False,
        is_active=True, version=1,
    )
    for indicator, bounds in PROMISES.items():
        if indicator is Indicator.SERVICE_DAYS or world.chance(PROMISED):
            world.add(
                AgreementTarget, agreement_id=agreement_id, indicator=indicator, value=world.rng.randint(*bounds),
            )
    return agreement_id, first


def _decide(
    world: World, agreement_id: int, sides: tuple[ExpertHere, FarmHere], first: dt.date, passed: int, is_returned: bool,
) -> None:
    """Each party in its turn, some days before the term begins."""
    expert, farm = sides
    said_by = (expert.account_id, world.officers[0], farm.account_id or world.officers[0])
    decisions = [Decision.PASSED] * passed + [Decision.RETURNED] * is_returned
    for place, (party, account_id, decision) in enumerate(zip(Party, said_by, decisions, strict=False)):
        world.add(
            AgreementDecision, agreement_id=agreement_id, version=1, party=party, decision=decision,
            words=world.one(RETURNED) if decision is Decision.RETURNED else None, account_id=account_id,
            at=at(first - dt.timedelta(days=6 - 2 * place), 10, world.rng.randint(0, 59)),
        )
