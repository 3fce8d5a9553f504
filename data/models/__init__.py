"""SQLAlchemy tables, one concept per file. Importing this package registers them all."""

from data.models import (
    account,
    expert,
    farm,
    person,
    place,
    problem,
    project,
    recommendation,
    taxonomy,
    tie,
    visit,
)
from data.models.base import Base

__all__ = [
    "Base", "account", "expert", "farm", "person", "place", "problem", "project",
    "recommendation", "taxonomy", "tie", "visit",
]
