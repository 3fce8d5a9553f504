"""Where an agreement stands, as a badge."""

from __future__ import annotations

from data.i18n import N_, _
from data.queries.agreements import Standing
from pages.shared.components import badge

STANDING = {
    Standing.WAITING: (N_("还没签齐"), "orange", "hourglass_empty"),
    Standing.RETURNED: (N_("退回，要改"), "red", "undo"),
    Standing.AHEAD: (N_("签齐了，还没到日子"), "blue", "event"),
    Standing.IN_FORCE: (N_("在执行"), "green", "check_circle"),
    Standing.OVER: (N_("到期了"), "gray", "history"),
}


def standing_badge(standing: Standing) -> str:
    words, colour, icon = STANDING[standing]
    return badge(_(words), colour, icon)
