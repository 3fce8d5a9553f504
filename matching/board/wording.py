"""Conflicts and repairs as plain English sentences; who writes another language reads the facts themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matching.board.facts import Fact
from matching.board.instance import Instance
from matching.board.repairs import Repair


def fact_text(instance: Instance, fact: Fact) -> str:
    match fact.kind:
        case "demand":
            able = int((instance.problem == fact.problem).sum())
            return f"Problem {fact.problem} takes {instance.demand[fact.problem]} of the {able} experts who could."
        case "min_load":
            return f"Expert {fact.expert} must carry at least {plain(instance.min_load[fact.expert])}."
        case "max_load":
            return f"Expert {fact.expert} carries at most {plain(max(0.0, instance.max_load[fact.expert]))}."
        case "forbidden":
            return "Problem {} must not go to expert {}.".format(*fact.pair)
        case "locked":
            able = "" if fact.pair in instance.position else ", who is not assignable to it"
            return "Problem {} is fixed on expert {}".format(*fact.pair) + able + "."
        case "must_have":
            group = _listed(fact.rule.experts)
            return f"Problem {fact.problem} must have at least {fact.rule.at_least} of experts {group}."
        case "apart":
            return "Experts {} and {} must not share a problem.".format(*fact.pair)


def repair_text(instance: Instance, repair: Repair) -> str:
    """One sentence; a semicolon between changes."""
    text = "; ".join(_changes(instance, repair))
    return f"{text[0].upper()}{text[1:]}."


def _changes(instance: Instance, repair: Repair) -> Iterator[str]:
    for expert, new in repair.max_load.items():
        old = max(0.0, instance.max_load[expert])
        yield f"let expert {expert} carry {plain(new)} instead of {plain(old)}, or lend somebody able for the rest"
    for expert, new in repair.min_load.items():
        yield f"ask at least {plain(new)} instead of {plain(instance.min_load[expert])} of expert {expert}"
    for problem, new in repair.demand.items():
        yield f"serve problem {problem} with {new} instead of {instance.demand[problem]}"
    for problem, expert in repair.forbidden:
        yield f"allow expert {expert} on problem {problem}"
    for problem, expert in repair.locked:
        yield f"release problem {problem} from expert {expert}"
    for rule in repair.must_have:
        yield f"do without {rule.at_least} of experts {_listed(rule.experts)} on problem {rule.problem}"
    for one, other in repair.apart:
        yield f"let experts {one} and {other} share a problem"


def plain(number: float) -> int | float:
    """A whole number without its decimal point."""
    return int(number) if float(number).is_integer() else float(number)


def _listed(experts: Iterable[int]) -> str:
    return ", ".join(str(expert) for expert in sorted(experts))
