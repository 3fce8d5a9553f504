"""The public door's limits: generous for a village behind one address, too tight for a flood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
MEGABYTE = 1024 * 1024

PASS_VALID = dt.timedelta(days=30)
PART_MAX = 256 * 1024
PHOTO_MAX = 12 * MEGABYTE
FORM_MAX = 24 * MEGABYTE      # a form with its photos, sent without script
CLIENT_BYTES = 60 * MEGABYTE  # per address and day
ALL_BYTES = 2048 * MEGABYTE   # of everybody, per day
UNFINISHED_MAX = 40           # photos begun and not whole, per address and day
UPLOAD_KEPT = dt.timedelta(days=2)


class Use(StrEnum):
    """What is counted against whom."""

    ASK_CLIENT = "ask_client"
    ASK_PHONE = "ask_phone"
    MISS_CLIENT = "miss_client"  # a number and phone that do not belong together
    MISS_PHONE = "miss_phone"
    READ_CLIENT = "read_client"  # words read while typing
    HELPED = "helped"            # the same answer said to help, by one address or account
    MISS_CODE = "miss_code"      # a code that no service record has


@dataclass(frozen=True)
class Limit:
    """At most `most` within `window`."""

    most: int
    window: dt.timedelta


LIMITS: Mapping[Use, Limit] = {
    Use.ASK_CLIENT: Limit(30, HOUR),
    Use.ASK_PHONE: Limit(6, DAY),
    Use.MISS_CLIENT: Limit(30, HOUR),
    Use.MISS_PHONE: Limit(10, DAY),
    Use.READ_CLIENT: Limit(600, HOUR),
    Use.HELPED: Limit(3, DAY),
    Use.MISS_CODE: Limit(30, HOUR),
}
