"""Agreements of three parties (三方协议): expert, sending unit, served unit."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.domain.register import Decision, Indicator, Party
from data.models.base import Base, Id, Instant, Name, StrEnumType


class Agreement(Base):
    """In force once all three parties have passed it and a scan is there, from `first_day` to `last_day`.

    `is_exclusive`: meanwhile the expert serves this unit only. The scan is a stored file of the agreement.
    """

    __tablename__ = "agreement"
    __table_args__ = (Index(None, "county_code", "is_active", "pinyin", "id"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), index=True)
    name: Mapped[Name]
    pinyin: Mapped[str] = mapped_column(String(120))
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    sending_unit_id: Mapped[int] = mapped_column(ForeignKey("sending_unit.id"), index=True)
    farm_id: Mapped[int] = mapped_column(ForeignKey("farm.id"), index=True)
    first_day: Mapped[dt.date] = mapped_column(Date)
    last_day: Mapped[dt.date] = mapped_column(Date)
    is_exclusive: Mapped[bool] = mapped_column(Boolean, default=False)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(Integer)

    targets: Mapped[list[AgreementTarget]] = relationship(
        order_by="AgreementTarget.id", cascade="all, delete-orphan",
    )

    __mapper_args__ = {"version_id_col": version}


class AgreementTarget(Base):
    """What the agreement promises over its whole term."""

    __tablename__ = "agreement_target"

    id: Mapped[Id]
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    indicator: Mapped[Indicator] = mapped_column(StrEnumType(Indicator))
    value: Mapped[int] = mapped_column(BigInteger)


class AgreementDecision(Base):
    """One party's word on the agreement at `version`. Append-only: the latest of each party holds."""

    __tablename__ = "agreement_decision"

    id: Mapped[Id]
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    version: Mapped[int] = mapped_column(Integer)
    party: Mapped[Party] = mapped_column(StrEnumType(Party))
    decision: Mapped[Decision] = mapped_column(StrEnumType(Decision))
    words: Mapped[str | None] = mapped_column(String(200))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[Instant]
