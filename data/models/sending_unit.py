"""Who sends experts: university, institute, public service unit, firm."""

from __future__ import annotations

from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.register import UnitKind
from data.models.base import Base, Id, Name, StrEnumType


class SendingUnit(Base):
    __tablename__ = "sending_unit"

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), index=True)
    name: Mapped[Name]
    pinyin: Mapped[str] = mapped_column(String(120))
    kind: Mapped[UnitKind] = mapped_column(StrEnumType(UnitKind))
    contact_name: Mapped[Name] = mapped_column(default="")
    phone: Mapped[str | None] = mapped_column(String(12))
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}
