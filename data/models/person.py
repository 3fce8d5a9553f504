"""People and households of the register, and the pairs that may be one person."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.register import PairDecision
from data.models.base import Base, Id, Instant, Name, PlaceCode, StrEnumType, UtcDateTime
from data.models.placed import Placed


class Household(Placed, Base):
    __tablename__ = "household"

    id: Mapped[Id]
    place_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"), index=True)
    head_name: Mapped[Name]


class Person(Placed, Base):
    """`same_as_id` points to the person this record was found to be, None for a record that stands for itself: it
    follows from the pairs decided the same (data/services/identities.py). `id_hash`: keyed hash of the identity number
    (data/identity_key.py), which is kept nowhere else; `id_check_right`: whether its check character was right."""

    __tablename__ = "person"
    __table_args__ = (Index(None, "place_code", "name"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    name: Mapped[Name]
    pinyin: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(12), index=True)
    place_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"), index=True)
    birth_year: Mapped[int | None] = mapped_column(Integer)
    died_on: Mapped[dt.date | None] = mapped_column(Date)
    is_synthetic: Mapped[bool] = mapped_column(Boolean, default=False)
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    id_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    id_check_right: Mapped[bool | None] = mapped_column(Boolean)


class IdentityPair(Base):
    """Two records that look like one person; smaller id first. `decided_by_id` None with `decided_at`: the engine.

    `probability` that they are one person, and `evidence` as [field, code, bits for (+) or against (-)], as the engine
    saw them when it found the pair; None and empty where nobody has asked it."""

    __tablename__ = "identity_pair"
    __table_args__ = (
        UniqueConstraint("person_a_id", "person_b_id"),
        CheckConstraint("person_a_id < person_b_id", name="ordered"),
    )

    id: Mapped[Id]
    person_a_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    person_b_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    decision: Mapped[PairDecision] = mapped_column(StrEnumType(PairDecision), default=PairDecision.WAITING)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(200), default="")
    probability: Mapped[float | None] = mapped_column(Float)
    evidence: Mapped[list] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(Integer, default=1)


class IdentityStep(Base):
    """What somebody, or the engine (account None), decided of a pair, append-only; WAITING takes a decision back.
    `version`: the pair's after the step."""

    __tablename__ = "identity_step"
    __table_args__ = (UniqueConstraint("pair_id", "version"),)

    id: Mapped[Id]
    pair_id: Mapped[int] = mapped_column(ForeignKey("identity_pair.id", ondelete="CASCADE"))
    version: Mapped[int] = mapped_column(Integer)
    decision: Mapped[PairDecision] = mapped_column(StrEnumType(PairDecision))
    at: Mapped[Instant]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class IdentitySample(Base):
    """Pairs drawn at random for a person to judge blindly. `joined`, `apart`: of how many pairs of each kind: those the
    engine made one person, and the likeliest of those it left two."""

    __tablename__ = "identity_sample"
    __table_args__ = (Index(None, "county_code", "id"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    at: Mapped[Instant]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    joined: Mapped[int] = mapped_column(Integer)
    apart: Mapped[int] = mapped_column(Integer)


class IdentitySamplePair(Base):
    """One drawn pair, in the order in which it is shown. `judged`: WAITING until somebody has said."""

    __tablename__ = "identity_sample_pair"

    sample_id: Mapped[int] = mapped_column(ForeignKey("identity_sample.id"), primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_a_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    person_b_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    was_joined: Mapped[bool] = mapped_column(Boolean)
    probability: Mapped[float] = mapped_column(Float)
    evidence: Mapped[list] = mapped_column(JSON)
    judged: Mapped[PairDecision] = mapped_column(StrEnumType(PairDecision), default=PairDecision.WAITING)
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    judged_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class IdentityRun(Base):
    """The engine was asked about all records of a county. `joined`, `asked`: pairs new in the ledger. What it expects:
    people behind the records; the share of right ones among all linked pairs of records, and of linked ones among all
    that are one person's."""

    __tablename__ = "identity_run"
    __table_args__ = (Index(None, "county_code", "id"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    at: Mapped[Instant]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    records: Mapped[int] = mapped_column(Integer)
    joined: Mapped[int] = mapped_column(Integer)
    asked: Mapped[int] = mapped_column(Integer)
    expected_people: Mapped[float] = mapped_column(Float)
    expected_precision: Mapped[float] = mapped_column(Float)
    expected_recall: Mapped[float] = mapped_column(Float)
