"""What has become of a closed period's figures since they were signed, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.domain.places import county_of
from data.queries.closed_periods import Signed
from data.queries.impact_scope import ImpactScope
from data.queries.period_causes import Causes, Window, causes
from data.queries.period_figures import Difference, counted_now, differences, stamp
from data.services.context import Context


@dataclass(frozen=True)
class Restatement:
    """Nothing differs: the period stands as it was signed. `stamp`: of the later figures."""

    differences: tuple[Difference, ...]
    causes: Causes
    stamp: str


def since_signed(ctx: Context, signed: Signed) -> Restatement:
    """From the signed figures to those of now. Raises as `impact`."""
    now = counted_now(ctx, county_of(ctx.actor.area_code), signed.first_day, signed.last_day)
    return _restatement(ctx, signed, now)


def between(ctx: Context, earlier: Signed, later: Signed) -> Restatement:
    """From one signed version to a later one. Raises as `check_scope`."""
    return _restatement(ctx, earlier, later.document)


def _restatement(ctx: Context, signed: Signed, later: Mapping[str, Any]) -> Restatement:
    found, its_stamp = differences(signed.document, later, ctx.lang), stamp(later)
    if not found:
        return Restatement((), Causes(), its_stamp)
    scope = ImpactScope(county_of(ctx.actor.area_code), signed.first_day, signed.last_day)
    newly = any(one.figure == "newly_reached" for one in found)
    since = signed.document.get("marks")
    why = causes(ctx, Window(scope, since, later["marks"]), newly=newly) if since else Causes()
    return Restatement(found, why, its_stamp)
