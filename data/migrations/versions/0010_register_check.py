"""Links by which people say whether their record is still right.

Revision: 0010, after 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "register_check",
        sa.Column("id", BIG, nullable=False),
        sa.Column("concept", sa.String(length=24), nullable=False),
        sa.Column("record_id", BIG, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", BIG, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answer", sa.String(length=24), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_register_check_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_check")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_register_check_token_hash")),
    )
    op.create_index(op.f("ix_register_check_concept_record_id"), "register_check", ["concept", "record_id"])


def downgrade() -> None:
    op.drop_table("register_check")
