"""The ladder: village technician, township, banner, platform or outside team, leader; each step with its reason.

The clock takes the steps within the offices and to the leader; where somebody must be called, it asks an officer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.domain.errors import Conflict, InvalidInput, NotFound
from data.domain.ladder import (
    Cause,
    Rule,
    Step,
    checked_rule,
    is_above,
    ladder_rules,
    next_steps,
    rules_to_json,
)
from data.domain.permissions import Permission, Subject, require
from data.domain.places import county_of
from data.domain.problem import ProblemEventKind, Rung
from data.domain.text import optional_text, required_text
from data.models.place import County
from data.models.problem import Problem
from data.queries.ladder import standings
from data.queries.scope import find
from data.services.audit import record
from data.services.clocks import calendar_of
from data.services.context import Context
from data.services.events import append_event, check_assignable
from data.services.numbers import touch_county

WHOM_MAX = 80
WORDS_MAX = 500
BEYOND = (Rung.PLATFORM, Rung.OUTSIDE, Rung.LEADER)


def raise_rung(
    ctx: Context, problem_id: int, version: int, rung: str, whom: str, words: str | None = None,
) -> None:
    """The office asks beyond its own experts; the problem stays with it until somebody takes it on.

    Raises NotAllowed, NotFound, InvalidInput rung_unknown, text_missing (whom), Conflict as `check_assignable`.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.PROBLEM_ASSIGN, Problem, problem_id, lock=True)
    check_assignable(ctx, problem, version)
    if rung not in BEYOND:
        raise InvalidInput("rung_unknown", field="rung", value=rung)
    said = optional_text(words, "words", longest=WORDS_MAX)
    append_event(
        ctx, problem, ProblemEventKind.RAISED, rung=rung, to_whom=required_text(whom, "whom", longest=WHOM_MAX),
        words=said,
    )
    record(ctx, "raise", "problem", problem.id, rung=rung)


@dataclass(frozen=True)
class DueStep:
    """What the rules say of one question, as it was read at `version`."""

    problem_id: int
    version: int
    step: Step
    is_proposal: bool


def due_steps(ctx: Context, county_code: str) -> list[DueStep]:
    """The steps that the county's rules ask for now and that were not taken yet, oldest promise first."""
    rules = ladder_rules(ctx.session.get_one(County, county_code).settings)
    found = []
    for one in standings(ctx, county_code, rules, _overdue_since(ctx, county_code, rules)):
        by_clock, proposed = next_steps(rules, one.rung, one.counts)
        if by_clock:
            found.append(DueStep(one.problem_id, one.version, by_clock, is_proposal=False))
        elif proposed and one.is_assignable and (one.proposed is None or is_above(proposed.rung, one.proposed)):
            found.append(DueStep(one.problem_id, one.version, proposed, is_proposal=True))
    return found


def take_steps(ctx: Context, county_code: str, steps: Sequence[DueStep]) -> int:
    """Timed work: write these steps, each with its reason: how many. What changed since it was read is left for the
    next turn; a proposal only asks an officer."""
    touch_county(ctx, county_code)
    written = 0
    for due in steps:
        problem = ctx.session.get_one(Problem, due.problem_id)
        ctx.session.refresh(problem, with_for_update={"of": Problem})
        if problem.version != due.version:
            continue
        kind = ProblemEventKind.RAISE_PROPOSED if due.is_proposal else ProblemEventKind.RAISED
        append_event(
            ctx, problem, kind, rung=due.step.rung.value, cause=due.step.cause.value, count=due.step.count,
        )
        written += 1
    return written


def add_rule(ctx: Context, rule: Rule) -> None:
    """Raises NotAllowed; InvalidInput('rule_least'); Conflict('rule_known')."""
    county, rules = _rules(ctx)
    if checked_rule(rule) in rules:
        raise Conflict("rule_known")
    _write_rules(ctx, county, (*rules, rule))


def remove_rule(ctx: Context, rule: Rule) -> None:
    """Raises NotAllowed, NotFound('rule_unknown')."""
    county, rules = _rules(ctx)
    if rule not in rules:
        raise NotFound("rule_unknown")
    _write_rules(ctx, county, tuple(one for one in rules if one != rule))


def _overdue_since(ctx: Context, county_code: str, rules: Iterable[Rule]) -> dict[int, dt.datetime]:
    """Working days of the county -> the latest moment that lies at least so many behind."""
    calendar = calendar_of(ctx, county_code)
    return {
        rule.least: calendar.before(ctx.now, rule.least * calendar.day_minutes) for rule in rules
        if rule.cause is Cause.OVERDUE
    }


def _rules(ctx: Context) -> tuple[County, tuple[Rule, ...]]:
    """Of the actor's county, locked; they hold for all of it."""
    code = county_of(ctx.actor.area_code)
    require(ctx.actor, Permission.OFFICE_EDIT, Subject(code))
    touch_county(ctx, code)
    county = ctx.session.get_one(County, code, populate_existing=True)
    return county, ladder_rules(county.settings)


def _write_rules(ctx: Context, county: County, rules: tuple[Rule, ...]) -> None:
    county.settings = {**county.settings, "ladder_rules": rules_to_json(rules)}
    record(ctx, "edit", "ladder", county.code, rules=rules_to_json(rules))
