"""Signed answers to questions that come again.

Revision: 0035, after 0034
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEYS = (
    ("county_code", "county", "code"), ("visit_id", "visit", "id"), ("expert_id", "expert", "id"),
    ("written_by_id", "account", "id"), ("withdrawn_by_id", "account", "id"),
)


def upgrade() -> None:
    op.create_table(
        "signed_answer",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("visit_id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("product", sa.String(length=80), nullable=True),
        sa.Column("dose", sa.String(length=80), nullable=True),
        sa.Column("waiting_days", sa.Integer(), nullable=True),
        sa.Column("months", sa.JSON(), nullable=False),
        sa.Column("written_by_id", BIG, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_name", sa.String(length=80), nullable=False),
        sa.Column("signed_unit", sa.String(length=80), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by_id", BIG, nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=200), nullable=True),
        sa.Column("helped", sa.Integer(), nullable=False),
        sa.CheckConstraint("helped >= 0", name=op.f("ck_signed_answer_helped")),
        *(sa.ForeignKeyConstraint([column], [f"{other}.{target}"], name=op.f(f"fk_signed_answer_{column}"))
          for column, other, target in KEYS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_answer")),
        sa.UniqueConstraint("visit_id", name=op.f("uq_signed_answer_visit_id")),
    )
    for column in ("county_code", "expert_id"):
        op.create_index(op.f(f"ix_signed_answer_{column}"), "signed_answer", [column])


def downgrade() -> None:
    op.drop_table("signed_answer")
