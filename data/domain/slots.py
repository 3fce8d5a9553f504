"""Half days that an expert offers for a visit, and the one that the asker chooses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from data.domain.errors import Conflict, InvalidInput
from data.domain.problem import ProblemEventKind
from data.domain.worktime import BEIJING

MOST = 3
DAYS_AHEAD = 14


class Half(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"


HOURS: Mapping[Half, tuple[dt.time, dt.time]] = {
    Half.MORNING: (dt.time(8), dt.time(12)), Half.AFTERNOON: (dt.time(12), dt.time(18)),
}


@dataclass(frozen=True)
class Slot:
    """One half of a day in Beijing time."""

    day: dt.date
    half: Half

    @property
    def begins_at(self) -> dt.datetime:
        return dt.datetime.combine(self.day, HOURS[self.half][0], BEIJING)

    @property
    def ends_at(self) -> dt.datetime:
        return dt.datetime.combine(self.day, HOURS[self.half][1], BEIJING)

    @property
    def code(self) -> str:
        """As it stands in events and forms: "2026-11-30 morning"."""
        return f"{self.day} {self.half}"


@dataclass(frozen=True)
class Times:
    """What a problem's events say: the half days last offered, and the one chosen of them."""

    offered: tuple[Slot, ...] = ()
    chosen: Slot | None = None


def read_slot(raw: str) -> Slot:
    """The half day of a `code`. Raises InvalidInput('slot_missing') for anything else."""
    day, _gap, half = raw.partition(" ")
    try:
        return Slot(dt.date.fromisoformat(day), Half(half))
    except ValueError:
        raise InvalidInput("slot_missing", field="slot") from None


def times_after(times: Times, kind: ProblemEventKind, details: Mapping[str, Any]) -> Times:
    """`times` after one more event: whoever takes a problem on begins anew, other times replace the earlier ones."""
    match kind:
        case ProblemEventKind.ACCEPTED:
            return Times()
        case ProblemEventKind.SLOTS_OFFERED:
            return Times(tuple(read_slot(code) for code in details["slots"]))
        case ProblemEventKind.SLOT_CHOSEN:
            return replace(times, chosen=read_slot(details["slot"]))
        case _:
            return times


def free_slots(now: dt.datetime, until: dt.datetime | None, taken: Collection[Slot]) -> tuple[Slot, ...]:
    """The half days which may be offered: not over, begun before the promise `until`, not `taken`; soonest first.

    None where nothing is promised any more; at most two weeks ahead.
    """
    today = now.astimezone(BEIJING).date()
    days = (today + dt.timedelta(days=n) for n in range(DAYS_AHEAD)) if until else ()
    return tuple(
        slot for slot in (Slot(day, half) for day in days for half in Half)
        if now < slot.ends_at and slot.begins_at < until and slot not in taken
    )


def check_offer(
    slots: Iterable[Slot], now: dt.datetime, until: dt.datetime | None, taken: Collection[Slot],
) -> tuple[Slot, ...]:
    """The half days offered, soonest first.

    Raises InvalidInput slot_missing, slots_many, slot_past, slot_late (not before `until`); Conflict slot_taken.
    """
    wanted = sorted(set(slots), key=lambda slot: slot.begins_at)
    if not wanted:
        raise InvalidInput("slot_missing", field="slots")
    if len(wanted) > MOST:
        raise InvalidInput("slots_many", field="slots", most=MOST)
    for slot in wanted:
        if slot.ends_at <= now:
            raise InvalidInput("slot_past", field="slots", slot=slot)
        if slot in taken:
            raise Conflict("slot_taken", slot=slot)
        if slot not in free_slots(now, until, taken):
            raise InvalidInput("slot_late", field="slots", slot=slot)
    return tuple(wanted)


def check_choice(times: Times, slot: Slot, now: dt.datetime, taken: Collection[Slot]) -> None:
    """Raise Conflict: slot_chosen when one was chosen before, slot_not_offered, slot_past, slot_taken."""
    if times.chosen:
        raise Conflict("slot_chosen", slot=times.chosen)
    if slot not in times.offered:
        raise Conflict("slot_not_offered")
    if slot.ends_at <= now:
        raise Conflict("slot_past", slot=slot)
    if slot in taken:
        raise Conflict("slot_taken", slot=slot)
