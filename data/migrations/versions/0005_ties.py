"""Wishes of farms about experts, conflicts of interest.

Revision: 0005, after 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def create_farm_wish() -> None:
    op.create_table(
        "farm_wish",
        sa.Column("id", BIG, nullable=False),
        sa.Column("farm_id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("problem_id", BIG, nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=True),
        sa.Column("said_by_id", BIG, nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by_id", BIG, nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_farm_wish_ended_by_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_farm_wish_expert_id")),
        sa.ForeignKeyConstraint(["farm_id"], ["farm.id"], name=op.f("fk_farm_wish_farm_id")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_farm_wish_problem_id")),
        sa.ForeignKeyConstraint(["said_by_id"], ["account.id"], name=op.f("fk_farm_wish_said_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_farm_wish")),
    )
    op.create_index(op.f("ix_farm_wish_expert_id"), "farm_wish", ["expert_id"])
    op.create_index(op.f("ix_farm_wish_farm_id_expert_id"), "farm_wish", ["farm_id", "expert_id"])
    op.create_index(op.f("ix_farm_wish_problem_id"), "farm_wish", ["problem_id"])


def create_conflict_of_interest() -> None:
    op.create_table(
        "conflict_of_interest",
        sa.Column("id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("farm_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=True),
        sa.Column("declared_by_id", BIG, nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by_id", BIG, nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["declared_by_id"], ["account.id"], name=op.f("fk_conflict_of_interest_declared_by_id")
        ),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_conflict_of_interest_ended_by_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_conflict_of_interest_expert_id")),
        sa.ForeignKeyConstraint(["farm_id"], ["farm.id"], name=op.f("fk_conflict_of_interest_farm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_of_interest")),
    )
    op.create_index(op.f("ix_conflict_of_interest_expert_id"), "conflict_of_interest", ["expert_id"])
    op.create_index(
        op.f("ix_conflict_of_interest_farm_id_expert_id"), "conflict_of_interest", ["farm_id", "expert_id"]
    )


def upgrade() -> None:
    create_farm_wish()
    create_conflict_of_interest()


def downgrade() -> None:
    op.drop_table("conflict_of_interest")
    op.drop_table("farm_wish")
