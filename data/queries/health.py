"""Does the database answer, and is it ours?"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session


def answers(session: Session) -> bool:
    """True when the database can be reached and has been migrated."""
    try:
        return session.scalar(text("SELECT count(*) FROM alembic_version")) == 1
    except SQLAlchemyError:
        return False
