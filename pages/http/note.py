"""派单理由: one sheet to print and sign, on which everything stands that a choice of expert rests on."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from data.domain.errors import NotFound
from data.i18n import _
from data.queries.county import CountyHere, county_here
from data.queries.problem_page import ProblemPage, problem_page
from data.queries.recommendations import CandidateView, RecommendationView, recommendation_view
from data.services.context import Context
from pages.http.look import sheet
from pages.shared import evidence
from pages.shared.formats import full_moment
from pages.shared.labels import OVERRIDE_REASONS, PARTS, URGENCY, label
from pages.shared.reasons import Teller


@dataclass(frozen=True)
class Sheet:
    """Plain words throughout: the template escapes them."""

    problem: ProblemPage
    made: RecommendationView
    county: CountyHere
    filed: str
    ranked: str
    read: str
    people: list[dict]
    parts: list[tuple[str, list[str]]]
    others: list[str]
    chosen: str
    override: str


async def show(request: Request) -> Response:
    return await sheet(request, "note.html", lambda ctx: _read(ctx, request.path_params["problem_id"]))


def _read(ctx: Context, problem_id: int) -> Sheet:
    """Raises NotAllowed, NotFound."""
    made = recommendation_view(ctx, problem_id)
    problem = problem_page(ctx, problem_id)
    if made is None:
        raise NotFound("recommendation_missing", problem.id)
    teller = Teller(ctx)
    return Sheet(
        problem, made, county_here(ctx), full_moment(problem.created_at), full_moment(made.made_at),
        _as_read(problem, teller), [_person(one, teller) for one in made.candidates], _parts(made),
        _others(made, teller), *_choice(problem),
    )


def _as_read(problem: ProblemPage, teller: Teller) -> str:
    read = problem.understood
    crop = [teller.name("crop", read.crop)] if read.crop else []
    return " · ".join([*crop, *(name for _code, name in read.types), label(URGENCY, read.urgency)])


def _person(one: CandidateView, teller: Teller) -> dict:
    cases = [f"{evidence.about_case(case, teller)} {evidence.outcome(case)}" for case in one.evidence.cases]
    return {
        "rank": one.rank, "name": one.name, "unit": one.unit, "subject": one.subject,
        "rows": teller.rows([*one.reasons, *one.compared]), "cases": cases or [_("这类问题还没有办过")],
        "words": evidence.profile_words(one), "home": evidence.whereabouts(one, teller),
    }


def _parts(made: RecommendationView) -> list[tuple[str, list[str]]]:
    """Rows of the table: what is looked at, with its weight, and each one's points."""
    rows = [
        (f"{label(PARTS, part)} {weight:.0%}", [f"{one.parts[part] * 100:.0f}" for one in made.candidates])
        for part, weight in made.weights.items() if part in PARTS
    ]
    return [*rows, (_("合计"), [f"{one.total * 100:.1f}" for one in made.candidates])]


def _others(made: RecommendationView, teller: Teller) -> list[str]:
    """How the ladder went, and how near the first one not shown came."""
    told = [teller.tell(step) for step in made.steps]
    if made.runner_up:
        rank = len(made.candidates) + 1
        told.append(_("第{rank}位 {name}：{sentence}").format(
            rank=rank, name=made.runner_up_name, sentence=teller.tell(made.runner_up),
        ))
    return told


def _choice(problem: ProblemPage) -> tuple[str, str]:
    """Whom the officer chose, and why not the first; empty before."""
    one = problem.assignment
    if one is None or problem.expert_id is None:
        return "", ""
    reason = label(OVERRIDE_REASONS, one.override_reason) if one.override_reason in OVERRIDE_REASONS else ""
    return one.expert, _("，").join(part for part in (reason, one.override_words) if part)
