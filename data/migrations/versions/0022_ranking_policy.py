"""Weights of the recommendation that a county has learned.

Revision: 0022, after 0021
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "ranking_policy",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("adopted_by_id", BIG, nullable=False),
        sa.Column("adopted_at", MOMENT, nullable=False),
        sa.Column("ended_by_id", BIG, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["adopted_by_id"], ["account.id"], name=op.f("fk_ranking_policy_adopted_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_ranking_policy_ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranking_policy")),
    )
    op.create_index(op.f("ix_ranking_policy_county_code_ended_at"), "ranking_policy", ["county_code", "ended_at"])


def downgrade() -> None:
    op.drop_table("ranking_policy")
