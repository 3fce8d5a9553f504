"""The figures of a service record equal plain loops over all rows on drawn worlds, on both databases."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from data.domain.problem import ProblemStatus
from data.domain.visit import ConfirmedBy, Outcome, VisitKind
from data.models.expert import Expert
from data.models.problem import Problem
from data.models.visit import Confirmation
from data.queries.impact_scope import ImpactScope
from data.queries.service_record import counted_now, record_of
from data.services.context import Context
from tests.queries.slow_impact import BEIJING, SlowImpact
from tests.queries.small_world import COUNTY, EXPERTS, NOW, TODAY, WORLDS
from tests.queries.test_impact import county, county_on_postgres, reading  # noqa: F401

FIRST = st.sampled_from([dt.date(2025, 4, 30), dt.date(2025, 5, 1), dt.date(2026, 3, 2)])
LAST = st.sampled_from([TODAY, dt.date(2026, 3, 31)])


@settings(max_examples=40)
@given(world=WORLDS, expert=st.sampled_from(EXPERTS), first=FIRST, last=LAST)
def test_figures_equal_plain_loops(county, world, expert, first, last):  # noqa: F811
    with reading(county, world) as ctx:
        assert_equal_to_loops(ctx, expert, first, last)


@settings(max_examples=8)
@given(world=WORLDS, expert=st.sampled_from(EXPERTS), first=FIRST, last=LAST)
def test_figures_equal_plain_loops_on_postgres(county_on_postgres, world, expert, first, last):  # noqa: F811
    with reading(county_on_postgres, world) as ctx:
        assert_equal_to_loops(ctx, expert, first, last)


def assert_equal_to_loops(ctx: Context, expert: int, first: dt.date, last: dt.date) -> None:
    give_problems_to_experts(ctx)
    found = record_of(counted_now(ctx, ctx.session.get_one(Expert, expert), first, last), "zh")
    slow = SlowImpact(ctx.session, ImpactScope(COUNTY, first, last))
    slow.visits = [visit for visit in slow.visits if expert in slow.experts_of[visit.id]]
    figures = found.figures
    assert figures.service_days == len({visit.service_day for visit in slow.visits})
    assert figures.visits == len(slow.visits)
    assert figures.contacts == slow.contacts(slow.visits)
    assert figures.people == slow.interval(slow.visits)
    assert figures.logged_only == slow.evidence()[2]
    assert figures.trainings == sum(visit.kind is VisitKind.TRAINING for visit in slow.visits)
    assert figures.training_contacts == slow.training()
    assert {line.number: line.reached for line in found.visits} == {
        visit.number: sum(grade in "AB" for grade in slow.grades(visit).values()) for visit in slow.visits
    }
    asked = [
        problem for problem in slow.problems if problem.expert_id == expert
        and first <= problem.created_at.astimezone(BEIJING).date() <= last
    ]
    solved = {problem.number for problem in asked if problem.status is ProblemStatus.SOLVED}
    unconfirmed = {problem.number for problem in asked if problem.status is ProblemStatus.UNCONFIRMED}
    assert (figures.solved, figures.unconfirmed) == (len(solved), len(unconfirmed))
    assert {line.number for line in found.problems} == solved | unconfirmed
    assert {line.number for line in found.problems if line.words} == solved
    assert figures.words == len(solved)


def give_problems_to_experts(ctx: Context) -> None:
    """In turn; each asker has said not solved, then solved."""
    for problem in ctx.session.scalars(select(Problem).where(Problem.id < 1000)).all():
        problem.expert_id = EXPERTS[problem.id % len(EXPERTS)]
        for n, outcome in enumerate((Outcome.NOT_SOLVED, Outcome.SOLVED)):
            ctx.session.add(Confirmation(
                id=1000 + 2 * problem.id + n, token=f"{problem.id}-{outcome}", problem_id=problem.id, outcome=outcome,
                door=ConfirmedBy.RECEIPT, at=NOW, answered_by="王", words=f"说的是{outcome}",
            ))
    ctx.session.flush()
