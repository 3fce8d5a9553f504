"""Lines of signed lists as they were written; the day a person died, as the register knows it.

Revision: 0011, after 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("person", sa.Column("died_on", sa.Date(), nullable=True))
    op.create_table(
        "list_line",
        sa.Column("id", BIG, nullable=False),
        sa.Column("visit_id", BIG, nullable=False),
        sa.Column("list_id", BIG, nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("standing", sa.String(length=24), nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("like_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_list_line_visit_id")),
        sa.ForeignKeyConstraint(["list_id"], ["signed_list.id"], name=op.f("fk_list_line_list_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_list_line_person_id")),
        sa.ForeignKeyConstraint(["like_id"], ["person.id"], name=op.f("fk_list_line_like_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_line")),
    )
    op.create_index(op.f("ix_list_line_visit_id_standing"), "list_line", ["visit_id", "standing"])
    op.create_index(op.f("ix_list_line_person_id"), "list_line", ["person_id"])


def downgrade() -> None:
    op.drop_table("list_line")
    op.drop_column("person", "died_on")
