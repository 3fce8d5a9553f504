"""Amounts are read again from the answers: those of questions from before 0034 for the first time, and without what was
read wrongly since, 3，4万 as 340,000.

Revision: 0039, after 0038
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.domain.amounts import amounts_of

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

PROBLEM = sa.table("problem", sa.column("id"), sa.column("facts", sa.JSON()))
AMOUNT = sa.table("problem_amount", sa.column("problem_id"), sa.column("quantity"), sa.column("amount"))


def upgrade() -> None:
    connection = op.get_bind()
    connection.execute(AMOUNT.delete())
    rows = [
        {"problem_id": problem_id, "quantity": quantity.value, "amount": amount}
        for problem_id, facts in connection.execute(sa.select(PROBLEM.c.id, PROBLEM.c.facts))
        for quantity, amount in amounts_of(facts).items()
    ]
    if rows:
        connection.execute(AMOUNT.insert(), rows)


def downgrade() -> None:
    """What was read stays: the step below has the same table."""
