"""The served side's word on a visit alone: a call about a training or a visit without a question.

Revision: 0030, after 0029
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OF_A_QUESTION = {"problem_id": BIG, "farm_id": BIG, "outcome": sa.String(length=24)}


def upgrade() -> None:
    with op.batch_alter_table("confirmation") as confirmation:
        for name, kind in OF_A_QUESTION.items():
            confirmation.alter_column(name, existing_type=kind, nullable=True)
        confirmation.add_column(sa.Column("visit_id", BIG, nullable=True))
        confirmation.create_foreign_key(op.f("fk_confirmation_visit_id"), "visit", ["visit_id"], ["id"])
    op.create_index(op.f("ix_confirmation_visit_id"), "confirmation", ["visit_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_confirmation_visit_id"), "confirmation")
    with op.batch_alter_table("confirmation") as confirmation:
        confirmation.drop_constraint(op.f("fk_confirmation_visit_id"), type_="foreignkey")
        confirmation.drop_column("visit_id")
        for name, kind in OF_A_QUESTION.items():
            confirmation.alter_column(name, existing_type=kind, nullable=False)
