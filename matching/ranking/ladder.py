"""Rings: township and banner together, the outside when fewer than wanted fit inside, then the officer's queue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from matching.ranking.assessed import Assessed, order_key
from matching.ranking.features import QueryReading
from matching.ranking.reasons import ReasonCode
from matching.ranking.results import Param, Reason


@dataclass(frozen=True, slots=True)
class Climb:
    rung: str
    ranked: tuple[Assessed, ...]
    steps: tuple[Reason, ...]


def climb(reading: QueryReading, assessed: Sequence[Assessed], wanted: int) -> Climb:
    """Who is proposed, from which rung, and each step taken. No question is lost: nobody gives rung "queue"."""
    query, steps = reading.query, []
    if query.gate == "handover":
        return Climb("handover", (), (_step(ReasonCode.STEP_HANDOVER),))
    if query.gate == "animal_epidemic":
        steps.append(_step(ReasonCode.STEP_EMERGENCY))
    if reading.is_unclear:
        return Climb("queue", (), (*steps, _step(ReasonCode.STEP_UNCLEAR), _step(ReasonCode.STEP_QUEUE)))
    fitting = [one for one in assessed if one.eligible and one.qualified]
    township = [one for one in fitting if one.ring == "township"]
    inside = [one for one in fitting if one.ring != "outside"]
    outside = [one for one in fitting if one.ring == "outside"]
    town = query.town or (query.village or "")[:9]
    if town:
        steps.append(_step(ReasonCode.STEP_TOWNSHIP, place=town, count=len(township)))
    steps.append(_step(ReasonCode.STEP_BANNER, count=len(inside)))
    if len(inside) >= wanted:
        if outside:
            steps.append(_step(ReasonCode.STEP_OUTSIDE_CLOSED, count=len(outside)))
        rung = "township" if len(township) >= wanted else "banner"
        return Climb(rung, tuple(sorted(inside, key=order_key)), tuple(steps))
    steps.append(_step(ReasonCode.STEP_OUTSIDE, count=len(outside), inside=len(inside)))
    steps.extend(_who_would_fit(assessed))
    if not fitting:
        steps.extend(_nobody(assessed))
        return Climb("queue", (), tuple(steps))
    return Climb("outside" if outside else "banner", tuple(sorted(fitting, key=order_key)), tuple(steps))


def chance(ranked: Sequence[Assessed], wanted: int) -> list[Reason]:
    """A floor for newcomers: where none is among the `wanted` shown, the best one who fits is named."""
    first = next((rank for rank, one in enumerate(ranked, start=1) if one.is_newcomer), 0)
    if first <= wanted:
        return []
    return [_step(ReasonCode.STEP_NEWCOMER, expert_id=ranked[first - 1].expert.id, rank=first)]


def _who_would_fit(assessed: Sequence[Assessed]) -> list[Reason]:
    """Per hard rule: how many whose subject fits it keeps away."""
    kept: dict[str, list[int]] = defaultdict(list)
    dates: dict[str, set[Param]] = defaultdict(set)
    for one in assessed:
        if one.qualified and one.expert.active:
            for objection in one.objections:
                kept[objection.code].append(one.expert.id)
                dates[objection.code].add(objection.params.get("until", ""))
    return [_fit_but(rule, experts, dates[rule]) for rule, experts in sorted(kept.items())]


def _fit_but(rule: str, experts: list[int], dates: set[Param]) -> Reason:
    (first, *others) = sorted(dates, key=str)
    until = {"until": first} if first and not others else {}
    return _step(ReasonCode.STEP_FIT_BUT, rule=rule, count=len(experts), experts=sorted(experts), **until)


def _nobody(assessed: Sequence[Assessed]) -> list[Reason]:
    active = [one for one in assessed if one.expert.active]
    if not active:
        return [_step(ReasonCode.STEP_NO_EXPERTS), _step(ReasonCode.STEP_QUEUE)]
    unfit = sum(not one.qualified for one in active)
    return [_step(ReasonCode.STEP_NO_FIT, count=unfit), _step(ReasonCode.STEP_QUEUE)]


def _step(code: ReasonCode, **params: Param) -> Reason:
    return Reason("step", code.value, params)
