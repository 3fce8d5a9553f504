"""Half days in words."""

from data.domain.slots import Half, Slot
from data.i18n import N_, _

HALVES = {Half.MORNING: N_("上午"), Half.AFTERNOON: N_("下午")}


def slot_words(slot: Slot, day: str) -> str:
    """11月30日上午, from its day in words."""
    return _("{day}{half}").format(day=day, half=_(HALVES[slot.half]))
