"""Agreements of three parties: what each said, the scan, and which are in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select

from data.domain.permissions import Permission
from data.domain.register import Decision, Party
from data.domain.works import is_passed
from data.models.account import Account
from data.models.agreement import Agreement, AgreementDecision
from data.models.problem import StoredFile
from data.queries.scope import find
from data.services.context import Context


class Standing(StrEnum):
    """Where an agreement stands today."""

    WAITING = "waiting"      # a party or the scan is still missing
    RETURNED = "returned"    # a party wants it changed
    AHEAD = "ahead"          # passed, its term has not begun
    IN_FORCE = "in_force"
    OVER = "over"


@dataclass(frozen=True)
class PartyWord:
    """The latest word of one party on the present text; `decision` None: not yet."""

    party: Party
    decision: Decision | None
    words: str | None
    who: str | None
    at: dt.datetime | None


@dataclass(frozen=True)
class AgreementRecord:
    """`scans`: SHA-256 of each."""

    standing: Standing
    parties: tuple[PartyWord, ...]
    scans: tuple[str, ...]


def agreement_record(ctx: Context, agreement_id: int) -> AgreementRecord:
    """Raises NotAllowed, NotFound('agreement_unknown')."""
    agreement = find(ctx, Permission.AGREEMENT_READ, Agreement, agreement_id)
    rows = ctx.session.execute(
        select(AgreementDecision, Account.name).join(Account, Account.id == AgreementDecision.account_id)
        .where(AgreementDecision.agreement_id == agreement_id, AgreementDecision.version == agreement.version)
        .order_by(AgreementDecision.id)
    )
    said = {row.AgreementDecision.party: row for row in rows}
    scans = ctx.session.scalars(
        select(StoredFile.sha256).where(StoredFile.agreement_id == agreement_id).order_by(StoredFile.id)
    )
    return AgreementRecord(
        standings(ctx, [agreement_id])[agreement_id], tuple(_word(party, said.get(party)) for party in Party),
        tuple(scans),
    )


def standings(ctx: Context, ids: Iterable[int]) -> dict[int, Standing]:
    """Where each stands today; the caller has checked that they may be seen. A changed text wants new words."""
    ids = list(ids)
    agreements = ctx.session.scalars(select(Agreement).where(Agreement.id.in_(ids))).all()
    latest: dict[int, dict[Party, Decision]] = {one.id: {} for one in agreements}
    versions = {one.id: one.version for one in agreements}
    for row in ctx.session.scalars(
        select(AgreementDecision).where(AgreementDecision.agreement_id.in_(ids)).order_by(AgreementDecision.id)
    ):
        if row.version == versions[row.agreement_id]:
            latest[row.agreement_id][row.party] = row.decision
    scanned = dict(ctx.session.execute(
        select(StoredFile.agreement_id, func.count()).where(StoredFile.agreement_id.in_(ids))
        .group_by(StoredFile.agreement_id)
    ).all())
    return {one.id: _standing(one, latest[one.id], one.id in scanned, ctx.today) for one in agreements}


def exclusive_experts(ctx: Context, county_code: str, farm_id: int) -> set[int]:
    """Experts whose agreement in force binds them to another unit than `farm_id`."""
    bound = ctx.session.execute(
        select(Agreement.id, Agreement.expert_id).where(
            Agreement.county_code == county_code, Agreement.is_exclusive, Agreement.is_active,
            Agreement.farm_id != farm_id, Agreement.first_day <= ctx.today, Agreement.last_day >= ctx.today,
        )
    ).all()
    if not bound:
        return set()
    now = standings(ctx, [id_ for id_, _expert in bound])
    return {expert for id_, expert in bound if now[id_] is Standing.IN_FORCE}


def agreements_stamp(ctx: Context, county_code: str) -> tuple:
    """Another one whenever an agreement of the county, a party's word on it or its scan is new or changed."""
    own = Agreement.county_code == county_code
    return (
        *ctx.session.execute(select(func.count(), func.sum(Agreement.version)).where(own)).one(),
        ctx.session.scalar(select(func.max(AgreementDecision.id)).join(
            Agreement, Agreement.id == AgreementDecision.agreement_id,
        ).where(own)),
        ctx.session.scalar(select(func.max(StoredFile.id)).join(
            Agreement, Agreement.id == StoredFile.agreement_id,
        ).where(own)),
    )


def _standing(agreement: Agreement, latest: dict[Party, Decision], has_scan: bool, today: dt.date) -> Standing:
    if agreement.last_day < today:
        return Standing.OVER
    if Decision.RETURNED in latest.values():
        return Standing.RETURNED
    if not is_passed(latest) or not has_scan:
        return Standing.WAITING
    return Standing.IN_FORCE if agreement.first_day <= today else Standing.AHEAD


def _word(party: Party, row) -> PartyWord:
    if row is None:
        return PartyWord(party, None, None, None, None)
    said = row.AgreementDecision
    return PartyWord(party, said.decision, said.words, row.name, said.at)
