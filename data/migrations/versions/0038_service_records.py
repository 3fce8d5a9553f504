"""Service records that were issued to experts.

Revision: 0038, after 0037
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "service_record",
        sa.Column("id", BIG, nullable=False),
        sa.Column("code", sa.String(length=9), nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("issuer", sa.String(length=80), nullable=False),
        sa.Column("issued_by_id", BIG, nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_service_record_county_code")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_service_record_expert_id")),
        sa.ForeignKeyConstraint(["issued_by_id"], ["account.id"], name=op.f("fk_service_record_issued_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_record")),
        sa.UniqueConstraint("code", name=op.f("uq_service_record_code")),
    )
    op.create_index(op.f("ix_service_record_expert_id"), "service_record", ["expert_id"])


def downgrade() -> None:
    op.drop_table("service_record")
