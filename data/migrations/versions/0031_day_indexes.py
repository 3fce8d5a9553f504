"""The officer's day and timed work find open questions, steps up and last offers without reading whole tables.

Revision: 0031, after 0030
"""

from __future__ import annotations

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

INDEXES = (
    ("problem", ("county_code", "status", "urgency", "due_at", "expert_id")),
    ("problem_event", ("kind", "problem_id")),
    ("recommendation", ("rung", "problem_id")),
    ("assignment", ("expert_id", "state", "assigned_at")),
)


def upgrade() -> None:
    for table, columns in INDEXES:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
    op.drop_index(op.f("ix_assignment_expert_id_state"), "assignment")


def downgrade() -> None:
    op.create_index(op.f("ix_assignment_expert_id_state"), "assignment", ["expert_id", "state"])
    for table, columns in INDEXES:
        op.drop_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table)
