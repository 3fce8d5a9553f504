"""A county's own outlines of its towns, drawn instead of the schematic map when somebody wants to see them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Instant


class CountyOutline(Base):
    """`shapes`: town code -> its rings, each a list of [longitude, latitude]. `approval_number`: the map's 审图号."""

    __tablename__ = "county_outline"

    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), primary_key=True)
    approval_number: Mapped[str] = mapped_column(String(40))
    file_name: Mapped[str] = mapped_column(String(120))
    shapes: Mapped[dict[str, Any]] = mapped_column(JSON)
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[Instant]
