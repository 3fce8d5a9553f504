"""What somebody published about the county, number by number, beside what the records of the scope hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from data.domain.places import COUNTY
from data.models.project import Claim
from data.models.taxonomy import Industry
from data.models.visit import Visit, VisitExpert
from data.queries.impact_scope import ImpactScope, visits
from data.services.context import Context


@dataclass(frozen=True)
class ClaimPart:
    """One number of the claim. `words` as they were published, None when the sentence does not split into its numbers.

    `held` is what the records hold: experts and industries with a counted visit, towns, villages and people reached.
    """

    name: str
    words: str | None
    said: int
    held: int

    @property
    def is_borne_out(self) -> bool:
        return self.held >= self.said


@dataclass(frozen=True)
class ClaimView:
    """What somebody published: the sentence, its figures by name, its source; and number by number what is held."""

    text: str
    figures: dict[str, int]
    source: str
    recorded_at: dt.datetime
    parts: tuple[ClaimPart, ...]


def claim(ctx: Context, scope: ImpactScope, held: Mapping[str, int]) -> ClaimView | None:
    """The county's latest claim, beside figures of the whole county only. `held`: what the records hold, by name."""
    if len(scope.place) > COUNTY or scope.project_id is not None or scope.industry is not None:
        return None
    latest = select(Claim).where(Claim.county_code == scope.county).order_by(Claim.recorded_at.desc(), Claim.id.desc())
    found = ctx.session.scalar(latest.limit(1))
    if found is None:
        return None
    source = found.source_en if ctx.lang == "en" else found.source
    return ClaimView(found.text, found.figures, source, found.recorded_at, _parts(found, held))


def _parts(found: Claim, held: Mapping[str, int]) -> tuple[ClaimPart, ...]:
    pieces = [piece.strip() for piece in found.text.split("·")]
    words = pieces if len(pieces) == len(found.figures) else [None] * len(found.figures)
    return tuple(
        ClaimPart(name, said, number, held[name])
        for (name, number), said in zip(found.figures.items(), words, strict=True) if name in held
    )


def experts_served(ctx: Context, scope: ImpactScope) -> int:
    """Experts with a counted visit."""
    served = visits(scope, func.count(VisitExpert.expert_id.distinct()))
    return ctx.session.scalar(served.join(VisitExpert, VisitExpert.visit_id == Visit.id)) or 0


def industries_served(ctx: Context, scope: ImpactScope) -> set[str]:
    """Industries with a counted visit, "other" among them."""
    served = visits(scope, Visit.industry).distinct().where(Visit.industry.is_not(None))
    return set(ctx.session.scalars(served))


def own_industries(ctx: Context, scope: ImpactScope) -> set[str]:
    """Industries of the county's own catalogue; "other" is none of them."""
    return set(ctx.session.scalars(select(Industry.code).where(Industry.county_code == scope.county)))
