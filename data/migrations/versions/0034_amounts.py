"""How many animals, mu or yuan an asker's answers say, for the ladder's rules.

Revision: 0034, after 0033
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "problem_amount",
        sa.Column("problem_id", BIG, nullable=False),
        sa.Column("quantity", sa.String(length=24), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_problem_amount_problem_id")),
        sa.PrimaryKeyConstraint("problem_id", "quantity", name=op.f("pk_problem_amount")),
    )
    op.create_index(op.f("ix_problem_amount_quantity_amount"), "problem_amount", ["quantity", "amount"])


def downgrade() -> None:
    op.drop_table("problem_amount")
