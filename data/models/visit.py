"""Visits (service events): who served whom, where, when, for which project, by what evidence."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.name_list import Standing
from data.domain.visit import ConfirmedBy, Outcome, Readiness, VisitEventKind, VisitKind, VisitStatus
from data.models.base import Base, BigId, Id, Instant, Name, PlaceCode, StrEnumType
from data.models.placed import Placed


class Visit(Placed, Base):
    """`head_count` is everyone served, named or not; never less than the names. `service_day` is the day served.
    `readiness`: how the unit worked with the expert, by the expert's word; for the office only."""

    __tablename__ = "visit"
    __table_args__ = (
        UniqueConstraint("county_code", "number"),
        Index(None, "county_code", "status", "service_day"),
        Index(None, "place_code", "service_day"),
        CheckConstraint("head_count >= 0", name="head_count"),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(16))
    token: Mapped[str] = mapped_column(String(36), unique=True)
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"), index=True)
    farm_id: Mapped[int | None] = mapped_column(ForeignKey("farm.id"), index=True)
    place_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"))
    industry: Mapped[str | None] = mapped_column(String(8))
    kind: Mapped[VisitKind] = mapped_column(StrEnumType(VisitKind))
    service_day: Mapped[dt.date] = mapped_column(Date)
    advice: Mapped[str] = mapped_column(Text)
    product: Mapped[str | None] = mapped_column(String(80))
    dose: Mapped[str | None] = mapped_column(String(80))
    waiting_days: Mapped[int | None] = mapped_column(Integer)
    head_count: Mapped[int] = mapped_column(Integer)
    follow_up_on: Mapped[dt.date | None] = mapped_column(Date)
    readiness: Mapped[Readiness | None] = mapped_column(StrEnumType(Readiness))
    status: Mapped[VisitStatus] = mapped_column(StrEnumType(VisitStatus))
    logged_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    logged_at: Mapped[Instant]
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}


class VisitEvent(Base):
    """One step in a visit's life. Append-only."""

    __tablename__ = "visit_event"
    __table_args__ = (UniqueConstraint("visit_id", "sequence"),)

    id: Mapped[Id]
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    sequence: Mapped[int] = mapped_column(Integer)
    kind: Mapped[VisitEventKind] = mapped_column(StrEnumType(VisitEventKind))
    at: Mapped[Instant]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    details: Mapped[dict] = mapped_column(JSON, default=dict)


class VisitExpert(Base):
    __tablename__ = "visit_expert"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), primary_key=True, index=True)


class VisitProblem(Base):
    """A further question that the visit served, beside the one it was logged for."""

    __tablename__ = "visit_problem"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id"), primary_key=True, index=True)


class VisitProject(Base):
    """A project the visit served, as the expert confirmed it or an officer corrected it."""

    __tablename__ = "visit_project"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True, index=True)


class SignedList(Base):
    """A signed or stamped list attached to a visit; the scan is a stored file."""

    __tablename__ = "signed_list"

    id: Mapped[Id]
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    attached_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    attached_at: Mapped[Instant]


class ListLine(Base):
    """One line of a list of names as it was written, and what became of it; `like_id`: whom of the register it is like,
    or, for a repeated one, with whom it is counted. `list_id` None: no scan was there when the names came."""

    __tablename__ = "list_line"
    __table_args__ = (Index(None, "visit_id", "standing"),)

    id: Mapped[Id]
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    list_id: Mapped[int | None] = mapped_column(ForeignKey("signed_list.id"))
    number: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(80))
    standing: Mapped[Standing] = mapped_column(StrEnumType(Standing))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    like_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Confirmation(Base):
    """The served side's word on a problem: solved or not, through which door, recorded by whom; or on one visit alone,
    without `outcome`, with `farm_id` when its unit spoke. `loss_avoided` in yuan, with `loss_how` it was reckoned."""

    __tablename__ = "confirmation"

    id: Mapped[Id]
    token: Mapped[str] = mapped_column(String(36), unique=True)
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    farm_id: Mapped[int | None] = mapped_column(ForeignKey("farm.id"))
    outcome: Mapped[Outcome | None] = mapped_column(StrEnumType(Outcome))
    door: Mapped[ConfirmedBy] = mapped_column(StrEnumType(ConfirmedBy))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[Instant]
    answered_by: Mapped[Name]
    practice_used: Mapped[str | None] = mapped_column(String(16))
    rating: Mapped[int | None] = mapped_column(Integer)
    words: Mapped[str | None] = mapped_column(Text)
    loss_avoided: Mapped[int | None] = mapped_column(BigId)
    loss_how: Mapped[str | None] = mapped_column(String(200))


class VisitPerson(Base):
    """A named person at a visit. The grade follows: A with a list, else B with a confirmation, else C."""

    __tablename__ = "visit_person"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    list_id: Mapped[int | None] = mapped_column(ForeignKey("signed_list.id"))
    confirmation_id: Mapped[int | None] = mapped_column(ForeignKey("confirmation.id"))
