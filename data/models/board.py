"""The board: a proposal for all open problems of an area, what officers have said about it, what was dispatched."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.domain.board import Mark, RowState
from data.models.base import Base, Id, Instant, StrEnumType, UtcDateTime


class BoardPlan(Base):
    """One board from its first solve until it is dispatched; solving again replaces its rows.

    `shortages`: [{problems, experts: [[id, places]], repairs: [{kind, …}]}], why some stay without a place.
    """

    __tablename__ = "board_plan"
    __table_args__ = (Index(None, "area_code", "id"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    area_code: Mapped[str] = mapped_column(String(12))
    solved_at: Mapped[Instant]
    solved_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[Instant]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    dispatched_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    dispatched_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    shortages: Mapped[list] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(Integer)

    rows: Mapped[list[BoardRow]] = relationship(order_by="BoardRow.position", cascade="all, delete-orphan")
    marks: Mapped[list[BoardMark]] = relationship(order_by="BoardMark.id", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}


class BoardRow(Base):
    """What the proposal does with one problem. `problem_version`: as it was when solved.

    `before_id`: whom the draft before this one proposed. `offered_id`: the offer in force when solved.
    `better`: experts that fit this problem better and are busy elsewhere. `rank`: the expert's own among the qualified.
    `alternates`: experts who could take it instead, the least loss to the whole board first.
    `reasons`: for the expert as stored in a candidate, without one the steps that led nowhere; `gone`: why the expert
    of the offer cannot go. After dispatch `assignment_id` is the offer made, `due_before` the promise until then,
    `unsolved_by_id` who had left it unsolved.
    """

    __tablename__ = "board_row"

    plan_id: Mapped[int] = mapped_column(ForeignKey("board_plan.id"), primary_key=True)
    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(Integer)
    state: Mapped[RowState] = mapped_column(StrEnumType(RowState))
    problem_version: Mapped[int] = mapped_column(Integer)
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"))
    before_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"))
    offered_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    rank: Mapped[int | None] = mapped_column(Integer)
    better: Mapped[list[int]] = mapped_column(JSON, default=list)
    alternates: Mapped[list[int]] = mapped_column(JSON, default=list)
    reasons: Mapped[list] = mapped_column(JSON, default=list)
    gone: Mapped[list] = mapped_column(JSON, default=list)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    due_before: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    unsolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"))


class BoardMark(Base):
    """`expert_id` is None for LATER alone."""

    __tablename__ = "board_mark"

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("board_plan.id"), index=True)
    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id"))
    kind: Mapped[Mark] = mapped_column(StrEnumType(Mark))
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[Instant]
