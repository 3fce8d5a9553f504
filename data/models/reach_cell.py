"""What the counted visits of one month or year come to, in one place, for one project, in one industry."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base


class ReachCell(Base):
    """A sum kept beside the visits, in the transaction that writes them (data/rollup); never typed in by anybody.

    `span` is a month (202604) or a year (2026); `place_code` a county or a town as places are now; `project_id` and
    `industry` as in `data.reach.cells`. The bitmaps are Roaring, portable format.
    """

    __tablename__ = "reach_cell"

    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), primary_key=True)
    place_code: Mapped[str] = mapped_column(String(9), primary_key=True)
    project_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    industry: Mapped[str] = mapped_column(String(8), primary_key=True)
    span: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    visits: Mapped[int] = mapped_column(Integer)
    contacts: Mapped[int] = mapped_column(Integer)
    heads: Mapped[int] = mapped_column(Integer)
    training: Mapped[int] = mapped_column(Integer)
    listed: Mapped[bytes] = mapped_column(LargeBinary)
    reached: Mapped[bytes] = mapped_column(LargeBinary)
    named: Mapped[bytes] = mapped_column(LargeBinary)
    households: Mapped[bytes] = mapped_column(LargeBinary)
    expert_days: Mapped[bytes] = mapped_column(LargeBinary)
    villages: Mapped[bytes] = mapped_column(LargeBinary)
