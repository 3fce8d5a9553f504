"""The outbox: who must hear of what happened to a problem, and the calls made for it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.notices import Audience, CallResult, NoticeKind
from data.models.base import Base, Id, Instant, StrEnumType, UtcDateTime


class Notice(Base):
    """One person to tell of one event; name and phone are those of the asker, the expert or whoever is on duty.

    `overtaken_at` follows from the events: since then it need not be said. `done_at`: it was heard.
    """

    __tablename__ = "notice"
    __table_args__ = (Index(None, "county_code", "done_at", "overtaken_at"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("problem_event.id"), index=True)
    kind: Mapped[NoticeKind] = mapped_column(StrEnumType(NoticeKind))
    audience: Mapped[Audience] = mapped_column(StrEnumType(Audience))
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"))
    written_at: Mapped[Instant]
    overtaken_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    result: Mapped[CallResult | None] = mapped_column(StrEnumType(CallResult))


class NoticeCall(Base):
    """One attempt to tell it. Append-only."""

    __tablename__ = "notice_call"

    id: Mapped[Id]
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    at: Mapped[Instant]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    result: Mapped[CallResult] = mapped_column(StrEnumType(CallResult))
