"""Words that a county adds to the lexicon.

Revision: 0013, after 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "county_word",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("english", sa.String(length=80), nullable=False),
        sa.Column("folk", sa.JSON(), nullable=False),
        sa.Column("industries", sa.JSON(), nullable=False),
        sa.Column("problem_types", sa.JSON(), nullable=False),
        sa.Column("broader", sa.String(length=80), nullable=False),
        sa.Column("added_by_id", BIG, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("ended_by_id", BIG, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["added_by_id"], ["account.id"], name=op.f("fk_county_word_added_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_county_word_ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_county_word")),
    )
    op.create_index(op.f("ix_county_word_county_code_ended_at"), "county_word", ["county_code", "ended_at"])


def downgrade() -> None:
    op.drop_table("county_word")
