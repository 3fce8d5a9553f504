"""What a printed closed period has beside the figures of every sheet: who signed, what was changed since, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.i18n import _, ngettext
from data.queries.closed_periods import Signed
from data.queries.period_causes import Causes
from data.queries.period_figures import PeriodFigures, figures_of
from data.queries.restatements import Restatement, between, since_signed
from data.services.context import Context
from pages.shared.formats import full_day, number
from pages.shared.period_words import (
    cause_words,
    figures,
    period_name,
    seasons,
    signed_day,
    value_words,
    version_words,
    what_changed,
)


@dataclass(frozen=True)
class SignedPart:
    """Plain words. `notice`: that there is a later version, or that the figures have moved since; '' where they stand.
    `seasons`: of which years the outcomes are, '' without any. `reason`, `changes` (figure, before, now) and `causes`
    of a restatement."""

    title: str
    version: str
    signer: str
    unit: str
    day: str
    notice: str
    numbers: list[tuple[str, str]]
    seasons: str
    projects: list[tuple[str, str, str]]
    reason: str
    changes: list[tuple[str, str, str]]
    causes: list[str]


def signed_part(ctx: Context, known: Sequence[Signed], signed: Signed) -> SignedPart:
    """`known`: all versions, the first first."""
    found = figures_of(signed.document, ctx.lang)
    told = between(ctx, known[signed.version - 2], signed) if signed.version > 1 else Restatement((), Causes(), "")
    return SignedPart(
        period_name(signed.first_day, signed.last_day), version_words(signed.version), signed.signer, signed.unit,
        full_day(signed_day(signed)), _notice(ctx, known, signed), figures(found),
        seasons(signed.first_day, signed.last_day) if found.outcomes else "", _projects(found), signed.reason,
        [(what_changed(one), value_words(one.signed), value_words(one.now)) for one in told.differences],
        _causes(told),
    )


def _notice(ctx: Context, known: Sequence[Signed], signed: Signed) -> str:
    if signed.version < len(known):
        return _("以后有更正，见第{n}版。").format(n=len(known))
    return _("签字以后数有变化，更正还没签。") if since_signed(ctx, signed).differences else ""


def _projects(found: PeriodFigures) -> list[tuple[str, str, str]]:
    return [
        (row.name or _("不属于任何项目"), value_words(row.people), number(row.contacts)) for row in found.projects
    ]


def _causes(told: Restatement) -> list[str]:
    left = told.causes.others
    more = [ngettext("还有 {n} 条", "还有 {n} 条", left).format(n=number(left))] if left else []
    return [cause_words(one) for one in told.causes.shown] + more
