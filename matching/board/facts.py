"""The facts a plan must obey, one by one, so that one can be named, dropped or lifted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from matching.board.instance import Instance, MustHave, Pair

Kind = Literal["demand", "min_load", "max_load", "forbidden", "locked", "must_have", "apart"]


class Fact(NamedTuple):
    """`kind` is the field of the instance that states it; the other fields say which entry of it.

    Dropping the demand of a problem leaves open how many serve it; dropping a maximum leaves it open upwards.
    """

    kind: Kind
    problem: int | None = None
    expert: int | None = None
    pair: Pair | None = None
    rule: MustHave | None = None


def facts_of(instance: Instance) -> list[Fact]:
    return [*_of_pairs(instance), *_of_experts(instance), *_of_problems(instance)]


def _of_problems(instance: Instance) -> Iterator[Fact]:
    for problem in range(instance.problems):
        yield Fact("demand", problem=problem)


def _of_experts(instance: Instance) -> Iterator[Fact]:
    for expert, least in enumerate(instance.min_load.tolist()):
        if least > 0:
            yield Fact("min_load", expert=expert)
        yield Fact("max_load", expert=expert)


def _of_pairs(instance: Instance) -> Iterator[Fact]:
    for pair in instance.locked:
        yield Fact("locked", pair=pair)
    for rule in instance.must_have:
        if rule.at_least > 0:
            yield Fact("must_have", problem=rule.problem, rule=rule)
    for pair in instance.apart:
        yield Fact("apart", pair=pair)
    for pair in instance.forbidden:
        if pair in instance.position:
            yield Fact("forbidden", pair=pair)
