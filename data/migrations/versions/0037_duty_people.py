"""Whose days on duty they are: an expert's of the register, or an account's of the office.

Revision: 0037, after 0036
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("duty_shift") as shift:
        for column in ("expert", "account"):
            shift.add_column(sa.Column(f"{column}_id", BIG, nullable=True))
            shift.create_foreign_key(op.f(f"fk_duty_shift_{column}_id"), column, [f"{column}_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("duty_shift") as shift:
        for column in ("expert", "account"):
            shift.drop_constraint(op.f(f"fk_duty_shift_{column}_id"), type_="foreignkey")
            shift.drop_column(f"{column}_id")
