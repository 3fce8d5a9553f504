"""A shift on duty is one person's: an expert's or an account's.

Revision: 0040, after 0039
"""

from __future__ import annotations

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

ONE_PERSON = "ck_duty_shift_one_person"


def upgrade() -> None:
    with op.batch_alter_table("duty_shift") as shift:
        shift.create_check_constraint(op.f(ONE_PERSON), "expert_id IS NULL OR account_id IS NULL")


def downgrade() -> None:
    with op.batch_alter_table("duty_shift") as shift:
        shift.drop_constraint(op.f(ONE_PERSON), type_="check")
