"""Which pass came from filing a question, and which confirmation proves who was served.

Revision: 0025, after 0024
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("receipt_pass") as table:
        table.add_column(sa.Column("is_from_filing", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("confirmation") as table:
        table.add_column(sa.Column("is_proof", sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("confirmation") as table:
        table.drop_column("is_proof")
    with op.batch_alter_table("receipt_pass") as table:
        table.drop_column("is_from_filing")
