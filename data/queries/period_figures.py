"""What a closed period fixes: the figures as they are printed, kept as a document, and how two of them differ.

A document has a `shape`, the version of each figure's rule, the moment it was counted, the English names of its
places, how far the records had been written down (`marks`, which the first documents lack), and the figures. Documents
are kept for good: whoever changes `PeriodFigures` raises SHAPE and still reads the old shape (what one holds beside its
figures, as `visits` of the first ones, is not read). What page and paper print is what `printed_values` lists: whoever
prints something more adds it there.
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
from data.queries.period_marks import marks
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
    service_days: int
    problems: ProblemCounts
    coverage: Coverage
    months: tuple[MonthPoint, ...]
    towns: tuple[TownTile, ...]
    projects: tuple[ProjectRow, ...]
    claim: tuple[ClaimPart, ...]
    outcomes: tuple[OutcomeSum, ...] = ()


PLAIN = ("place", "newly", "households", "service_days")


def printed(found: Impact, outcomes: tuple[OutcomeSum, ...] = ()) -> PeriodFigures:
    """What of a screen's figures goes on paper."""
    return PeriodFigures(
        found.place, found.people, found.newly, found.households, found.contacts, found.service_days, found.problems,
        found.coverage, tuple(found.months), tuple(found.towns), tuple(found.projects),
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
        "marks": marks(ctx, county, first_day, last_day),
        "figures": json.loads(json.dumps(asdict(printed(found, outcomes)), default=dt.date.isoformat)),
    }


def stamp(kept: Mapping[str, Any]) -> str:
    """Another one for anything else printed: what somebody signs is what was shown."""
    values = sorted((*key, value) for key, value in printed_values(kept).items())
    words = json.dumps(values, default=asdict, ensure_ascii=False)
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

Value = Interval | int | str | None
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Difference:
    """One figure that was signed and is now another. `part`: '' the whole, else town, project, month, outcome or claim;
    `name` which one ('' for no project). Values are people between two ends, numbers, printed words, or None for what
    nobody has reported."""

    figure: str
    part: str
    name: str
    signed: Value
    now: Value


def differences(signed: Mapping[str, Any], now: Mapping[str, Any], lang: str = "zh") -> tuple[Difference, ...]:
    """Of two documents, parts named in `lang`; empty when nothing printed has changed. Whole figures first, then by
    town, project, month, outcome and claim. A part that came or went is told by its figures, else by its name."""
    before, after = printed_values(signed), printed_values(now)
    names = _names(figures_of(signed, lang)) | _names(figures_of(now, lang))
    ends = {
        key: [values.get(key, _nothing(key)) for values in (before, after)] for key in before | after
    }
    changed = {key: pair for key, pair in ends.items() if pair[0] != pair[1]}
    told = {key[1:] for key in changed if key[0] != "name"}
    return tuple(
        Difference(key[0], key[1], names.get(key[1:], key[2]), *pair) for key, pair in changed.items()
        if not (key[0] == "name" and None in pair and key[1:] in told)
    )


def _nothing(key: Key) -> Value:
    """What a part that is not there comes to."""
    figure, part, _code = key
    if part == "outcome" or figure in ("name", "said"):
        return None
    return Interval(0, 0) if figure == "people" else 0


def printed_values(kept: Mapping[str, Any]) -> dict[Key, Value]:
    """(figure, part, code) -> what page and paper say of a document: this list is compared, and stamped.

    Not in it: where a town's tile stands, and what follows from these figures.
    """
    found, english = figures_of(kept), kept["names_en"]
    parts: dict[Key, Value] = {(code, "", ""): value for code, value in _whole(found).items()}
    parts["name", "", ""] = f"{found.place} / {english[kept['county']]}"
    for town in found.towns:
        parts["people", "town", town.code] = people_of(town)
        parts["name", "town", town.code] = f"{town.name} / {english[town.code]}"
    for row in found.projects:
        parts["people", "project", _code(row)], parts["contacts", "project", _code(row)] = row.people, row.contacts
        parts["name", "project", _code(row)] = row.name or None
    for point in found.months:
        month = f"{point.month:%Y-%m}"
        parts["people", "month", month], parts["contacts", "month", month] = point.people, point.contacts
    for one in found.outcomes:
        parts["expected", "outcome", one.kind.value], parts["actual", "outcome", one.kind.value] = (
            one.expected, one.actual,
        )
    for part in found.claim:
        parts["said", "claim", part.name] = " / ".join(filter(None, (part.words, f"{part.said:,}")))
        parts["held", "claim", part.name] = part.held
    return parts


def people_of(town: TownTile) -> Interval | None:
    """None for one that has never reported anything."""
    return None if town.state is TownState.UNREPORTED else town.people


def _whole(found: PeriodFigures) -> dict[str, Value]:
    people, evidence, problems, coverage = found.people, found.people.evidence, found.problems, found.coverage
    return {
        "people": people.reached, "undecided": people.undecided, "listed": evidence.listed,
        "confirmed": evidence.confirmed, "logged_only": evidence.logged_only, "unnamed": evidence.unnamed,
        "newly_reached": found.newly, "households": found.households, "contacts": found.contacts.gross,
        "training_contacts": found.contacts.training, "service_days": found.service_days,
        "solved": problems.solved, "finished": problems.finished, "unconfirmed": problems.unconfirmed,
        "open": problems.open, "towns": coverage.towns, "of_towns": coverage.of_towns,
        "villages": coverage.villages, "of_villages": coverage.of_villages, "population": coverage.population,
    }


def _names(found: PeriodFigures) -> dict[tuple[str, str], str]:
    towns = {("town", town.code): town.name for town in found.towns}
    return towns | {("project", _code(row)): row.name for row in found.projects}


def _code(row: ProjectRow) -> str:
    return str(row.project_id or "")
