"""Closed periods and their signed figures.

Revision: 0036, after 0035
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "closed_period",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_closed_period_county_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_period")),
        sa.UniqueConstraint(
            "county_code", "first_day", "last_day", name=op.f("uq_closed_period_county_code_first_day_last_day"),
        ),
    )
    op.create_table(
        "signed_figures",
        sa.Column("id", BIG, nullable=False),
        sa.Column("period_id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("signer", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("signed_by_id", BIG, nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["period_id"], ["closed_period.id"], name=op.f("fk_signed_figures_period_id")),
        sa.ForeignKeyConstraint(["signed_by_id"], ["account.id"], name=op.f("fk_signed_figures_signed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_figures")),
        sa.UniqueConstraint("period_id", "version", name=op.f("uq_signed_figures_period_id_version")),
    )


def downgrade() -> None:
    op.drop_table("signed_figures")
    op.drop_table("closed_period")
