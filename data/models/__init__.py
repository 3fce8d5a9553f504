"""SQLAlchemy tables, one concept per file. Importing this package registers them all."""

from data.models import (
    account,
    expert,
    farm,
    person,
    place,
    place_change,
    problem,
    project,
    recommendation,
    register,
    sending_unit,
    taxonomy,
    tie,
    visit,
)
from data.models.base import Base

__all__ = [
    "Base", "account", "expert", "farm", "person", "place", "place_change", "problem", "project",
    "recommendation", "register", "sending_unit", "taxonomy", "tie", "visit",
]
