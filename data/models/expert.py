"""Experts (科技特派员): what they declare, where they are posted, what they hold, when they are away."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.domain.register import ExpertKind, Licence, Title, Unreachable
from data.models.base import Base, Id, Name, PlaceCode, StrEnumType
from data.models.placed import Placed, as_written, keep_now

PARTS: dict[str, Any] = {"cascade": "all, delete-orphan"}


class Expert(Base):
    """`unit` is where the expert works, `sending_unit_id` who sends the expert. `discipline_edition` is the edition
    of GB/T 13745 that `disciplines` are codes of. A team has a leader, members and a term.
    `home_place` is as it was written, `current_home` as that place is now: as `Placed` has it."""

    __tablename__ = "expert"
    __table_args__ = (Index(None, "county_code", "is_active", "pinyin", "id"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), index=True)
    kind: Mapped[ExpertKind] = mapped_column(StrEnumType(ExpertKind), default=ExpertKind.PERSON)
    name: Mapped[Name]
    pinyin: Mapped[str] = mapped_column(String(120), index=True)
    unit: Mapped[Name]
    sending_unit_id: Mapped[int | None] = mapped_column(ForeignKey("sending_unit.id"), index=True)
    title: Mapped[Title] = mapped_column(StrEnumType(Title))
    three_areas_year: Mapped[int | None] = mapped_column(Integer)
    subject: Mapped[Name]
    profile: Mapped[str] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(String(12))
    contact_name: Mapped[Name] = mapped_column(default="")
    home_place: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"))
    current_home: Mapped[PlaceCode] = mapped_column(
        ForeignKey("place.code"), index=True, default=as_written("home_place"),
    )
    is_outside: Mapped[bool] = mapped_column(Boolean, default=False)
    discipline_edition: Mapped[str] = mapped_column(String(8), default="2009")
    disciplines: Mapped[list[str]] = mapped_column(JSON, default=list)
    industries: Mapped[list[str]] = mapped_column(JSON, default=list)
    problem_types: Mapped[list[str]] = mapped_column(JSON, default=list)
    crops: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    max_open: Mapped[int] = mapped_column(Integer, default=5)
    month_days: Mapped[int | None] = mapped_column(Integer)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"), index=True)
    term_first: Mapped[dt.date | None] = mapped_column(Date)
    term_last: Mapped[dt.date | None] = mapped_column(Date)
    last_confirmed: Mapped[dt.date | None] = mapped_column(Date)
    unreachable: Mapped[Unreachable | None] = mapped_column(StrEnumType(Unreachable))
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(Integer)

    absences: Mapped[list[ExpertAbsence]] = relationship(order_by="ExpertAbsence.id", **PARTS)
    seasons: Mapped[list[ExpertSeason]] = relationship(order_by="ExpertSeason.id", **PARTS)
    postings: Mapped[list[ExpertPosting]] = relationship(order_by="ExpertPosting.id", **PARTS)
    licences: Mapped[list[ExpertLicence]] = relationship(order_by="ExpertLicence.id", **PARTS)
    members: Mapped[list[TeamMember]] = relationship(
        foreign_keys="TeamMember.team_id", order_by="TeamMember.member_id", **PARTS,
    )
    member_ids: AssociationProxy[list[int]] = association_proxy(
        "members", "member_id", creator=lambda member_id: TeamMember(member_id=member_id),
    )

    __mapper_args__ = {"version_id_col": version}

    def holds(self, licence: Licence, day: dt.date) -> bool:
        """The licence is there and has not run out on `day`."""
        return any(one.kind is licence and one.is_valid(day) for one in self.licences)


keep_now(Expert, "home_place", "current_home")


class ExpertAbsence(Base):
    """Days off, both ends included."""

    __tablename__ = "expert_absence"

    id: Mapped[Id]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    first_day: Mapped[dt.date] = mapped_column(Date)
    last_day: Mapped[dt.date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(80))


class ExpertSeason(Base):
    """A part of every year without time, as "MM-DD", both ends included; it may run over New Year."""

    __tablename__ = "expert_season"

    id: Mapped[Id]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    first: Mapped[str] = mapped_column(String(5))
    last: Mapped[str] = mapped_column(String(5))
    reason: Mapped[str] = mapped_column(String(80), default="")


class ExpertPosting(Placed, Base):
    """Sent to a place for a time; at most one posting of an `exclusive_group` at any time."""

    __tablename__ = "expert_posting"

    id: Mapped[Id]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    place_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"), index=True)
    first_day: Mapped[dt.date] = mapped_column(Date)
    last_day: Mapped[dt.date | None] = mapped_column(Date)
    exclusive_group: Mapped[str] = mapped_column(String(40), default="")


class ExpertLicence(Base):
    """`valid_until` is the last day; None: without end."""

    __tablename__ = "expert_licence"

    id: Mapped[Id]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    kind: Mapped[Licence] = mapped_column(StrEnumType(Licence))
    number: Mapped[str] = mapped_column(String(40), default="")
    valid_until: Mapped[dt.date | None] = mapped_column(Date)

    def is_valid(self, day: dt.date) -> bool:
        return self.valid_until is None or day <= self.valid_until


class TeamMember(Base):
    __tablename__ = "team_member"

    team_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), primary_key=True, index=True)
