"""The duty roster of the animal-health authority.

Revision: 0018, after 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "duty_shift",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=12), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("added_by_id", BIG, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_duty_shift_county_code")),
        sa.ForeignKeyConstraint(["added_by_id"], ["account.id"], name=op.f("fk_duty_shift_added_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_shift")),
    )
    op.create_index(op.f("ix_duty_shift_county_code_last_day"), "duty_shift", ["county_code", "last_day"])


def downgrade() -> None:
    op.drop_table("duty_shift")
