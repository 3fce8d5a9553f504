"""What may be done to places, as rules: from a request to the rows of the ledger, or to the reason why not."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data.domain.errors import Conflict, InvalidInput
from data.domain.place_ledger import Ledger, LedgerRow, Record
from data.domain.places import COUNTY, KINDS, TOWN, VILLAGE, PlaceKind, PlaceLevel, check_code
from data.domain.text import optional_text, required_text

NAME_MAX = 80
LEVELS = {TOWN: PlaceLevel.TOWN, VILLAGE: PlaceLevel.VILLAGE}


class ChangeKind(StrEnum):
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    MOVE = "move"


KIND_FAULTS = {
    ChangeKind.MERGE: "merge_needs_two",
    ChangeKind.SPLIT: "split_needs_two",
    ChangeKind.RENAME: "rename_needs_name",
    ChangeKind.MOVE: "move_needs_town",
}


@dataclass(frozen=True)
class PlaceFacts:
    """A place of the county. `now`: where its records are. `is_withdrawn`: only changes undone since have made it."""

    code: str
    name: str
    official_name: str
    name_en: str
    kind: PlaceKind
    now: str
    lives: bool = True
    is_withdrawn: bool = False
    has_records: bool = False

    @property
    def parent(self) -> str:
        return parent_of(self.code)


@dataclass(frozen=True)
class NewPlace:
    """A place to be made, or the new name of one that keeps its code."""

    code: str
    name: str
    kind: PlaceKind
    name_en: str
    official_name: str = ""


@dataclass(frozen=True)
class ChangeRequest:
    """`into`: codes of living places, or new ones; of a split the first has all of which nobody says otherwise.

    `carried`: villages that change their code because their town does: old -> new code.
    `decisions`: in a split, single records and where they belong.
    """

    kind: ChangeKind
    day: dt.date
    reason: str
    olds: tuple[str, ...]
    into: tuple[str | NewPlace, ...]
    carried: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[Record, str] = field(default_factory=dict)

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(one if isinstance(one, str) else one.code for one in self.into)


@dataclass(frozen=True)
class Plan:
    """`made` come into being, `renamed` keep their code, `ended` exist no longer from the day on."""

    rows: tuple[LedgerRow, ...]
    made: tuple[NewPlace, ...]
    renamed: tuple[NewPlace, ...]
    ended: frozenset[str]


def parent_of(code: str) -> str:
    return code[:TOWN] if len(code) == VILLAGE else code[:COUNTY]


def plan(request: ChangeRequest, places: Mapping[str, PlaceFacts], ledger: Ledger, today: dt.date) -> Plan:
    """The rows of `request`. `places`: every town and village the county ever had, by code.

    Raises InvalidInput with the field to blame (day, olds, into, name, name_en, kind, code, carried, decisions), or
    Conflict place_not_living.
    """
    _check_living(request, places)
    _check_shape(request, places)
    new = [_tidy(one) for one in request.into if isinstance(one, NewPlace)]
    carried = [_carried(places[old], code) for old, code in sorted(request.carried.items())]
    renamed = tuple(one for one in new if one.code in request.olds)
    made = (*(one for one in new if one.code not in request.olds), *carried)
    kept = {*request.targets, *request.carried.values()}
    ended = frozenset(code for code in (*request.olds, *request.carried) if code not in kept)
    found = Plan(_rows(request, {one.code for one in made}), made, renamed, ended)
    _check_carried(request, places, found)
    _check_made(found, places)
    _check_names(found, places)
    _check_day(request, places, ledger, today)
    return found


def propose_code(parent: str, like: str, taken: Iterable[str]) -> str:
    """A free code below `parent`, if possible with the last digits of `like`. The statistics office has the last word.

    Raises InvalidInput('place_codes_full') when all 999 are taken.
    """
    used = set(taken)
    suffixes = [like[-3:], *(f"{number:03}" for number in range(int(like[-3:]) + 1, 1000))]
    suffixes += [f"{number:03}" for number in range(1, 1000)]
    free = next((parent + suffix for suffix in suffixes if parent + suffix not in used), None)
    if free is None:
        raise InvalidInput("place_codes_full", parent, field="carried")
    return free


def _rows(request: ChangeRequest, made: set[str]) -> tuple[LedgerRow, ...]:
    first = request.targets[0]
    rows = [
        LedgerRow(old, new, new == first, new in made) for old in request.olds for new in request.targets
    ]
    return (*rows, *(LedgerRow(old, new, True, True) for old, new in sorted(request.carried.items())))


def _check_living(request: ChangeRequest, places: Mapping[str, PlaceFacts]) -> None:
    named = [(code, "olds") for code in request.olds]
    named += [(one, "into") for one in request.into if isinstance(one, str)]
    named += [(code, "carried") for code in request.carried]
    for code, where in named:
        if code not in places:
            raise InvalidInput("place_unknown", code, field=where, value=code)
        if not places[code].lives:
            raise Conflict("place_not_living", code, field=where, name=places[code].name)


def _check_shape(request: ChangeRequest, places: Mapping[str, PlaceFacts]) -> None:
    """How many become how many, and of which level."""
    olds, targets = request.olds, request.targets
    levels = {len(code) for code in (*olds, *targets)}
    if len(set(olds)) != len(olds) or len(set(targets)) != len(targets) or not olds or not targets:
        raise InvalidInput("place_twice", field="olds")
    if len(levels) != 1 or levels - LEVELS.keys():
        raise InvalidInput("place_levels", field="into")
    if not _fits_kind(request, places):
        raise InvalidInput(KIND_FAULTS[request.kind], field="into")
    if request.kind is ChangeKind.SPLIT and olds[0] in targets[1:]:
        raise InvalidInput("split_keeps_first", field="into")
    if request.decisions and (request.kind is not ChangeKind.SPLIT or set(request.decisions.values()) - set(targets)):
        raise InvalidInput("decisions_elsewhere", field="decisions")


def _fits_kind(request: ChangeRequest, places: Mapping[str, PlaceFacts]) -> bool:
    olds, targets = request.olds, request.targets
    match request.kind:
        case ChangeKind.MERGE:
            goes_on = {one for one in request.into if isinstance(one, str)}
            return len(targets) == 1 and len({*olds, *goes_on}) >= 2
        case ChangeKind.SPLIT:
            return len(olds) == 1 and len(targets) >= 2
        case ChangeKind.RENAME:
            return len(olds) == len(targets) == 1 and _is_renamed(request, places)
        case ChangeKind.MOVE:
            return len(olds) == len(targets) == 1 and _is_moved(olds[0], targets[0])


def _is_renamed(request: ChangeRequest, places: Mapping[str, PlaceFacts]) -> bool:
    old, new = places[request.olds[0]], request.into[0]
    if isinstance(new, str):
        return False
    return (new.code, new.name.strip(), new.kind, new.name_en.strip()) != (old.code, old.name, old.kind, old.name_en)


def _is_moved(old: str, new: str) -> bool:
    return len(old) == VILLAGE and parent_of(old) != parent_of(new)


def _tidy(new: NewPlace) -> NewPlace:
    check_code(new.code, TOWN, VILLAGE)
    name = required_text(new.name, "name", longest=NAME_MAX)
    if new.kind not in KINDS[LEVELS[len(new.code)]]:
        raise InvalidInput("place_kind", field="kind")
    return NewPlace(
        new.code, name, new.kind, required_text(new.name_en, "name_en", longest=NAME_MAX),
        optional_text(new.official_name, "official_name", longest=NAME_MAX) or name,
    )


def _carried(old: PlaceFacts, code: str) -> NewPlace:
    check_code(code, VILLAGE)
    return NewPlace(code, old.name, old.kind, old.name_en, old.official_name)


def _check_carried(request: ChangeRequest, places: Mapping[str, PlaceFacts], found: Plan) -> None:
    """Every village of a town that ends goes along; only villages of the towns concerned, only to the new towns."""
    towns = set(request.olds)
    left = [
        place for place in places.values()
        if place.lives and place.parent in found.ended and place.code not in request.carried
    ]
    if left:
        raise InvalidInput("villages_left", field="carried", count=len(left), name=left[0].name)
    for old, new in request.carried.items():
        if parent_of(old) not in towns or parent_of(new) not in request.targets:
            raise InvalidInput("carried_elsewhere", field="carried", name=places[old].name)


def _check_made(found: Plan, places: Mapping[str, PlaceFacts]) -> None:
    """Codes lie in the county, below a town that lives, and are used once."""
    towns = {place.code for place in places.values() if place.lives} - found.ended | {one.code for one in found.made}
    counties = {row.old[:COUNTY] for row in found.rows}
    codes = Counter(one.code for one in found.made)
    for one in found.made:
        parent = parent_of(one.code)
        if parent not in (counties if len(parent) == COUNTY else towns):
            raise InvalidInput("place_code_parent", field="code", value=one.code)
        olds = {row.old for row in found.rows if row.new == one.code}
        if codes[one.code] > 1 or (one.code in places and not _is_free(places[one.code], olds)):
            raise InvalidInput("place_code_taken", field="code", value=one.code)


def _is_free(known: PlaceFacts, olds: set[str]) -> bool:
    """One whose making was undone may be made again, where what was written at it meanwhile would be anyway."""
    return known.is_withdrawn and (not known.has_records or known.now in olds)


def _check_names(found: Plan, places: Mapping[str, PlaceFacts]) -> None:
    """No two living places of one parent have the same name."""
    new = {one.code: one.name for one in (*found.made, *found.renamed)}
    living = {place.code: place.name for place in places.values() if place.lives and place.code not in found.ended}
    after = Counter((parent_of(code), name) for code, name in {**living, **new}.items())
    for code, name in new.items():
        if after[parent_of(code), name] > 1:
            raise InvalidInput("place_name_taken", field="name", name=name)


def _check_day(
    request: ChangeRequest, places: Mapping[str, PlaceFacts], ledger: Ledger, today: dt.date,
) -> None:
    """Not in the future, and not before what happened to the same places earlier."""
    if request.day > today:
        raise InvalidInput("change_in_future", field="day", day=request.day)
    concerned = {*request.olds, *request.targets, *request.carried}
    days = [change.day for change in ledger.standing if change.concerns(concerned)]
    if days and request.day < max(days):
        raise InvalidInput("change_before_last", field="day", day=max(days))
