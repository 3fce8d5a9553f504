"""What a closed period fixes: the figures as they are printed, kept as a document, and how two of them differ.

A document has a `shape`, the version of each figure's rule, the moment it was counted, the English names of its
places, and the figures. Documents are kept for good: whoever changes `PeriodFigures` raises SHAPE and still reads the
old shape.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import select

from data.domain.outcome import OutcomeKind
from data.models.place import Place
from data.queries.impact import Contacts, Impact, definitions, impact
from data.queries.impact_claim import ClaimPart
from data.queries.impact_people import Evidence, MonthPoint, People
from data.queries.impact_places import Coverage, TownState, TownTile, short_name
from data.queries.impact_problems import ProblemCounts
from data.queries.impact_projects import ProjectRow
from data.queries.impact_scope import ImpactScope
from data.queries.outcomes import OutcomeSum, outcome_sums
from data.reach.interval import Interval
from data.services.context import Context

SHAPE = 1
STAMP_LENGTH = 16


@dataclass(frozen=True)
class PeriodFigures:
    """Named as in `Impact`, so that one sheet prints both. `claim`: its numbers, beside a whole county only."""

    place: str
    people: People
    newly: int
    households: int
    contacts: Contacts
    visits: int
    service_days: int
    problems: ProblemCounts
    coverage: Coverage
    months: tuple[MonthPoint, ...]
    towns: tuple[TownTile, ...]
    projects: tuple[ProjectRow, ...]
    claim: tuple[ClaimPart, ...]
    outcomes: tuple[OutcomeSum, ...] = ()


PLAIN = ("place", "newly", "households", "visits", "service_days")


def printed(found: Impact, outcomes: tuple[OutcomeSum, ...] = ()) -> PeriodFigures:
    """What of a screen's figures goes on paper."""
    return PeriodFigures(
        found.place, found.people, found.newly, found.households, found.contacts, found.visits, found.service_days,
        found.problems, found.coverage, tuple(found.months), tuple(found.towns), tuple(found.projects),
        found.claim.parts if found.claim else (), outcomes,
    )


# -- as a document -----------------------------------------------------------------------------------------


def counted_now(ctx: Context, county: str, first_day: dt.date, last_day: dt.date) -> dict[str, Any]:
    """The document of a county's figures of these days, as the records stand. Raises as `impact`.

    Outcomes are those of the seasons (years) that the days touch, up to now.
    """
    found = impact(replace(ctx, lang="zh"), ImpactScope(county, first_day, last_day))
    outcomes = outcome_sums(ctx, county, list(range(first_day.year, last_day.year + 1)))
    codes = [county, *(town.code for town in found.towns)]
    english = select(Place.code, Place.name_en).where(Place.code.in_(codes)).order_by(Place.code)
    return {
        "shape": SHAPE, "rules": {code: figure.version for code, figure in definitions().items()},
        "as_of": ctx.now.isoformat(), "county": county, "names_en": dict(ctx.session.execute(english).all()),
        "figures": json.loads(json.dumps(asdict(printed(found, outcomes)), default=dt.date.isoformat)),
    }


def stamp(kept: Mapping[str, Any]) -> str:
    """Another one for any other figures: what somebody signs is what was shown."""
    words = json.dumps(kept["figures"], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()[:STAMP_LENGTH]


def figures_of(kept: Mapping[str, Any], lang: str = "zh") -> PeriodFigures:
    """The figures of a document of shape 1, places named in `lang`."""
    found = _figures(kept["figures"])
    if lang != "en":
        return found
    names = kept["names_en"]
    towns = tuple(
        replace(town, name=names[town.code], short_name=short_name(names[town.code])) for town in found.towns
    )
    return replace(found, place=names[kept["county"]], towns=towns)


def _figures(kept: Mapping[str, Any]) -> PeriodFigures:
    people = kept["people"]
    return PeriodFigures(
        people=People(Interval(**people["reached"]), Evidence(**people["evidence"]), people["undecided"]),
        contacts=Contacts(**kept["contacts"]), problems=ProblemCounts(**kept["problems"]),
        coverage=Coverage(**kept["coverage"]),
        months=tuple(
            MonthPoint(dt.date.fromisoformat(one["month"]), Interval(**one["people"]), one["contacts"])
            for one in kept["months"]
        ),
        towns=tuple(
            TownTile(**{**one, "state": TownState(one["state"]), "people": Interval(**one["people"])})
            for one in kept["towns"]
        ),
        projects=tuple(ProjectRow(**{**one, "people": Interval(**one["people"])}) for one in kept["projects"]),
        claim=tuple(ClaimPart(**one) for one in kept["claim"]),
        outcomes=tuple(OutcomeSum(**{**one, "kind": OutcomeKind(one["kind"])}) for one in kept["outcomes"]),
        **{name: kept[name] for name in PLAIN},
    )


# -- how two differ ----------------------------------------------------------------------------------------

Value = Interval | int | None
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Difference:
    """One figure that was signed and is now another. `part`: '' the whole, else town, project, month or outcome; `name`
    which one ('' for no project). Values are people between two ends, numbers, or None for what nobody has reported."""

    figure: str
    part: str
    name: str
    signed: Value
    now: Value


def differences(signed: PeriodFigures, now: PeriodFigures) -> tuple[Difference, ...]:
    """Whole figures first, then by town, project, month and outcome; empty when nothing printed has changed."""
    before, after, names = _values(signed), _values(now), _names(signed) | _names(now)
    found = []
    for key in before | after:
        ends = [values.get(key, _nothing(key)) for values in (before, after)]
        if ends[0] != ends[1]:
            figure, part, code = key
            found.append(Difference(figure, part, names.get((part, code), code), *ends))
    return tuple(found)


def _nothing(key: Key) -> Value:
    """What a part that is not there comes to."""
    figure, part, _code = key
    return None if part == "outcome" else Interval(0, 0) if figure == "people" else 0


def _values(found: PeriodFigures) -> dict[Key, Value]:
    evidence, problems, coverage = found.people.evidence, found.problems, found.coverage
    whole: dict[str, Value] = {
        "people": found.people.reached, "listed": evidence.listed, "confirmed": evidence.confirmed,
        "logged_only": evidence.logged_only, "unnamed": evidence.unnamed, "newly_reached": found.newly,
        "households": found.households, "contacts": found.contacts.gross,
        "training_contacts": found.contacts.training, "service_days": found.service_days,
        "solved": problems.solved, "finished": problems.finished, "unconfirmed": problems.unconfirmed,
        "open": problems.open, "towns": coverage.towns, "villages": coverage.villages,
    }
    parts: dict[Key, Value] = {(code, "", ""): value for code, value in whole.items()}
    parts |= {("people", "town", town.code): town.people for town in found.towns}
    parts |= {("people", "project", _code(row)): row.people for row in found.projects}
    parts |= {("contacts", "project", _code(row)): row.contacts for row in found.projects}
    parts |= {("people", "month", f"{point.month:%Y-%m}"): point.people for point in found.months}
    parts |= {("contacts", "month", f"{point.month:%Y-%m}"): point.contacts for point in found.months}
    parts |= {("expected", "outcome", one.kind.value): one.expected for one in found.outcomes}
    return parts | {("actual", "outcome", one.kind.value): one.actual for one in found.outcomes}


def _names(found: PeriodFigures) -> dict[tuple[str, str], str]:
    towns = {("town", town.code): town.name for town in found.towns}
    return towns | {("project", _code(row)): row.name for row in found.projects}


def _code(row: ProjectRow) -> str:
    return str(row.project_id or "")
