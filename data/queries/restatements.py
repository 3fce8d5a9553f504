"""What has become of a closed period's figures since they were signed, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.domain.places import county_of
from data.queries.closed_periods import Signed
from data.queries.impact_scope import ImpactScope
from data.queries.period_causes import Cause, Window, causes
from data.queries.period_figures import Difference, counted_now, differences, stamp
from data.services.context import Context


@dataclass(frozen=True)
class Restatement:
    """Nothing differs: the period stands as it was signed. `stamp`: of the later figures."""

    differences: tuple[Difference, ...]
    causes: tuple[Cause, ...]
    stamp: str


def since_signed(ctx: Context, signed: Signed) -> Restatement:
    """From the signed figures to those of now. Raises as `impact`."""
    now = counted_now(ctx, county_of(ctx.actor.area_code), signed.first_day, signed.last_day)
    return _restatement(ctx, signed, now, ctx.now)


def between(ctx: Context, earlier: Signed, later: Signed) -> Restatement:
    """From one signed version to a later one. Raises as `check_scope`."""
    return _restatement(ctx, earlier, later.document, later.at)


def _restatement(ctx: Context, signed: Signed, later: Mapping[str, Any], until: dt.datetime) -> Restatement:
    found, its_stamp = differences(signed.document, later, ctx.lang), stamp(later)
    if not found:
        return Restatement((), (), its_stamp)
    scope = ImpactScope(county_of(ctx.actor.area_code), signed.first_day, signed.last_day)
    newly = any(one.figure == "newly_reached" for one in found)
    return Restatement(found, causes(ctx, Window(scope, signed.at, until), newly=newly), its_stamp)
