"""Work that is done by the clock: who has it in hand, when it was done last."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, UtcDateTime


class TimedJob(Base):
    """One kind of timed work. `holder` has it until `held_until`, so that several servers do it once. `last_run_at`
    None: never, or not to the end."""

    __tablename__ = "timed_job"

    name: Mapped[str] = mapped_column(String(24), primary_key=True)
    holder: Mapped[str | None] = mapped_column(String(64))
    held_until: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    last_run_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    last_result: Mapped[dict] = mapped_column(JSON, default=dict)
