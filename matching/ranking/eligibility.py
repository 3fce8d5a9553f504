"""Hard rules, apart from any score. One function for suggest, explain, re-route and board."""

from __future__ import annotations

from datetime import date

from matching.ranking.inputs import ExpertProfile, ProblemQuery
from matching.ranking.policy import Policy
from matching.ranking.reasons import ReasonCode
from matching.ranking.results import Reason

_BARRED = {
    "sells_input": ReasonCode.CONFLICT_SELLS_INPUT,
    "member": ReasonCode.CONFLICT_MEMBER,
    "kin": ReasonCode.CONFLICT_KIN,
    "same_unit": ReasonCode.CONFLICT_SAME_UNIT,
    "assessor": ReasonCode.CONFLICT_ASSESSOR,
    "long_service": ReasonCode.LONG_SERVICE,
    "declined_before": ReasonCode.DECLINED_BEFORE,
    "not_answered": ReasonCode.NOT_ANSWERED,
    "refused_by_farm": ReasonCode.REFUSED_BY_FARM,
    "agreement_elsewhere": ReasonCode.AGREEMENT_ELSEWHERE,
}


def objections(
    query: ProblemQuery, expert: ExpertProfile, today: date, barred: str | None, policy: Policy
) -> tuple[Reason, ...]:
    """Every hard rule that keeps `expert` from `query`; empty means eligible.

    barred: reason code of the caller for this pair, None = free.
    """
    found: list[Reason] = []
    if not expert.active:
        found.append(_no(ReasonCode.INACTIVE))
    if not expert.reachable:
        found.append(_no(ReasonCode.UNREACHABLE))
    until = away_until(expert, today)
    if until is not None:
        found.append(_no(ReasonCode.AWAY, until=until.isoformat()))
    if expert.open_count >= expert.max_open:
        found.append(_no(ReasonCode.AT_LIMIT, open=expert.open_count, max=expert.max_open))
    if expert.month_days is not None and expert.days_served >= expert.month_days:
        found.append(_no(ReasonCode.MONTH_FULL, days=expert.days_served, max=expert.month_days))
    needed = policy.licence_for_gate.get(query.gate or "", frozenset())
    if needed and not needed & expert.licences:
        found.append(_no(ReasonCode.LICENCE_MISSING, licence=sorted(needed)[0]))
    if barred is not None:
        found.append(_barred(barred))
    return tuple(found)


def away_until(expert: ExpertProfile, today: date) -> date | None:
    """Last day of the absence that covers `today`, joined with those that follow at once; None = here."""
    until: date | None = None
    for start, end in sorted(expert.away):
        if start <= today <= end or (until is not None and start.toordinal() <= until.toordinal() + 1):
            until = end if until is None else max(until, end)
    return until


def _barred(reason: str) -> Reason:
    code = _BARRED.get(reason)
    return _no(code) if code else _no(ReasonCode.BARRED, reason=reason)


def _no(code: ReasonCode, **params: str | int) -> Reason:
    return Reason("no", code.value, params)
