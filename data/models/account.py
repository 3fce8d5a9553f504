"""Accounts, sessions, failed sign-ins, the one-time setup token, drafts, the audit trail."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.roles import Role
from data.models.base import Base, Id, Instant, Name, PlaceCode, StrEnumType, UtcDateTime
from data.models.placed import as_written, keep_now


class Account(Base):
    """`area_code` as it was given, `current_area` as that place is now: as `Placed` has it."""

    __tablename__ = "account"

    id: Mapped[Id]
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[Name]
    role: Mapped[Role] = mapped_column(StrEnumType(Role))
    area_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"))
    current_area: Mapped[PlaceCode] = mapped_column(
        ForeignKey("place.code"), index=True, default=as_written("area_code"),
    )
    farm_id: Mapped[int | None] = mapped_column(ForeignKey("farm.id"))
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"))
    password_hash: Mapped[str] = mapped_column(String(160))
    is_closed: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[Instant]


keep_now(Account, "area_code", "current_area")


class LoginSession(Base):
    """One signed-in browser. Only the token's SHA-256 is kept."""

    __tablename__ = "login_session"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class FailedSignIn(Base):
    """One wrong password, for throttling by login and by client address."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (Index(None, "login", "at"), Index(None, "client", "at"))

    id: Mapped[Id]
    login: Mapped[str] = mapped_column(String(40))
    client: Mapped[str] = mapped_column(String(64))
    at: Mapped[Instant]


class SetupToken(Base):
    """The token that makes the first administrator, as a hash; removed once used."""

    __tablename__ = "setup_token"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    county_code: Mapped[str] = mapped_column(String(6))
    created_at: Mapped[Instant]


class Draft(Base):
    """Half-filled form of one account: what was typed must survive a reload."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("account_id", "form", "about"),)

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    form: Mapped[str] = mapped_column(String(24))
    about: Mapped[int] = mapped_column(Integer, default=0)
    token: Mapped[str] = mapped_column(String(36))
    values: Mapped[dict] = mapped_column(JSON)
    updated_at: Mapped[Instant]


class AuditEvent(Base):
    """Who did what to which record. Append-only."""

    __tablename__ = "audit_event"
    __table_args__ = (Index(None, "subject", "subject_id"),)

    id: Mapped[Id]
    at: Mapped[Instant]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[str] = mapped_column(String(40))
    details: Mapped[dict] = mapped_column(JSON, default=dict)
