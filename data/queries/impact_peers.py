"""Like beside like: towns of one kind, projects of one industry, each with its range and the middle one of its class.

Peers stand by code or name, never by figure, and people are never compared.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from data.domain.places import PlaceLevel
from data.models.place import Place
from data.queries.impact_compare import projects_compared, reader_of
from data.queries.impact_places import short_name
from data.queries.impact_scope import ImpactScope
from data.queries.scope import below
from data.reach.interval import Interval
from data.services.context import Context


class Measure(StrEnum):
    """Share of the registered population reached, 0 to 1; or yuan of the year's funds per person reached."""

    SHARE = "share"
    YUAN = "yuan"


@dataclass(frozen=True)
class Peer:
    """`code` narrows figures to it: a town, a project's id. Its value lies between the two ends."""

    code: str
    name: str
    low: float
    high: float


@dataclass(frozen=True)
class PeerClass:
    """`name`: the kind of town (`data.domain.places`), or the industry. `left_out`: whose value cannot be said."""

    measure: Measure
    name: str
    peers: tuple[Peer, ...]
    left_out: tuple[str, ...]

    @property
    def median(self) -> float:
        """Of the ends that are printed: people at least, so the highest cost and the lowest share."""
        printed = [one.low if self.measure is Measure.SHARE else one.high for one in self.peers]
        return statistics.median(printed)


@dataclass(frozen=True)
class Peers:
    """Towns in the scope's period; projects in the calendar `year` up to its last day. Classes with a value only."""

    year: int
    towns: tuple[PeerClass, ...]
    projects: tuple[PeerClass, ...]


def peers(ctx: Context, scope: ImpactScope) -> Peers:
    """Raises as `check_scope`."""
    of_year = projects_compared(ctx, scope)
    reader = reader_of(ctx, scope)
    people = dict.fromkeys(reader.reported(), Interval(0, 0)) | reader.towns()
    places = ctx.session.scalars(
        select(Place).where(Place.level == PlaceLevel.TOWN, Place.valid_to.is_(None), below(Place.code, scope.place))
        .order_by(Place.code)
    )
    towns = ((place.kind, _town(ctx, place, people)) for place in places)
    projects = ((row.industry, _project(str(row.project_id), row.name, row.people, row.yuan)) for row in of_year.rows)
    return Peers(of_year.year, _classes(Measure.SHARE, towns), _classes(Measure.YUAN, projects))


def _town(ctx: Context, place: Place, people: Mapping[str | None, Interval]) -> Peer | str:
    """Its name where nothing was ever reported, or the population is not known, or less than the people reached."""
    name = short_name(place.name_en if ctx.lang == "en" else place.name)
    reached, population = people.get(place.code), place.registered_population
    if reached is None or not population or population < reached.low:
        return name
    return Peer(place.code, name, reached.low / population, min(reached.high / population, 1))


def _project(code: str, name: str, people: Interval, yuan: int | None) -> Peer | str:
    """Its name where no funds are known, or nobody was reached yet."""
    if yuan is None or not people.low:
        return name
    return Peer(code, name, yuan / people.high, yuan / people.low)


def _classes(measure: Measure, found: Iterable[tuple[str, Peer | str]]) -> tuple[PeerClass, ...]:
    members: dict[str, list[Peer | str]] = defaultdict(list)
    for name, one in found:
        members[name].append(one)
    classes = (
        PeerClass(
            measure, name, tuple(one for one in of_class if isinstance(one, Peer)),
            tuple(one for one in of_class if isinstance(one, str)),
        )
        for name, of_class in members.items()
    )
    return tuple(one for one in classes if one.peers)
