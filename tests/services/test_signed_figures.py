"""What was signed stands whatever is done afterwards, and what stands beside it is counted right."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from data.domain.errors import AppError
from data.domain.problem import ProblemStatus
from data.domain.register import PairDecision
from data.models.closed_period import ClosedPeriod, SignedFigures
from data.models.person import IdentityPair
from data.queries.closed_periods import versions
from data.queries.impact_scope import ImpactScope
from data.queries.period_figures import PeriodFigures, counted_now, figures_of, stamp
from data.queries.restatements import since_signed
from data.services.closed_periods import Signature, close_period
from data.services.context import Context
from data.services.identities import decide, take_back
from tests.queries.slow_impact import SlowImpact
from tests.services.test_histories import History
from tests.village import COUNTY, NOW, Village

FIRST = dt.date(2026, 1, 1)
DOINGS = ("log", "list", "confirm", "call", "void", "projects", "again", "ring", "dispute", "uphold", "pair")
NAMES = ("韩喜莲", "韩二", "贾福", "李强")
DECISIONS = (PairDecision.SAME, PairDecision.DIFFERENT, PairDecision.WAITING)
YESTERDAY = NOW.date() - dt.timedelta(days=1)
steps = st.lists(
    st.tuples(st.sampled_from(DOINGS), st.integers(0, 5), st.frozensets(st.sampled_from(NAMES), min_size=1)),
    min_size=2, max_size=8,
)


class Afterwards(History):
    """As `History`, and decisions on pairs that are taken back as well."""

    def do(self, doing: str, number: int, names: frozenset[str]) -> None:
        if doing != "pair":
            super().do(doing, number, names)
            return
        with self.village.writing("officer") as ctx:
            pairs = ctx.session.scalars(select(IdentityPair).order_by(IdentityPair.id)).all()
            pair, decision = pairs[number % len(pairs)], DECISIONS[number % len(DECISIONS)]
            if decision is PairDecision.WAITING:
                take_back(ctx, pair.id, pair.version)
            else:
                decide(ctx, pair.id, pair.version, decision)

    def try_all(self, drawn: list[tuple]) -> None:
        for step in drawn:
            with suppress(AppError, ZeroDivisionError):  # refused, or no visit yet
                self.do(*step)


@pytest.mark.parametrize(("database_url", "examples"), [("sqlite", 8), ("postgres", 3)], indirect=["database_url"])
def test_what_was_signed_stands_whatever_is_done_afterwards(village: Village, examples: int):
    with village.writing("officer") as ctx:
        for one, other in (("韩喜莲", "韩二"), ("贾福", "李强"), ("韩喜莲", "李强")):
            a, b = sorted(village.person_ids(one, other))
            ctx.session.add(IdentityPair(person_a_id=a, person_b_id=b))

    @settings(max_examples=examples)
    @given(before=steps, after=steps)
    def check(before: list[tuple], after: list[tuple]) -> None:
        history = Afterwards(village)
        history.try_all(before)
        with village.writing("leader") as ctx:
            for model in (SignedFigures, ClosedPeriod):
                ctx.session.execute(delete(model))
            seen = counted_now(ctx, COUNTY, FIRST, YESTERDAY)
            period_id = close_period(ctx, FIRST, YESTERDAY, Signature("乌云", "局", stamp(seen)))
        with village.reading("leader") as ctx:
            assert since_signed(ctx, versions(ctx, period_id)[0]).differences == ()
        history.try_all(after)
        with village.reading("leader") as ctx:
            (signed,) = versions(ctx, period_id)
            assert signed.document == seen
            now = counted_now(ctx, COUNTY, FIRST, YESTERDAY)
            _counts_right(ctx, figures_of(now))
            assert bool(since_signed(ctx, signed).differences) == (stamp(now) != stamp(seen))

    check()


def _counts_right(ctx: Context, figures: PeriodFigures) -> None:
    slow = SlowImpact(ctx.session, ImpactScope(COUNTY, FIRST, YESTERDAY))
    evidence, problems = figures.people.evidence, figures.problems
    assert figures.people.reached == slow.interval(slow.visits)
    assert (evidence.listed, evidence.confirmed, evidence.logged_only, evidence.unnamed) == slow.evidence()
    assert (figures.newly, figures.households, figures.contacts.gross, figures.service_days) == (
        slow.newly(), slow.households(), slow.contacts(slow.visits), slow.service_days(),
    )
    assert problems.solved == sum(one.status is ProblemStatus.SOLVED for one in slow.problems)
