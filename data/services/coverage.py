"""Who covers which field where and when, what hangs on one person, and whom the county should recruit or train."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from data.domain.coverage import (
    MOST_OF_ONE,
    REACH_MINUTES,
    Trade,
    fields_of_trade,
    free_days,
    parts_of,
    trade_of,
)
from data.domain.permissions import Permission
from data.queries.coverage_inputs import Colleague, CoverageInputs, coverage_inputs
from data.queries.scope import check_role
from data.services.context import Context
from data.services.engines import kept
from matching.board.coverage import Cell, CellCover, Coverage, Person, expected_demand
from matching.board.recruit import Candidate, next_people

TOWNS_CONSIDERED = 2  # per trade, those that lack most
FIELDS_TO_LEARN, LEARNERS_ASKED, TRAININGS = 4, 3, 3


@dataclass(frozen=True)
class Sum:
    """Days a year: asked for, of these that somebody could serve, of these that do not hang on one person."""

    demand: float
    served: float
    firm: float


@dataclass(frozen=True)
class Gap:
    """A field that hangs on one person, or on nobody (`person_id` None), in these towns; days a year by town."""

    field: str
    person_id: int | None
    person: str | None
    towns: tuple[tuple[str, float], ...]

    @property
    def days(self) -> float:
        return sum(days for _, days in self.towns)


@dataclass(frozen=True)
class Loss:
    """What the county could not serve without this person, days a year."""

    person_id: int
    person: str
    days: float


@dataclass(frozen=True)
class Recruit:
    """Somebody of a trade (`industry` where the trade has one) who would live in `town`. gain: firm days a year more,
    beside those chosen before. eases: (field, town) that hang on one person or on nobody and would no longer."""

    id: int
    trade: Trade
    industry: str | None
    town: str
    gain: float
    eases: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Training:
    """An expert of today who learns one more field of an industry already known; gain as for a recruit."""

    person: str
    field: str
    gain: float
    towns: tuple[str, ...]


@dataclass(frozen=True)
class County:
    """Everything the page tells. by_*: name or code -> sums."""

    inputs: CoverageInputs
    total: Sum
    by_town: Mapping[str, Sum]
    by_industry: Mapping[str, Sum]
    by_month: Mapping[int, Sum]
    nobody: tuple[Gap, ...]
    one: tuple[Gap, ...]
    losses: tuple[Loss, ...]


@dataclass(frozen=True)
class Advice:
    """recruits: in the order of choosing. guarantee: they gain at least this share of what the best choice of as many
    would, of those considered. trainings: the experts of today for whom one more field is worth most."""

    recruits: tuple[Recruit, ...]
    guarantee: float
    trainings: tuple[Training, ...]
    considered: int


def county_coverage(ctx: Context) -> County:
    """For the actor's area. Raises NotAllowed."""
    check_role(ctx, Permission.IMPACT_READ)
    return kept(ctx, "coverage", lambda: _county(coverage_inputs(ctx)))


def _county(inputs: CoverageInputs) -> County:
    whole, firm = _models(inputs)
    names = {person.id: person.name for person in inputs.people}
    covers = list(zip(whole.cells, firm.cells, strict=True))
    return County(
        inputs, _sum(covers),
        _grouped(covers, lambda cell: cell.place), _grouped(covers, lambda cell: parts_of(cell.industry)[0]),
        _grouped(covers, lambda cell: cell.month),
        _gaps(whole.without_anyone(), names), _gaps(whole.on_one_person(), names), _losses(whole, names),
    )


def recruiting_advice(ctx: Context, wanted: int) -> Advice:
    """The next `wanted` people to recruit (greedy on firm days), and who of today should learn what.

    Raises NotAllowed.
    """
    check_role(ctx, Permission.IMPACT_READ)
    return kept(ctx, f"advice {wanted}", lambda: _advice(coverage_inputs(ctx), wanted))


def _advice(inputs: CoverageInputs, wanted: int) -> Advice:
    whole, firm = _models(inputs)
    options = _options(inputs, firm)
    found = next_people(firm, [one.candidate for one in options], wanted)
    by_name = {one.candidate.name: one for one in options}
    recruits = tuple(_recruit(whole, by_name[choice.name], choice.gain) for choice in found.choices)
    return Advice(recruits, found.guarantee or 0.0, _trainings(whole, firm, inputs), len(options))


@dataclass(frozen=True)
class Option:
    """Somebody who might be recruited, and as the engine takes them."""

    trade: Trade
    industry: str | None
    town: str
    person: Person

    @property
    def candidate(self) -> Candidate:
        return Candidate(str(self.person.id), self.person)


def recruit_options(inputs: CoverageInputs) -> list[Option]:
    """Everybody whom `recruiting_advice` considers, in its order."""
    return _options(inputs, _models(inputs)[1])


def _models(inputs: CoverageInputs) -> tuple[Coverage, Coverage]:
    """What can be served, and what can be served without leaning on one person."""
    fields = sorted({one.field for one in inputs.asked})
    cases = [Cell(one.field, one.town, one.month) for one in inputs.asked]
    expected = expected_demand(cases, 1.0, fields, inputs.neighbours) if cases else {}
    demand = {cell: one.rate * inputs.days_per_case for cell, one in expected.items()}
    people = [_person(one) for one in inputs.people]
    return Coverage(demand, people, REACH_MINUTES), Coverage(demand, people, REACH_MINUTES, MOST_OF_ONE)


