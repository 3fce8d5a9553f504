"""What an expert did in some days, by docs/definitions.md, with every visit and question it rests on by its number.

It is counted into a document (`counted_now`) and read back from there (`record_of`), whether it is shown or has been
issued. Issued documents are kept for good: whoever changes `Record` raises SHAPE and still reads the old shape. A
document holds no person served and no finer place than the town.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Select, func, select

from data.domain.places import TOWN
from data.domain.problem import ProblemStatus
from data.domain.service_record import without_person
from data.domain.visit import Outcome, VisitKind, VisitStatus
from data.domain.worktime import BEIJING
from data.models.expert import Expert
from data.models.place import Place
from data.models.problem import Problem
from data.models.taxonomy import Industry
from data.models.visit import Confirmation, Visit
from data.queries.impact import definitions
from data.queries.impact_people import contacts, identities, people
from data.queries.impact_scope import IS_REACHED, PERSON_ID, ImpactScope, named, visit_contacts, visits
from data.reach.interval import Interval
from data.services.context import Context

SHAPE = 1
RULES = ("service_days", "contacts", "training_contacts", "people", "logged_only", "solved", "unconfirmed")
SHOWN = (ProblemStatus.SOLVED, ProblemStatus.UNCONFIRMED)


@dataclass(frozen=True)
class RecordFigures:
    """`people` reached, between two ends; `logged_only` people stand beside them. `words`: questions whose asker left
    words when confirming."""

    service_days: int
    visits: int
    contacts: int
    people: Interval
    logged_only: int
    trainings: int
    training_contacts: int
    solved: int
    unconfirmed: int
    words: int


@dataclass(frozen=True)
class VisitLine:
    """`contacts` of this visit, `reached` of them by signed list or confirmation."""

    number: str
    day: dt.date
    kind: VisitKind
    status: VisitStatus
    town: str
    contacts: int
    reached: int


@dataclass(frozen=True)
class ProblemLine:
    """`day` asked; `industry` '' where none is known; `words` of the asker when confirming it, '' for none."""

    number: str
    day: dt.date
    status: ProblemStatus
    industry: str
    town: str
    words: str


@dataclass(frozen=True)
class Record:
    expert: str
    unit: str
    first_day: dt.date
    last_day: dt.date
    as_of: dt.datetime
    figures: RecordFigures
    visits: tuple[VisitLine, ...]
    problems: tuple[ProblemLine, ...]


# -- as a document -----------------------------------------------------------------------------------------


def counted_now(ctx: Context, expert: Expert, first_day: dt.date, last_day: dt.date) -> dict[str, Any]:
    """The document of these days, both included, as the records stand; the caller has checked who asks."""
    scope = ImpactScope(expert.county_code, first_day, last_day, expert_id=expert.id)
    served, asked = _visits(ctx, scope), _problems(ctx, scope)
    towns = select(Place.code, Place.name, Place.name_en).where(
        Place.code.in_({row["town"] for row in (*served, *asked)}),
    )
    industries = select(Industry.code, Industry.short_name, Industry.short_name_en).where(
        Industry.county_code == scope.county, Industry.code.in_({row["industry"] for row in asked}),
    )
    return {
        "shape": SHAPE, "rules": {code: definitions()[code].version for code in RULES}, "as_of": ctx.now.isoformat(),
        "expert": expert.name, "unit": expert.unit, "first_day": first_day.isoformat(),
        "last_day": last_day.isoformat(), "figures": asdict(_figures(ctx, scope, served, asked)), "visits": served,
        "problems": asked, "names": _names(ctx, towns) | _names(ctx, industries),
    }


def record_of(kept: Mapping[str, Any], lang: str) -> Record:
    """The record of a document of shape 1, towns and industries named in `lang`."""
    def name(code: str | None) -> str:
        return kept["names"][code][lang] if code in kept["names"] else ""

    figures = kept["figures"]
    return Record(
        kept["expert"], kept["unit"], dt.date.fromisoformat(kept["first_day"]),
        dt.date.fromisoformat(kept["last_day"]), dt.datetime.fromisoformat(kept["as_of"]),
        RecordFigures(**{**figures, "people": Interval(**figures["people"])}),
        tuple(
            VisitLine(
                row["number"], dt.date.fromisoformat(row["day"]), VisitKind(row["kind"]), VisitStatus(row["status"]),
                name(row["town"]), row["contacts"], row["reached"],
            )
            for row in kept["visits"]
        ),
        tuple(
            ProblemLine(
                row["number"], dt.date.fromisoformat(row["day"]), ProblemStatus(row["status"]), name(row["industry"]),
                name(row["town"]), row["words"],
            )
            for row in kept["problems"]
        ),
    )


def _figures(ctx: Context, scope: ImpactScope, served: list[dict], asked: list[dict]) -> RecordFigures:
    found = people(ctx, scope, identities(ctx, scope.county))
    statuses = [row["status"] for row in asked]
    return RecordFigures(
        service_days=len({row["day"] for row in served}), visits=len(served),
        contacts=sum(row["contacts"] for row in served), people=found.reached,
        logged_only=found.evidence.logged_only,
        trainings=sum(row["kind"] == VisitKind.TRAINING for row in served),
        training_contacts=sum(contacts(ctx, scope, Visit.kind == VisitKind.TRAINING)),
        solved=statuses.count(ProblemStatus.SOLVED), unconfirmed=statuses.count(ProblemStatus.UNCONFIRMED),
        words=sum(bool(row["words"]) for row in asked),
    )


def _visits(ctx: Context, scope: ImpactScope) -> list[dict[str, Any]]:
    rows = ctx.session.execute(visits(scope, Visit, visit_contacts()).order_by(Visit.service_day, Visit.id)).all()
    reached = dict(ctx.session.execute(
        named(scope, Visit.id, func.count(PERSON_ID.distinct())).where(IS_REACHED).group_by(Visit.id)
    ).all())
    return [
        {
            "id": visit.id, "number": visit.number, "day": visit.service_day.isoformat(), "kind": visit.kind.value,
            "status": visit.status.value, "town": visit.place_code[:TOWN], "contacts": count,
            "reached": reached.get(visit.id, 0),
        }
        for visit, count in rows
    ]


def _problems(ctx: Context, scope: ImpactScope) -> list[dict[str, Any]]:
    """The expert's, asked on these days, that are solved or closed unconfirmed."""
    begin = dt.datetime.combine(scope.first_day, dt.time(), BEIJING)
    end = dt.datetime.combine(scope.last_day + dt.timedelta(days=1), dt.time(), BEIJING)
    problems = ctx.session.scalars(
        select(Problem).where(
            Problem.county_code == scope.county, Problem.expert_id == scope.expert_id, Problem.status.in_(SHOWN),
            Problem.created_at >= begin, Problem.created_at < end,
        ).order_by(Problem.created_at, Problem.id)
    ).all()
    words = _words(ctx, [problem.id for problem in problems if problem.status is ProblemStatus.SOLVED])
    return [
        {
            "id": problem.id, "number": problem.number, "status": problem.status.value,
            "day": problem.created_at.astimezone(BEIJING).date().isoformat(), "industry": problem.industry,
            "town": problem.place_code[:TOWN],
            "words": without_person(words.get(problem.id, ""), problem.asker_name),
        }
        for problem in problems
    ]


def _words(ctx: Context, problem_ids: list[int]) -> dict[int, str]:
    """By question: what its asker last said when calling it solved."""
    rows = ctx.session.execute(
        select(Confirmation.problem_id, Confirmation.words).where(
            Confirmation.problem_id.in_(problem_ids), Confirmation.outcome == Outcome.SOLVED,
            Confirmation.words.is_not(None), Confirmation.words != "",
        ).order_by(Confirmation.id)
    )
    return dict(rows.all())


def _names(ctx: Context, named_codes: Select) -> dict[str, dict[str, str]]:
    """Code -> its name by language; selected are code, name, English name."""
    return {code: {"zh": name, "en": name_en} for code, name, name_en in ctx.session.execute(named_codes)}
