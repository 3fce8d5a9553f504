"""What came of practices on the ground: expected, and asked again after harvest.

Revision: 0023, after 0022
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "outcome",
        sa.Column("id", BIG, nullable=False),
        sa.Column("project_id", BIG, nullable=False),
        sa.Column("farm_id", BIG, nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("practice", sa.String(length=80), nullable=False),
        sa.Column("expected", sa.BigInteger(), nullable=True),
        sa.Column("expected_how", sa.String(length=200), nullable=False),
        sa.Column("ask_on", sa.Date(), nullable=True),
        sa.Column("actual", sa.BigInteger(), nullable=True),
        sa.Column("actual_how", sa.String(length=200), nullable=False),
        sa.Column("told_by", sa.String(length=80), nullable=False),
        sa.Column("written_by_id", BIG, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("asked_by_id", BIG, nullable=True),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("expected IS NOT NULL OR actual IS NOT NULL", name=op.f("ck_outcome_some_value")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_outcome_project_id")),
        sa.ForeignKeyConstraint(["farm_id"], ["farm.id"], name=op.f("fk_outcome_farm_id")),
        sa.ForeignKeyConstraint(["written_by_id"], ["account.id"], name=op.f("fk_outcome_written_by_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_outcome_asked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
    )
    op.create_index(op.f("ix_outcome_project_id_season"), "outcome", ["project_id", "season"])
    op.create_index(op.f("ix_outcome_farm_id"), "outcome", ["farm_id"])


def downgrade() -> None:
    op.drop_table("outcome")
