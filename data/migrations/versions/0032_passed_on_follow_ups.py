"""A follow-up is the office's while its question has no expert, and knows which visit settled it.

Revision: 0032, after 0031
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OWNER = "ck_follow_up_owner"
SETTLED = """
UPDATE follow_up SET done_visit_id = (
    SELECT MIN(visit.id) FROM visit WHERE visit.problem_id = follow_up.problem_id
    AND visit.logged_at = follow_up.done_at AND visit.logged_by_id = follow_up.done_by_id
) WHERE what IS NULL AND done_at IS NOT NULL
"""


def upgrade() -> None:
    with op.batch_alter_table("follow_up") as batch:
        batch.drop_constraint(op.f(OWNER), type_="check")
        batch.create_check_constraint(op.f(OWNER), "expert_id IS NULL OR account_id IS NULL")
        batch.add_column(sa.Column("done_visit_id", BIG, nullable=True))
        batch.create_foreign_key(op.f("fk_follow_up_done_visit_id"), "visit", ["done_visit_id"], ["id"])
    op.create_index(op.f("ix_follow_up_done_visit_id"), "follow_up", ["done_visit_id"])
    op.execute(SETTLED)


def downgrade() -> None:
    """What waits with the office goes to whoever wrote it down."""
    op.execute("UPDATE follow_up SET account_id = made_by_id WHERE expert_id IS NULL AND account_id IS NULL")
    op.drop_index(op.f("ix_follow_up_done_visit_id"), "follow_up")
    with op.batch_alter_table("follow_up") as batch:
        batch.drop_constraint(op.f("fk_follow_up_done_visit_id"), type_="foreignkey")
        batch.drop_column("done_visit_id")
        batch.drop_constraint(op.f(OWNER), type_="check")
        batch.create_check_constraint(op.f(OWNER), "(expert_id IS NULL) <> (account_id IS NULL)")
