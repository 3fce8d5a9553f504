"""Problems, recommendations, assignments.

Revision: 0003, after 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def create_problem() -> None:
    op.create_table(
        "problem",
        sa.Column("id", BIG, nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("place_code", sa.String(length=12), nullable=False),
        sa.Column("farm_id", BIG, nullable=False),
        sa.Column("asker_name", sa.String(length=80), nullable=False),
        sa.Column("asker_phone", sa.String(length=12), nullable=False),
        sa.Column("filed_by_id", BIG, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("industry", sa.String(length=8), nullable=True),
        sa.Column("crop", sa.String(length=40), nullable=True),
        sa.Column("problem_types", sa.JSON(), nullable=False),
        sa.Column("urgency", sa.String(length=24), nullable=False),
        sa.Column("gate", sa.String(length=24), nullable=True),
        sa.Column("understanding", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("expert_id", BIG, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_problem_county_code")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_problem_expert_id")),
        sa.ForeignKeyConstraint(["farm_id"], ["farm.id"], name=op.f("fk_problem_farm_id")),
        sa.ForeignKeyConstraint(["filed_by_id"], ["account.id"], name=op.f("fk_problem_filed_by_id")),
        sa.ForeignKeyConstraint(["place_code"], ["place.code"], name=op.f("fk_problem_place_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem")),
        sa.UniqueConstraint("county_code", "number", name=op.f("uq_problem_county_code_number")),
        sa.UniqueConstraint("token", name=op.f("uq_problem_token")),
    )
    op.create_index(op.f("ix_problem_county_code_status_due_at"), "problem", ["county_code", "status", "due_at"])
    op.create_index(op.f("ix_problem_expert_id_status"), "problem", ["expert_id", "status"])
    op.create_index(op.f("ix_problem_farm_id"), "problem", ["farm_id"])
    op.create_index(op.f("ix_problem_place_code"), "problem", ["place_code"])


def create_problem_event() -> None:
    op.create_table(
        "problem_event",
        sa.Column("id", BIG, nullable=False),
        sa.Column("problem_id", BIG, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", BIG, nullable=True),
        sa.Column("expert_id", BIG, nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_problem_event_account_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_problem_event_expert_id")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_problem_event_problem_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_event")),
        sa.UniqueConstraint("problem_id", "sequence", name=op.f("uq_problem_event_problem_id_sequence")),
    )


def create_recommendation() -> None:
    op.create_table(
        "recommendation",
        sa.Column("id", BIG, nullable=False),
        sa.Column("problem_id", BIG, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("policy_version", sa.String(length=40), nullable=False),
        sa.Column("rung", sa.String(length=16), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("pool_size", sa.Integer(), nullable=False),
        sa.Column("qualified", sa.Integer(), nullable=False),
        sa.Column("runner_up", sa.JSON(), nullable=True),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_recommendation_problem_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
    )
    op.create_index(op.f("ix_recommendation_problem_id"), "recommendation", ["problem_id"])


def create_assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", BIG, nullable=False),
        sa.Column("problem_id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("recommendation_id", BIG, nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("assigned_by_id", BIG, nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reply_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("override_reason", sa.String(length=40), nullable=True),
        sa.Column("override_words", sa.String(length=200), nullable=True),
        sa.Column("decline_reason", sa.String(length=40), nullable=True),
        sa.Column("decline_words", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["assigned_by_id"], ["account.id"], name=op.f("fk_assignment_assigned_by_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_assignment_expert_id")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_assignment_problem_id")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"],
            name=op.f("fk_assignment_recommendation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_expert_id_state"), "assignment", ["expert_id", "state"])
    op.create_index(op.f("ix_assignment_problem_id"), "assignment", ["problem_id"])


def create_candidate() -> None:
    op.create_table(
        "candidate",
        sa.Column("recommendation_id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("ring", sa.String(length=16), nullable=False),
        sa.Column("total", sa.Float(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_candidate_expert_id")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"],
            name=op.f("fk_candidate_recommendation_id"),
        ),
        sa.PrimaryKeyConstraint("recommendation_id", "expert_id", name=op.f("pk_candidate")),
    )
    op.create_index(op.f("ix_candidate_expert_id"), "candidate", ["expert_id"])


def create_exclusion() -> None:
    op.create_table(
        "exclusion",
        sa.Column("recommendation_id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_exclusion_expert_id")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"],
            name=op.f("fk_exclusion_recommendation_id"),
        ),
        sa.PrimaryKeyConstraint("recommendation_id", "expert_id", name=op.f("pk_exclusion")),
    )


CREATORS = (
    create_problem,
    create_problem_event,
    create_recommendation,
    create_assignment,
    create_candidate,
    create_exclusion,
)


def upgrade() -> None:
    for create in CREATORS:
        create()


def downgrade() -> None:
    for create in reversed(CREATORS):
        op.drop_table(create.__name__.removeprefix("create_"))
