"""A plan as JSON spells it."""

from __future__ import annotations

from typing import Any

from matching.board.facts import Fact
from matching.board.instance import Instance, MustHave
from matching.board.plan import Plan
from matching.board.repairs import LIFTED, Repair, repaired
from matching.board.wording import fact_text, plain, repair_text


def as_json(instance: Instance, plan: Plan) -> dict[str, Any]:
    """A repair's `change` holds whole fields: put in place of the instance's own it makes the instance solvable."""
    return {
        "status": plan.status,
        "total": plain(plan.total),
        "gap": plan.gap,
        "pairs": [list(pair) for pair in plan.pairs],
        "unassigned": list(plan.unassigned),
        "alternates": {str(problem): list(experts) for problem, experts in plan.alternates.items()},
        "conflict": [_conflict(instance, fact) for fact in plan.conflict],
        "repairs": [_repair(instance, repair) for repair in plan.repairs],
    }


def _conflict(instance: Instance, fact: Fact) -> dict[str, Any]:
    entry: dict[str, Any] = {"kind": fact.kind}
    if fact.problem is not None:
        entry["problem"] = fact.problem
    if fact.expert is not None:
        entry["expert"] = fact.expert
    if fact.pair is not None:
        entry["pair"] = list(fact.pair)
    if fact.rule is not None:
        entry |= {"experts": sorted(fact.rule.experts), "at_least": fact.rule.at_least}
    return entry | {"text": fact_text(instance, fact)}


def _repair(instance: Instance, repair: Repair) -> dict[str, Any]:
    after = repaired(instance, repair)
    change: dict[str, Any] = {}
    for kind in repair.kinds():
        if kind == "must_have":
            change[kind] = [_rule(rule) for rule in after.must_have]
        elif kind in LIFTED:
            change[kind] = [list(pair) for pair in getattr(after, kind)]
        else:
            change[kind] = [plain(number) for number in getattr(after, kind).tolist()]
    return {"change": change, "text": repair_text(instance, repair), "cost": plain(repair.cost)}


def _rule(rule: MustHave) -> dict[str, Any]:
    return {"problem": rule.problem, "experts": sorted(rule.experts), "at_least": rule.at_least}
