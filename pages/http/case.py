"""再请专家的理由: one sheet for the next selection, with what is short, whom to look for and what it would change."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from data.i18n import _
from data.queries.county import CountyHere, county_here
from data.services.context import Context
from data.services.coverage import Advice, county_coverage, recruiting_advice
from data.services.whatif import past_year, replayed
from pages.http.look import sheet
from pages.shared.coverage_words import Words, about, days, three_sums
from pages.shared.formats import full_moment
from pages.shared.replay_words import SHARES, assumptions, cells, columns, scenarios, sentences

MOST, GAPS = 5, 5


@dataclass(frozen=True)
class Case:
    """Plain words throughout: the template escapes them. rows: scenario, then `columns`."""

    county: CountyHere
    made: str
    about: str
    sums: list[tuple[str, str]]
    one: list[str]
    nobody: list[str]
    recruits: list[tuple[str, str, str]]
    trainings: list[str]
    columns: list[str]
    rows: list[list[str]]
    told: list[str]
    assumptions: str


async def show(request: Request) -> Response:
    asked = _asked(request)
    return await sheet(request, "case.html", lambda ctx: _read(ctx, *asked))


def _asked(request: Request) -> tuple[int, frozenset[int], float]:
    """(how many, who is gone, share of the limits); what cannot be read is as if it were not there."""
    raw = request.query_params.get("wanted", "")
    wanted = min(MOST, max(1, int(raw))) if raw.isascii() and raw.isdigit() and len(raw) == 1 else 2
    listed = request.query_params.get("gone", "").split(",")
    gone = frozenset(int(one) for one in listed if one.isascii() and one.isdigit() and len(one) < 10)
    share = {str(one): one for one in SHARES}.get(request.query_params.get("share", ""), 1.0)
    return wanted, gone, share


def _read(ctx: Context, wanted: int, gone: frozenset[int], share: float) -> Case:
    """Raises NotAllowed."""
    county, advice = county_coverage(ctx), recruiting_advice(ctx, wanted)
    words = Words(ctx, county.inputs.towns)
    names = {one.id: one.name for one in county.inputs.people if one.id in gone}
    year = past_year(ctx)
    found = {name: replayed(year, setting) for name, setting in scenarios(advice, frozenset(names), share).items()}
    return Case(
        county_here(ctx), full_moment(ctx.now), about(county.inputs), three_sums(county.total),
        [words.gap(gap) for gap in county.one[:GAPS]], [words.gap(gap) for gap in county.nobody[:GAPS]],
        _recruits(advice, words), [words.training(one) for one in advice.trainings],
        columns(), [[name, *cells(one)] for name, one in found.items()],
        sentences(list(found.values()), len(advice.recruits), [names[id_] for id_ in sorted(names)]), assumptions(),
    )


def _recruits(advice: Advice, words: Words) -> list[tuple[str, str, str]]:
    return [
        (words.recruit(one), _("多{days}天稳当的").format(days=days(one.gain)), words.eases(one))
        for one in advice.recruits
    ]
