"""What strikes many at once, by the words people use for it: questions about it may be one event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

HAZARDS: Mapping[str, tuple[str, ...]] = {
    "hail": ("雹", "冰蛋", "冷子"),
    "frost": ("霜冻", "冻害", "倒春寒", "冻死", "冻坏"),
    "locusts": ("蝗", "蚂蚱"),
    "flood": ("洪水", "山洪", "淹"),
    "wind": ("大风", "刮倒", "沙尘暴"),
    "snow": ("白灾", "暴雪"),
    "drought": ("旱灾", "大旱"),
}
WITHIN = dt.timedelta(days=3)


def hazards_in(text: str) -> frozenset[str]:
    """The hazards that are named in a farmer's words."""
    return frozenset(name for name, words in HAZARDS.items() if any(word in text for word in words))
