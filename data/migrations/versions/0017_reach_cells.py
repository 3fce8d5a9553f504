"""Sums kept beside the visits, so that figures cost the same however many visits there are.

Revision: 0017, after 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NUMBERS = ("visits", "contacts", "heads", "training")
SETS = ("listed", "reached", "named", "households", "expert_days", "villages")


def upgrade() -> None:
    op.create_table(
        "reach_cell",
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("place_code", sa.String(length=9), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("industry", sa.String(length=8), nullable=False),
        sa.Column("span", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in NUMBERS),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in SETS),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_reach_cell_county_code")),
        sa.PrimaryKeyConstraint(
            "county_code", "place_code", "project_id", "industry", "span", name=op.f("pk_reach_cell"),
        ),
    )


def downgrade() -> None:
    op.drop_table("reach_cell")
