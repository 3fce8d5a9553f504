"""A county's own outlines of its towns.

Revision: 0026, after 0025
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "county_outline",
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("approval_number", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("shapes", sa.JSON(), nullable=False),
        sa.Column("uploaded_by_id", BIG, nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_county_outline_county_code")),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["account.id"], name=op.f("fk_county_outline_uploaded_by_id")),
        sa.PrimaryKeyConstraint("county_code", name=op.f("pk_county_outline")),
    )


def downgrade() -> None:
    op.drop_table("county_outline")
