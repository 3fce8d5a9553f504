"""What was recommended, whole, and what the officer chose."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import JSON, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Id, Instant, StrEnumType, UtcDateTime


class AssignmentState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"          # not answered in time
    REFUSED = "refused"        # the farm wants somebody else
    FINISHED = "finished"


class Recommendation(Base):
    """One run of the engine: its input, pool, rung and policy. Candidates and exclusions hang on it.

    `runner_up`, if any, is the reason that the first expert not shown stands behind the last one shown.
    Reasons here and below are stored as {kind, code, params}.
    """

    __tablename__ = "recommendation"
    __table_args__ = (Index(None, "rung", "problem_id"),)

    id: Mapped[Id]
    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id"), index=True)
    made_at: Mapped[Instant]
    policy_version: Mapped[str] = mapped_column(String(40))
    rung: Mapped[str] = mapped_column(String(16))
    steps: Mapped[list] = mapped_column(JSON)
    pool_size: Mapped[int] = mapped_column(Integer)
    qualified: Mapped[int] = mapped_column(Integer)
    runner_up: Mapped[dict | None] = mapped_column(JSON)
    query: Mapped[dict] = mapped_column(JSON)


class Candidate(Base):
    """One qualified expert of a recommendation; `rank` from 1. `total` follows from `parts` and the policy.

    `facts` hold the evidence too (cases by id, words of the profile, home); recommendations of older versions lack it.
    """

    __tablename__ = "candidate"

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), primary_key=True, index=True)
    rank: Mapped[int] = mapped_column(Integer)
    ring: Mapped[str] = mapped_column(String(16))
    total: Mapped[float] = mapped_column(Float)
    parts: Mapped[dict] = mapped_column(JSON)
    facts: Mapped[dict] = mapped_column(JSON)
    reasons: Mapped[list] = mapped_column(JSON)


class Exclusion(Base):
    """An expert who was not offered: by a hard rule, or (`parts` set) because the subject does not fit."""

    __tablename__ = "exclusion"

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), primary_key=True)
    reasons: Mapped[list] = mapped_column(JSON)
    parts: Mapped[dict | None] = mapped_column(JSON)


class Assignment(Base):
    """One offer of a problem to an expert. `override_reason` is set when the chosen one was not first,
    `opened_at` once the expert has seen it."""

    __tablename__ = "assignment"
    __table_args__ = (Index(None, "expert_id", "state", "assigned_at"),)

    id: Mapped[Id]
    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id"), index=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"))
    recommendation_id: Mapped[int | None] = mapped_column(ForeignKey("recommendation.id"))
    state: Mapped[AssignmentState] = mapped_column(StrEnumType(AssignmentState))
    assigned_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    assigned_at: Mapped[Instant]
    reply_by: Mapped[Instant]
    answered_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    opened_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text, default="")
    override_reason: Mapped[str | None] = mapped_column(String(40))
    override_words: Mapped[str | None] = mapped_column(String(200))
    decline_reason: Mapped[str | None] = mapped_column(String(40))
    decline_words: Mapped[str | None] = mapped_column(String(200))
