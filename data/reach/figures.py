"""The figures as data: what each counts, and over which axes it may be added up (docs/definitions.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from data.i18n import N_
from data.reach.interval import Interval


class Axis(StrEnum):
    PLACE = "place"
    EXPERT = "expert"
    INDUSTRY = "industry"
    PROJECT = "project"
    MONTH = "month"


@dataclass(frozen=True)
class Figure:
    """`name` and `sentence` are message ids; `version` rises when the rule changes."""

    code: str
    unit: str
    name: str
    sentence: str
    additive_over: frozenset[Axis] = frozenset()
    version: int = 1


PLACE, EXPERT, INDUSTRY, MONTH = Axis.PLACE, Axis.EXPERT, Axis.INDUSTRY, Axis.MONTH

PEOPLE = Figure(
    "people", N_("人"), N_("直接受益人数"),
    N_("一人在这段时间、这个范围里至少有一次服务，有签字名单，或者本人、户主确认过；一人只算一次"),
)
LOGGED_ONLY = Figure(
    "logged_only", N_("人"), N_("只有专家记录的人"),
    N_("只有专家写下名字，还没有签字名单，也没有人确认；不算进直接受益人数"),
)
CONTACTS = Figure(
    "contacts", N_("人次"), N_("服务人次"), N_("每人每次服务算一次，可以相加；没写名字的人头也在内"),
    frozenset({PLACE, EXPERT, INDUSTRY, MONTH}),
)
TRAINING_CONTACTS = Figure(
    "training_contacts", N_("人次"), N_("培训人次"), N_("服务人次里的培训部分"),
    frozenset({PLACE, EXPERT, INDUSTRY, MONTH}),
)
HOUSEHOLDS = Figure(
    "households", N_("户"), N_("受益户数"), N_("受益的人所在的户，加上自己确认过服务的户；一户只算一次"),
)
NEWLY_REACHED = Figure(
    "newly_reached", N_("人"), N_("新增受益人数"), N_("头一次有凭据的服务落在这段时间里的人"), frozenset({MONTH}),
)
SOLVED = Figure(
    "solved", N_("件"), N_("农户确认解决"), N_("这段时间提的问题里，农户自己说解决了的；按提问的日子归月"),
    frozenset({PLACE, INDUSTRY, MONTH}),
)
FINISHED = Figure(
    "finished", N_("件"), N_("专家办结，等农户确认"), N_("专家办完了，农户还没有说行不行"),
    frozenset({PLACE, INDUSTRY, MONTH}),
)
UNCONFIRMED = Figure(
    "unconfirmed", N_("件"), N_("未确认结案"), N_("专家办完了，打了两天电话没联系上农户；不算进农户确认解决"),
    frozenset({PLACE, INDUSTRY, MONTH}),
)
OPEN = Figure(
    "open", N_("件"), N_("还在办"), N_("还没派、等答复、在办，或者农户说没解决的"), frozenset({PLACE, INDUSTRY, MONTH}),
)
SERVICE_DAYS = Figure(
    "service_days", N_("天"), N_("服务天数"), N_("每位专家有服务记录的日子，一天只算一次"), frozenset({EXPERT}),
)
TOWNS = Figure("towns", N_("个苏木镇"), N_("有服务的苏木镇"), N_("至少有一人受益的苏木镇；农牧场不在内"))
VILLAGES = Figure("villages", N_("个嘎查村"), N_("有服务的嘎查村"), N_("至少有一人受益的嘎查、村；社区和分场不在内"))

FIGURES = {figure.code: figure for figure in (
    PEOPLE, LOGGED_ONLY, CONTACTS, TRAINING_CONTACTS, HOUSEHOLDS, NEWLY_REACHED,
    SOLVED, FINISHED, UNCONFIRMED, OPEN, SERVICE_DAYS, TOWNS, VILLAGES,
)}


class NotAdditive(ValueError):
    """These values must not be added: the figure counts distinct things, or the scopes overlap."""


@dataclass(frozen=True)
class Measured:
    """A figure's value in a scope: for each axis that is narrowed, to what (a place code, a project, a month)."""

    figure: Figure
    value: int | Interval
    scope: Mapping[Axis, str]


def add(parts: Iterable[Measured], axis: Axis) -> Measured:
    """The sum of `parts` over `axis`; the scope of the result is no longer narrowed on it.

    Raises NotAdditive when the figure does not add up over `axis`, when a part is an interval, or when the parts
    are of several figures, differ on another axis, or overlap (a month twice, a village beside its own town).
    """
    parts = list(parts)
    _check_same_figure(parts, axis)
    _check_no_overlap(parts, axis)
    rest = {name: value for name, value in parts[0].scope.items() if name is not axis}
    return Measured(parts[0].figure, sum(part.value for part in parts), rest)  # type: ignore[misc]


def _check_same_figure(parts: list[Measured], axis: Axis) -> None:
    codes = {part.figure.code for part in parts}
    if len(codes) != 1:
        raise NotAdditive(f"one figure at a time, not {sorted(codes)}")
    if axis not in parts[0].figure.additive_over:
        raise NotAdditive(f"{parts[0].figure.code} does not add up over {axis}")
    if any(isinstance(part.value, Interval) for part in parts):
        raise NotAdditive("ends of intervals do not add up")


def _check_no_overlap(parts: list[Measured], axis: Axis) -> None:
    rests = [{name: value for name, value in part.scope.items() if name is not axis} for part in parts]
    if any(rest != rests[0] for rest in rests):
        raise NotAdditive(f"the parts differ on more than {axis}")
    if any(axis not in part.scope for part in parts):
        raise NotAdditive(f"a part is not narrowed on {axis}")
    keys = sorted(part.scope[axis] for part in parts)
    for shorter, longer in pairwise(keys):
        if shorter == longer or (axis is Axis.PLACE and longer.startswith(shorter)):
            raise NotAdditive(f"{shorter} and {longer} overlap")
