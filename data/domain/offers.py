"""Words of an offer: why somebody who is not first was chosen, why an expert declines."""

from __future__ import annotations

from enum import StrEnum


class OverrideReason(StrEnum):
    """Why somebody who is not first was chosen."""

    ASKED = "asked"            # the farmer asked for them
    AGREED = "agreed"          # agreed beforehand
    ON_THE_WAY = "on_the_way"  # passing there anyway
    OTHER = "other"
    HANDED_ON = "handed_on"    # whoever had it leaves
    BOARD = "board"            # the whole board gave them another question, or this one to others


class DeclineReason(StrEnum):
    NOT_MY_FIELD = "not_my_field"
    TOO_FAR = "too_far"
    NO_TIME = "no_time"
    OTHER = "other"
