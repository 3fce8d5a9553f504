"""What may be an epidemic is found among all questions of a county at once.

Revision: 0041, after 0040
"""

from __future__ import annotations

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

INDEX = "ix_problem_county_code_gate_status"


def upgrade() -> None:
    op.create_index(op.f(INDEX), "problem", ["county_code", "gate", "status"])


def downgrade() -> None:
    op.drop_index(op.f(INDEX), table_name="problem")