def _person(one: Colleague) -> Person:
    return Person(one.id, one.fields, one.minutes, one.days)


def _sum(covers: Iterable[tuple[CellCover, CellCover]]) -> Sum:
    both = list(covers)
    return Sum(
        sum(whole.demand for whole, _ in both), sum(whole.served for whole, _ in both),
        sum(firm.served for _, firm in both),
    )


def _grouped(covers: list[tuple[CellCover, CellCover]], key: Callable[[Cell], object]) -> dict:
    groups: dict[object, list] = defaultdict(list)
    for both in covers:
        groups[key(both[0].cell)].append(both)
    return {name: _sum(groups[name]) for name in sorted(groups)}


def _gaps(covers: Iterable[CellCover], names: Mapping[int, str]) -> tuple[Gap, ...]:
    """Months together: by field and the one person, the towns with their days, most days first."""
    found: dict[tuple[str, int | None], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for cover in covers:
        person = cover.able[0] if cover.able else None
        found[cover.cell.industry, person][cover.cell.place] += cover.demand
    gaps = [
        Gap(field, person, names.get(person or 0), tuple(sorted(towns.items(), key=lambda one: (-one[1], one[0]))))
        for (field, person), towns in found.items()
    ]
    return tuple(sorted(gaps, key=lambda gap: (-gap.days, gap.field, gap.person_id or 0)))


def _losses(whole: Coverage, names: Mapping[int, str]) -> tuple[Loss, ...]:
    """Only whoever is alone somewhere can be missed much; most missed first."""
    alone = sorted({cover.able[0] for cover in whole.on_one_person()})
    losses = [Loss(id_, names[id_], whole.loss_without(id_)) for id_ in alone]
    return tuple(sorted(losses, key=lambda loss: (-loss.days, loss.person_id)))


def _options(inputs: CoverageInputs, firm: Coverage) -> list[Option]:
    """Per trade, recruits at the towns that lack most days. Of equals the earlier wins: sick animals wait least."""
    fields = {cover.cell.industry for cover in firm.cells}
    lacking: dict[tuple[Trade, str | None], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for cover in firm.cells:
        lacking[trade_of(cover.cell.industry)][cover.cell.place] += cover.demand - cover.served
    order = list(Trade)
    trades = sorted(lacking, key=lambda one: (order.index(one[0]), -sum(lacking[one].values()), one[1] or ""))
    found: list[Option] = []
    for trade, industry in trades:
        towns = lacking[trade, industry]
        for town in sorted(towns, key=lambda town: (-towns[town], town))[:TOWNS_CONSIDERED]:
            person = _newcomer(inputs, -1 - len(found), fields_of_trade(trade, industry, fields), town)
            found.append(Option(trade, industry, town, person))
    return found


def _newcomer(inputs: CoverageInputs, id_: int, fields: frozenset[str], town: str) -> Person:
    minutes = {other: inputs.between[town, other] for other in inputs.towns if (town, other) in inputs.between}
    return Person(id_, fields, minutes, free_days(None, (), inputs.last.year))


def _recruit(whole: Coverage, one: Option, gain: float) -> Recruit:
    eases = {(cell.industry, cell.place) for cell in _thin(whole) if whole.is_able(one.person, cell)}
    return Recruit(one.person.id, one.trade, one.industry, one.town, gain, tuple(sorted(eases)))


def _trainings(whole: Coverage, firm: Coverage, inputs: CoverageInputs) -> tuple[Training, ...]:
    """For each of the fields most is lacking of, whoever it is worth most to teach it; animal disease takes a licence
    and is not learned so."""
    lacking: dict[str, float] = defaultdict(float)
    for cover in firm.cells:
        if trade_of(cover.cell.industry)[0] is not Trade.VET:
            lacking[cover.cell.industry] += cover.demand - cover.served
    fields = sorted(lacking, key=lambda field: (-lacking[field], field))[:FIELDS_TO_LEARN]
    best = filter(None, (_training(whole, firm, inputs, field) for field in fields))
    return tuple(sorted(best, key=lambda one: (-one.gain, one.field))[:TRAININGS])


def _training(whole: Coverage, firm: Coverage, inputs: CoverageInputs, field: str) -> Training | None:
    industry = parts_of(field)[0]
    learners = {
        str(one.id): Person(one.id, one.fields | {field}, one.minutes, one.days) for one in inputs.people
        if field not in one.fields and industry in {parts_of(known)[0] for known in one.fields}
    }
    lacking = {key: _within_reach(firm, field, person) for key, person in learners.items()}
    asked = sorted(learners, key=lambda key: (-lacking[key], learners[key].id))[:LEARNERS_ASKED]
    found = next_people(firm, [Candidate(key, learners[key], trains=learners[key].id) for key in asked], 1).choices
    if not found:
        return None
    learner = learners[found[0].name]
    towns = {cell.place for cell in _thin(whole) if cell.industry == field and whole.is_able(learner, cell)}
    names = {one.id: one.name for one in inputs.people}
    return Training(names[learner.id], field, found[0].gain, tuple(sorted(towns)))


def _within_reach(firm: Coverage, field: str, person: Person) -> float:
    """Days of the field that are not firm where this person could come."""
    return sum(
        cover.demand - cover.served for cover in firm.cells
        if cover.cell.industry == field and firm.is_able(person, cover.cell)
    )


def _thin(whole: Coverage) -> list[Cell]:
    return [cover.cell for cover in whole.cells if len(cover.able) <= 1]
