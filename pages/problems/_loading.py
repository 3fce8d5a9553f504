"""Everything the page of one question shows, read in one go."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.domain.errors import NotFound
from data.domain.problem import ProblemStatus
from data.queries.experts import ExpertChoice, expert_choices
from data.queries.problem_page import ProblemPage, problem_page
from data.queries.recommendations import CandidateView, RecommendationView, recommendation_view
from data.queries.visit_rows import VisitCard
from data.queries.visits import problem_visits
from pages.shared.guards import Screen
from pages.shared.reasons import Teller


@dataclass(frozen=True)
class View:
    """`recommendation` and `choices` only for those who oversee; `teller` turns their codes into sentences."""

    page: ProblemPage
    visits: list[VisitCard]
    now: dt.datetime
    today: dt.date
    teller: Teller
    recommendation: RecommendationView | None
    choices: list[ExpertChoice]

    @property
    def candidates(self) -> tuple[CandidateView, ...]:
        return self.recommendation.candidates if self.recommendation else ()

    @property
    def awaits_answer(self) -> bool:
        """Offered to an expert who has not answered yet."""
        return self.page.status is ProblemStatus.OFFERED

    def expert(self, expert_id: int | None) -> ExpertChoice | None:
        return next((one for one in self.choices if one.id == expert_id), None)


def load(screen: Screen, problem_id: int | None) -> View:
    """Raises NotFound('problem_unknown') without a number in the address, and whatever the queries raise."""
    if problem_id is None:
        raise NotFound("problem_unknown")
    with screen.reading() as ctx:
        page = problem_page(ctx, problem_id)
        return View(
            page, problem_visits(ctx, problem_id), ctx.now, ctx.today, Teller(ctx),
            recommendation_view(ctx, problem_id) if page.may.see_recommendation else None,
            expert_choices(ctx) if page.may.assign else [],
        )
