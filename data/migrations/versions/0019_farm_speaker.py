"""Whom a person speaks for is found by an index: taking people away looks for it.

Revision: 0019, after 0018
"""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_farm_contact_person_id"), "farm", ["contact_person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_farm_contact_person_id"), "farm")
