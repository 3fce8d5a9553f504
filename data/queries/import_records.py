"""Whether the records that rows of lists mean are in use: they may have gone since a list was compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select

from data.domain.parts import in_parts
from data.domain.problem import ProblemStatus
from data.domain.visit import VisitStatus
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.person import Person
from data.models.problem import Problem
from data.models.project import Project
from data.models.visit import Visit
from data.services.context import Context

IN_USE: Mapping[str, tuple[Any, ColumnElement[bool]]] = {
    "experts": (Expert, Expert.is_active), "farms": (Farm, Farm.is_active), "projects": (Project, Project.is_active),
    "people": (Person, Person.same_as_id.is_(None)), "visits": (Visit, Visit.status != VisitStatus.VOIDED),
    "problems": (Problem, Problem.status != ProblemStatus.HANDED_OVER),
}


def in_use(ctx: Context, kind: str, ids: Iterable[int]) -> set[int]:
    """Those of `ids`, records that lists of `kind` speak of, that have not been retired, voided, handed over, found to
    be another person, or deleted."""
    (model, condition), wanted = IN_USE[kind], sorted(set(ids))
    found: set[int] = set()
    for some in in_parts(wanted):
        found.update(ctx.session.scalars(select(model.id).where(model.id.in_(some), condition)))
    return found
