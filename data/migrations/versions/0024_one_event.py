"""Several questions of one event; a visit that serves several of them.

Revision: 0024, after 0023
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("problem") as problem:
        problem.add_column(sa.Column("joined_id", BIG, nullable=True))
        problem.create_foreign_key(op.f("fk_problem_joined_id"), "problem", ["joined_id"], ["id"])
    op.create_index(op.f("ix_problem_joined_id"), "problem", ["joined_id"])
    op.create_table(
        "visit_problem",
        sa.Column("visit_id", BIG, nullable=False),
        sa.Column("problem_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_problem_visit_id")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_visit_problem_problem_id")),
        sa.PrimaryKeyConstraint("visit_id", "problem_id", name=op.f("pk_visit_problem")),
    )
    op.create_index(op.f("ix_visit_problem_problem_id"), "visit_problem", ["problem_id"])


def downgrade() -> None:
    op.drop_table("visit_problem")
    op.drop_index(op.f("ix_problem_joined_id"), "problem")
    with op.batch_alter_table("problem") as problem:
        problem.drop_constraint(op.f("fk_problem_joined_id"), type_="foreignkey")
        problem.drop_column("joined_id")
