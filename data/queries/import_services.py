"""Rows of a service record: which expert, which place and which unit of the register their words mean."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from data.domain.errors import InvalidForm, InvalidInput
from data.domain.places import county_of, within
from data.domain.visit import VisitKind, VisitStatus
from data.domain.visit_form import HEADS_MAX
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.visit import Visit, VisitExpert
from data.services.context import Context

Values = Mapping[str, Any]
Key = tuple[int, dt.date, str]

BETWEEN = re.compile(r"[、,，;；/]+")
WAYS = {"现场": VisitKind.FIELD, "远程": VisitKind.REMOTE, "培训": VisitKind.TRAINING}


@dataclass(frozen=True)
class Service:
    """What a row says; `heads` 0 where it does not say how many people were there."""

    expert_ids: tuple[int, ...]
    day: dt.date
    kind: VisitKind
    place_code: str
    farm_id: int | None
    words: str
    heads: int

    @property
    def keys(self) -> list[Key]:
        """One expert is at one place on a day: another record of that may be the same service."""
        return [(expert_id, self.day, self.place_code) for expert_id in self.expert_ids]


@dataclass(frozen=True)
class ServiceNames:
    """Experts of the county by name, those in use if there are any; units by name, as (id, place)."""

    experts: Mapping[str, Sequence[int]]
    farms: Mapping[str, Sequence[tuple[int, str]]]

    def read(self, values: Values) -> Service:
        """Raises InvalidForm: import_expert_unknown(value), import_expert_several(value, count), import_place_missing,
        import_missing, heads_range."""
        faults: list[InvalidInput] = []
        expert_ids = tuple(dict.fromkeys(self._experts(values["expert"], faults)))
        place, farm_id = self._where(values)
        words = "；".join(values[name] for name in ("topic", "result") if values.get(name)) or values.get("remark", "")
        heads = values.get("heads", 0)
        if place is None:
            faults.append(InvalidInput("import_place_missing", field="village"))
        if not words:
            faults.append(InvalidInput("import_missing", field="topic"))
        if heads > HEADS_MAX:
            faults.append(InvalidInput("heads_range", field="heads", most=HEADS_MAX))
        if faults:
            raise InvalidForm(faults)
        kind = WAYS[values["kind"]] if "kind" in values else VisitKind.FIELD
        return Service(expert_ids, dt.date.fromisoformat(values["date"]), kind, place or "", farm_id, words, heads)

    def _experts(self, written: str, faults: list[InvalidInput]) -> Iterable[int]:
        for name in filter(None, BETWEEN.split(written)):
            found = self.experts.get(name, ())
            if len(found) == 1:
                yield found[0]
            elif found:
                faults.append(InvalidInput("import_expert_several", field="expert", value=name, count=len(found)))
            else:
                faults.append(InvalidInput("import_expert_unknown", field="expert", value=name))

    def _where(self, values: Values) -> tuple[str | None, int | None]:
        """The place, and the one unit of that name there; without a place, the unit's own."""
        place = values.get("village_code") or values.get("town_code")
        named = [(farm_id, at) for farm_id, at in self.farms.get(values.get("farm", ""), ())
                 if place is None or within(at, place)]
        farm_id, at = named[0] if len(named) == 1 else (None, None)
        return place or at, farm_id


def service_names(ctx: Context) -> ServiceNames:
    county = county_of(ctx.actor.area_code)
    experts: dict[str, list[int]] = defaultdict(list)
    retired: dict[str, list[int]] = defaultdict(list)
    for expert_id, name, is_active in ctx.session.execute(
        select(Expert.id, Expert.name, Expert.is_active).where(Expert.county_code == county).order_by(Expert.id)
    ):
        (experts if is_active else retired)[name].append(expert_id)
    farms: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for farm_id, name, place in ctx.session.execute(
        select(Farm.id, Farm.name, Farm.current_place).where(Farm.county_code == county, Farm.is_active)
    ):
        farms[name].append((farm_id, place))
    return ServiceNames({**retired, **experts}, farms)


def visits_by_key(ctx: Context, days: Iterable[dt.date]) -> dict[Key, int]:
    """Services of the county on these days that count, by expert, day and place; the first of several."""
    wanted = sorted(set(days))
    if not wanted:
        return {}
    rows = ctx.session.execute(
        select(Visit.id, VisitExpert.expert_id, Visit.service_day, Visit.current_place)
        .join(VisitExpert, VisitExpert.visit_id == Visit.id)
        .where(
            Visit.county_code == county_of(ctx.actor.area_code), Visit.status != VisitStatus.VOIDED,
            Visit.service_day.between(wanted[0], wanted[-1]),
        ).order_by(Visit.id.desc())
    )
    return {(expert_id, day, place): visit_id for visit_id, expert_id, day, place in rows}
