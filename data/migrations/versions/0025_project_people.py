"""People on a project's list.

Revision: 0025, after 0024
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "project_person",
        sa.Column("project_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_project_person_project_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_project_person_person_id")),
        sa.PrimaryKeyConstraint("project_id", "person_id", name=op.f("pk_project_person")),
    )
    op.create_index(op.f("ix_project_person_person_id"), "project_person", ["person_id"])


def downgrade() -> None:
    op.drop_table("project_person")
