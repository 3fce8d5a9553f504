"""What stands between a farm and an expert besides the subject: wishes of the farm, conflicts of interest."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class WishKind(StrEnum):
    """A farm may ask for an expert (for one question) or refuse one (until it says otherwise)."""

    ASKS = "asks"
    REFUSES = "refuses"


class RefusalReason(StrEnum):
    """Why a farm does not want an expert. Never counted against the expert."""

    NOT_HELPED = "not_helped"        # 上回没办好
    NOT_UNDERSTOOD = "not_understood"  # 说不到一块
    INTERESTED = "interested"        # 有利害关系
    OTHER = "other"


class ConflictKind(StrEnum):
    """Why an expert must not serve a farm. LONG_SERVICE is reckoned, the others are declared."""

    SELLS_INPUT = "sells_input"      # 卖给它农资，或者有这家店
    MEMBER = "member"                # 是它的成员、股东
    KIN = "kin"                      # 亲属
    SAME_UNIT = "same_unit"          # 同一个单位
    ASSESSOR = "assessor"            # 考核、验收它的人
    LONG_SERVICE = "long_service"    # 连着几年都是这位


ROTATION_YEARS = 3  # a proposal; the county file may say otherwise, 0 for never
DECLARED = tuple(kind for kind in ConflictKind if kind is not ConflictKind.LONG_SERVICE)


def years_running(years: Collection[int], now: int) -> int:
    """How many years without a gap, this one or the last one included, are in `years`.

    `now` is the current year; a year that has only begun does not break the row.
    """
    year = now if now in years else now - 1
    count = 0
    while year - count in years:
        count += 1
    return count
