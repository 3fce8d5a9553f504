"""A farmer's problem, its events, its photos."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.amounts import Quantity
from data.domain.problem import Gate, ProblemEventKind, ProblemStatus, Urgency
from data.models.base import Base, Id, Instant, Name, Phone, PlaceCode, StrEnumType, UtcDateTime
from data.models.placed import Placed


class Problem(Placed, Base):
    """`text` is the asker's words, never changed. What was read from them stands beside it and may be corrected.
    `facts` are the answers to the form's branch (`data/domain/branches.py`), by code, never changed either.

    `filed_by_id` is the account that typed it: the asker's own, or an officer's for a caller; None where somebody
    without an account typed it on the public page.
    `joined_id` is the first question of the event it belongs to (one hail, many farms).
    `status`, `expert_id`, `due_at` and `joined_id` follow from the events and are stored for speed.
    """

    __tablename__ = "problem"
    __table_args__ = (
        UniqueConstraint("county_code", "number"),
        Index(None, "county_code", "status", "due_at"),
        Index(None, "county_code", "status", "urgency", "due_at", "expert_id"),
        Index(None, "county_code", "gate", "status"),
        Index(None, "expert_id", "status"),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(16))
    token: Mapped[str] = mapped_column(String(36), unique=True)
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    place_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"), index=True)
    farm_id: Mapped[int] = mapped_column(ForeignKey("farm.id"), index=True)
    asker_name: Mapped[Name]
    asker_phone: Mapped[Phone]
    filed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    title: Mapped[str] = mapped_column(String(60))
    industry: Mapped[str | None] = mapped_column(String(8))
    crop: Mapped[str | None] = mapped_column(String(40))
    problem_types: Mapped[list[str]] = mapped_column(JSON)
    urgency: Mapped[Urgency] = mapped_column(StrEnumType(Urgency))
    gate: Mapped[Gate | None] = mapped_column(StrEnumType(Gate))
    understanding: Mapped[dict] = mapped_column(JSON)
    status: Mapped[ProblemStatus] = mapped_column(StrEnumType(ProblemStatus))
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"))
    joined_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"), index=True)
    created_at: Mapped[Instant]
    due_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}


class ProblemAmount(Base):
    """How many animals, mu or yuan the answers in `facts` say, in whole units; no row for what is not plainly said."""

    __tablename__ = "problem_amount"
    __table_args__ = (Index(None, "quantity", "amount"),)

    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id"), primary_key=True)
    quantity: Mapped[Quantity] = mapped_column(StrEnumType(Quantity), primary_key=True)
    amount: Mapped[int] = mapped_column(Integer)


class ProblemEvent(Base):
    """One step in a problem's life. Append-only; `sequence` counts from 1 within the problem."""

    __tablename__ = "problem_event"
    __table_args__ = (UniqueConstraint("problem_id", "sequence"), Index(None, "kind", "problem_id"))

    id: Mapped[Id]
    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id"))
    sequence: Mapped[int] = mapped_column(Integer)
    kind: Mapped[ProblemEventKind] = mapped_column(StrEnumType(ProblemEventKind))
    at: Mapped[Instant]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"))
    details: Mapped[dict] = mapped_column(JSON, default=dict)


class StoredFile(Base):
    """A photo or scan in the content-addressed folder; exactly one of problem, visit and agreement owns it."""

    __tablename__ = "stored_file"
    __table_args__ = (
        UniqueConstraint("sha256", "problem_id"), UniqueConstraint("sha256", "visit_id"),
        UniqueConstraint("sha256", "agreement_id"),
    )

    id: Mapped[Id]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(16))
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"), index=True)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[Instant]
