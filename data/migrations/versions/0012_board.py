"""The board: plans with their rows, and what officers said about pairs.

Revision: 0012, after 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
KIND = sa.String(length=24)


def link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "board_plan",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("solved_at", MOMENT, nullable=False),
        sa.Column("solved_by_id", BIG, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by_id", BIG, nullable=False),
        sa.Column("dispatched_at", MOMENT, nullable=True),
        sa.Column("dispatched_by_id", BIG, nullable=True),
        sa.Column("shortages", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        link("board_plan", "county_code", "county.code"),
        link("board_plan", "solved_by_id", "account.id"),
        link("board_plan", "changed_by_id", "account.id"),
        link("board_plan", "dispatched_by_id", "account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_plan")),
    )
    op.create_index(op.f("ix_board_plan_area_code_id"), "board_plan", ["area_code", "id"])
    op.create_table(
        "board_row",
        sa.Column("plan_id", BIG, nullable=False),
        sa.Column("problem_id", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", KIND, nullable=False),
        sa.Column("problem_version", sa.Integer(), nullable=False),
        sa.Column("expert_id", BIG, nullable=True),
        sa.Column("before_id", BIG, nullable=True),
        sa.Column("offered_id", BIG, nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("better", sa.JSON(), nullable=False),
        sa.Column("alternates", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("gone", sa.JSON(), nullable=False),
        sa.Column("assignment_id", BIG, nullable=True),
        sa.Column("due_before", MOMENT, nullable=True),
        sa.Column("unsolved_by_id", BIG, nullable=True),
        link("board_row", "plan_id", "board_plan.id"),
        link("board_row", "problem_id", "problem.id"),
        link("board_row", "expert_id", "expert.id"),
        link("board_row", "before_id", "expert.id"),
        link("board_row", "offered_id", "assignment.id"),
        link("board_row", "assignment_id", "assignment.id"),
        link("board_row", "unsolved_by_id", "expert.id"),
        sa.PrimaryKeyConstraint("plan_id", "problem_id", name=op.f("pk_board_row")),
    )
    op.create_index(op.f("ix_board_row_problem_id"), "board_row", ["problem_id"])
    op.create_table(
        "board_mark",
        sa.Column("id", BIG, nullable=False),
        sa.Column("plan_id", BIG, nullable=False),
        sa.Column("problem_id", BIG, nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("expert_id", BIG, nullable=True),
        sa.Column("made_by_id", BIG, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        link("board_mark", "plan_id", "board_plan.id"),
        link("board_mark", "problem_id", "problem.id"),
        link("board_mark", "expert_id", "expert.id"),
        link("board_mark", "made_by_id", "account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_mark")),
    )
    op.create_index(op.f("ix_board_mark_plan_id"), "board_mark", ["plan_id"])


def downgrade() -> None:
    for table in ("board_mark", "board_row", "board_plan"):
        op.drop_table(table)
