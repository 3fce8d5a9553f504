"""The register's own books: the ledger of changes, batches of them, and a card per record to find it by."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.register import ChangeKind, CheckAnswer
from data.models.base import Base, BigId, Id, Instant, StrEnumType, UtcDateTime


class RegisterChange(Base):
    """One step in a record's life, append-only. `before` and `after` hold the changed fields as plain JSON values;
    `version` is the record's version after the step. The steps of a record in order give the record."""

    __tablename__ = "register_change"
    __table_args__ = (UniqueConstraint("concept", "record_id", "version"),)

    id: Mapped[Id]
    concept: Mapped[str] = mapped_column(String(24))
    record_id: Mapped[int] = mapped_column(BigId)
    version: Mapped[int] = mapped_column(Integer)
    kind: Mapped[ChangeKind] = mapped_column(StrEnumType(ChangeKind))
    at: Mapped[Instant]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(String(200), default="")
    before: Mapped[dict] = mapped_column(JSON)
    after: Mapped[dict] = mapped_column(JSON)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("register_batch.id"), index=True)
    token: Mapped[str | None] = mapped_column(String(36), unique=True)


class RegisterBatch(Base):
    """Changes made together on the grid or by an import, then of the list `list_id`; `undoes_id`: this batch took that
    one back."""

    __tablename__ = "register_batch"
    __table_args__ = (Index(None, "concept", "county_code", "id"),)

    id: Mapped[Id]
    concept: Mapped[str] = mapped_column(String(24))
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    at: Mapped[Instant]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(String(200), default="")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("register_batch.id"), unique=True)
    list_id: Mapped[int | None] = mapped_column(ForeignKey("imported_list.id"), index=True)


class RegisterCheck(Base):
    """A link by which somebody without an account says whether their record is still right. Only the token's SHA-256
    is kept; the newest link of a record counts, until `expires_at` or an answer."""

    __tablename__ = "register_check"
    __table_args__ = (Index(None, "concept", "record_id"),)

    id: Mapped[Id]
    concept: Mapped[str] = mapped_column(String(24))
    record_id: Mapped[int] = mapped_column(BigId)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    answered_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[CheckAnswer | None] = mapped_column(StrEnumType(CheckAnswer))
    words: Mapped[str | None] = mapped_column(String(500))


class RegisterCard(Base):
    """What a record is found by, written with each change: `words` in lower case, one per line, with the pinyin of
    the name; `phones`, each with a line break after it. `completeness` in percent; `changed_at`: last change."""

    __tablename__ = "register_card"

    concept: Mapped[str] = mapped_column(String(24), primary_key=True)
    record_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    phones: Mapped[str] = mapped_column(String(120))
    completeness: Mapped[int] = mapped_column(Integer)
    changed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
