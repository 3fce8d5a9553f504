"""Everything the page of one question shows, read in one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.domain.errors import Conflict, NotFound
from data.domain.problem import ProblemStatus
from data.domain.roles import Role
from data.queries.confirmations import AskersWord, askers_words
from data.queries.experts import ExpertChoice, expert_choices
from data.queries.follow_ups import FollowUpsHere, follow_ups_here
from data.queries.offers import OffersMade, offers_made
from data.queries.one_event import OneEvent, one_event
from data.queries.problem_page import ProblemPage, problem_page
from data.queries.recommendations import CandidateView, RecommendationView, recommendation_view
from data.queries.second_opinions import Opinion, opinions
from data.queries.visit_rows import VisitCard
from data.queries.visits import problem_visits
from data.services.context import Context
from data.services.readings import Suggestion, suggestion
from data.services.recommend import is_outdated, recommend_for
from data.services.second_opinions import SecondProposal, proposed_second
from data.services.similar import SimilarProblem, similar_problems
from pages.shared import state
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
    event: OneEvent
    askers_words: tuple[AskersWord, ...]
    follow_ups: FollowUpsHere | None
    similar: tuple[SimilarProblem, ...] = ()
    suggestion: Suggestion | None = None
    offers: Mapping[int, OffersMade] = field(default_factory=dict)
    opinions: tuple[Opinion, ...] = ()
    second: SecondProposal | None = None

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
    view = _read(screen, problem_id)
    if view.page.may.assign and _recommended_afresh(screen, view.page):
        view = _read(screen, problem_id)
    return view


def _read(screen: Screen, problem_id: int) -> View:
    with screen.reading() as ctx:
        page = problem_page(ctx, problem_id)
        made = recommendation_view(ctx, problem_id) if page.may.see_recommendation else None
        return View(
            page, problem_visits(ctx, problem_id), ctx.now, ctx.today, Teller(ctx), made,
            expert_choices(ctx) if page.may.assign else [], one_event(ctx, problem_id),
            askers_words(ctx, problem_id), follow_ups_here(ctx, problem_id), _similar(ctx, problem_id),
            suggestion(ctx, problem_id) if page.may.correct else None,
            offers_made(ctx, [one.expert_id for one in made.candidates]) if made else {},
            opinions(ctx, problem_id), proposed_second(ctx, problem_id) if page.may.ask_second else None,
        )


def _similar(ctx: Context, problem_id: int) -> tuple[SimilarProblem, ...]:
    """The asker has none."""
    return () if ctx.actor.role is Role.COOPERATIVE else similar_problems(ctx, problem_id)


def _recommended_afresh(screen: Screen, page: ProblemPage) -> bool:
    """An officer opens the question: whoever fell ill or got busy since it came in is not offered any more.

    Asked once per tab, so that the cards do not move under the officer's hand.
    """
    checked = f"current:{page.id}:{page.version}"
    if state.picked(checked):
        return False
    state.pick(checked, True)
    with screen.reading() as ctx:
        outdated = is_outdated(ctx, page.id)
    if outdated:
        try:
            with screen.writing() as ctx:
                recommend_for(ctx, page.id)
        except Conflict:  # somebody was quicker; the page shows what is now
            return True
    return outdated
