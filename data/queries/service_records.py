"""Issued service records: an expert's, one by its code, and what of one a stranger may know."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from data.domain.errors import NotFound
from data.domain.permissions import Permission, Subject, allows, require
from data.domain.problem import ProblemStatus
from data.domain.visit import VisitStatus
from data.models.expert import Expert
from data.models.problem import Problem
from data.models.service_record import ServiceRecord
from data.models.visit import Visit
from data.queries.scope import check_role, find
from data.queries.service_record import Record, record_of
from data.services.context import Context


@dataclass(frozen=True)
class Corrected:
    """What has become of what is in a record: visits voided or in dispute since, questions not solved after all."""

    voided: int
    disputed: int
    reopened: int


@dataclass(frozen=True)
class Issued:
    """An issued record, read in the reader's language."""

    code: str
    issuer: str
    at: dt.datetime
    record: Record
    corrected: Corrected


def may_issue(ctx: Context, expert_id: int) -> bool:
    """The expert themselves, and who works for the expert's whole county."""
    return allows(ctx.actor, Permission.RECORD_ISSUE, _subject(ctx.session.get_one(Expert, expert_id)))


def expert_of_record(ctx: Context, expert_id: int | None) -> Expert:
    """The expert, for whoever may issue the record. Raises NotAllowed, NotFound('expert_unknown')."""
    check_role(ctx, Permission.RECORD_ISSUE)
    expert = find(ctx, Permission.RECORD_ISSUE, Expert, expert_id or 0)
    require(ctx.actor, Permission.RECORD_ISSUE, _subject(expert))
    return expert


def issued_records(ctx: Context, expert_id: int) -> tuple[Issued, ...]:
    """The latest first. Raises as `expert_of_record`."""
    expert_of_record(ctx, expert_id)
    rows = ctx.session.scalars(
        select(ServiceRecord).where(ServiceRecord.expert_id == expert_id).order_by(ServiceRecord.id.desc())
    )
    return tuple(_issued(ctx, row) for row in rows)


def issued_record(ctx: Context, code: str) -> Issued:
    """One to print. Raises NotAllowed, NotFound('record_unknown')."""
    check_role(ctx, Permission.RECORD_ISSUE)
    row = ctx.session.scalar(select(ServiceRecord).where(ServiceRecord.code == code))
    if row is None or not may_issue(ctx, row.expert_id):
        raise NotFound("record_unknown")
    return _issued(ctx, row)


def record_for_anybody(ctx: Context, code: str) -> Issued | None:
    """The record a code belongs to, without its lines: they are for whom it is handed to."""
    row = ctx.session.scalar(select(ServiceRecord).where(ServiceRecord.code == code))
    if row is None:
        return None
    return _issued(ctx, row, {**row.document, "visits": [], "problems": []})


def _subject(expert: Expert) -> Subject:
    """A record is about a whole county's services, wherever the expert is at home."""
    return Subject(expert.county_code, expert_ids=frozenset({expert.id}))


def _issued(ctx: Context, row: ServiceRecord, shown: Mapping[str, Any] | None = None) -> Issued:
    return Issued(
        row.code, row.issuer, row.issued_at, record_of(shown or row.document, ctx.lang), _corrected(ctx, row.document),
    )


def _corrected(ctx: Context, kept: Mapping[str, Any]) -> Corrected:
    visits = ctx.session.scalars(select(Visit.status).where(Visit.id.in_([row["id"] for row in kept["visits"]])))
    now = Counter(visits)
    solved = [row["id"] for row in kept["problems"] if row["status"] == ProblemStatus.SOLVED]
    reopened = ctx.session.scalars(
        select(Problem.id).where(Problem.id.in_(solved), Problem.status != ProblemStatus.SOLVED)
    ).all()
    return Corrected(now[VisitStatus.VOIDED], now[VisitStatus.DISPUTED], len(reopened))
