"""How far a county's records had been written down when its figures were counted.

A moment would not tell: a step bears the moment at which its transaction began, and may be committed later than a
signature that it began before. Writers of a county wait for its lock and draw the ids of their steps behind it, so what
they write after a signature has higher ids than all that were there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from data.models.outcome import Outcome
from data.models.person import IdentityStep
from data.models.place_change import PlaceChange
from data.models.problem import ProblemEvent
from data.models.project import Project
from data.models.visit import VisitEvent
from data.services.context import Context

# `visit`, `pair`, `place`, `problem`: the highest id of their steps; `undone`: ids of the changes of places that were
# undone; `outcome`: id, in figures -> version of the outcomes of the period's years.
Marks = Mapping[str, Any]
STEPS = {"visit": VisitEvent, "pair": IdentityStep, "place": PlaceChange, "problem": ProblemEvent}


def marks(ctx: Context, county: str, first_day: dt.date, last_day: dt.date) -> dict[str, Any]:
    """As the records stand; whoever signs them holds the county's lock."""
    highest = {kind: ctx.session.scalar(select(func.max(model.id))) or 0 for kind, model in STEPS.items()}
    undone = ctx.session.scalars(
        select(PlaceChange.id).where(PlaceChange.county_code == county, PlaceChange.undone_at.is_not(None))
        .order_by(PlaceChange.id)
    )
    outcomes = ctx.session.execute(
        select(Outcome.id, Outcome.version).join(Project, Project.id == Outcome.project_id)
        .where(Project.county_code == county, Outcome.season.between(first_day.year, last_day.year))
        .order_by(Outcome.id)
    )
    return {**highest, "undone": list(undone), "outcome": {str(number): version for number, version in outcomes}}


def undone_between(since: Marks, until: Marks) -> list[int]:
    return sorted(set(until["undone"]) - set(since["undone"]))


def outcomes_between(since: Marks, until: Marks) -> dict[int, int]:
    """Id -> version at `until`, of those that were new or another version."""
    return {
        int(number): version for number, version in until["outcome"].items()
        if since["outcome"].get(number) != version
    }
