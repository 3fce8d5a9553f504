"""Times offered for a visit, in words of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from data.domain.slots import Slot, read_slot
from data.domain.worktime import BEIJING
from data.i18n import _
from data.i18n.slots import slot_words
from pages.shared.formats import day, weekday


def half_day(slot: Slot, now: dt.datetime) -> str:
    """明天下午, 11月30日 星期一上午."""
    today = now.astimezone(BEIJING).date()
    is_near = abs((slot.day - today).days) <= 1 or slot.day.year != today.year
    return slot_words(slot, day(slot.day, today) if is_near else weekday(slot.day))


def half_days(slots: Iterable[Slot], now: dt.datetime) -> str:
    """Several, one after another."""
    return _("、").join(half_day(slot, now) for slot in slots)


def told_slots(details: Mapping[str, Any], now: dt.datetime) -> str:
    """Those that an event offered, or the one that it chose; nothing of other events."""
    codes = details.get("slots") or ([details["slot"]] if "slot" in details else [])
    return half_days(map(read_slot, codes), now)
