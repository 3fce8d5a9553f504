"""Loss avoided by the asker's word; how ready the unit was, by the expert's.

Revision: 0028, after 0027
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("confirmation") as confirmation:
        confirmation.add_column(sa.Column("loss_avoided", BIG, nullable=True))
        confirmation.add_column(sa.Column("loss_how", sa.String(length=200), nullable=True))
    with op.batch_alter_table("visit") as visit:
        visit.add_column(sa.Column("readiness", sa.String(length=24), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("visit") as visit:
        visit.drop_column("readiness")
    with op.batch_alter_table("confirmation") as confirmation:
        confirmation.drop_column("loss_how")
        confirmation.drop_column("loss_avoided")
