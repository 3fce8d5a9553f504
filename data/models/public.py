"""The public door: who used it how often, who may follow which question, photos on their way."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.public import Use
from data.models.base import Base, Id, Instant, StrEnumType, UtcDateTime


class PublicUse(Base):
    """One use of a door without account, for throttling. `who`: a client's address, a phone, a number."""

    __tablename__ = "public_use"
    __table_args__ = (Index(None, "kind", "who", "at"),)

    id: Mapped[Id]
    kind: Mapped[Use] = mapped_column(StrEnumType(Use))
    who: Mapped[str] = mapped_column(String(64))
    at: Mapped[Instant]


class ReceiptPass(Base):
    """Whoever showed number and phone may follow this one question for a while. Only the token's SHA-256 is kept."""

    __tablename__ = "receipt_pass"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id"), index=True)
    made_at: Mapped[Instant]
    expires_at: Mapped[Instant]


class Upload(Base):
    """A photo sent in parts before its question. `token` is the form's, `name` the browser's for the photo.

    `size` bytes were announced, `received` are here; `sha256` and `stored_size` once it is whole and stored.
    """

    __tablename__ = "upload"
    __table_args__ = (UniqueConstraint("token", "name"), Index(None, "client", "begun_at"), Index(None, "begun_at"))

    id: Mapped[Id]
    token: Mapped[str] = mapped_column(String(36))
    name: Mapped[str] = mapped_column(String(64))
    client: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(Integer)
    received: Mapped[int] = mapped_column(Integer, default=0)
    sha256: Mapped[str | None] = mapped_column(String(64))
    stored_size: Mapped[int | None] = mapped_column(Integer)
    begun_at: Mapped[Instant]
    stored_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class UploadPart(Base):
    """Bytes of a photo from `start` on; gone once the photo is whole."""

    __tablename__ = "upload_part"

    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), primary_key=True)
    start: Mapped[int] = mapped_column(Integer, primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
