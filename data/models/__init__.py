"""SQLAlchemy tables, one concept per file. Importing this package registers them all."""

from data.models import (
    account,
    agreement,
    board,
    closed_period,
    county_outline,
    county_word,
    demo_base,
    duty,
    expert,
    farm,
    follow_up,
    imports,
    notice,
    outcome,
    person,
    place,
    place_change,
    problem,
    project,
    public,
    ranking_policy,
    reach_cell,
    recommendation,
    register,
    sending_unit,
    service_record,
    signed_answer,
    taxonomy,
    tie,
    timed_job,
    visit,
)
from data.models.base import Base

__all__ = [
    "Base", "account", "agreement", "board", "closed_period", "county_outline", "county_word", "demo_base", "duty",
    "expert", "farm", "follow_up", "imports", "notice", "outcome", "person", "place", "place_change", "problem",
    "project", "public", "ranking_policy", "reach_cell", "recommendation", "register", "sending_unit", "service_record",
    "signed_answer", "taxonomy", "tie", "timed_job", "visit",
]
