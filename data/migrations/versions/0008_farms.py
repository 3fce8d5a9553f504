"""Served units whole: codes, contact, language, years, parent, badge, hygiene.

Revision: 0008, after 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEARCHED = ("county_code", "is_active", "pinyin", "id")
FILLED = {
    "credit_code": "", "household_no": "", "contact_name": "", "language": "zh", "need": "", "is_active": sa.true(),
}


def columns() -> list[sa.Column]:
    """Those that must hold something begin with a default, which is taken away again."""
    return [
        sa.Column("credit_code", sa.String(length=18), nullable=False, server_default=FILLED["credit_code"]),
        sa.Column("household_no", sa.String(length=24), nullable=False, server_default=FILLED["household_no"]),
        sa.Column("contact_name", sa.String(length=80), nullable=False, server_default=FILLED["contact_name"]),
        sa.Column("language", sa.String(length=8), nullable=False, server_default=FILLED["language"]),
        sa.Column("need", sa.Text(), nullable=False, server_default=FILLED["need"]),
        sa.Column("parent_id", BIG, nullable=True),
        sa.Column("demo_level", sa.String(length=24), nullable=True),
        sa.Column("demo_year", sa.Integer(), nullable=True),
        sa.Column("last_confirmed", sa.Date(), nullable=True),
        sa.Column("unreachable", sa.String(length=24), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False, server_default=FILLED["is_active"]),
    ]


def create_farm_year() -> None:
    op.create_table(
        "farm_year",
        sa.Column("id", BIG, nullable=False),
        sa.Column("farm_id", BIG, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("industry", sa.String(length=8), nullable=False),
        sa.Column("area_mu", sa.Integer(), nullable=True),
        sa.Column("heads", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["farm_id"], ["farm.id"], name=op.f("fk_farm_year_farm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_farm_year")),
        sa.UniqueConstraint("farm_id", "year", "industry", name=op.f("uq_farm_year_farm_id_year_industry")),
    )
    op.create_index(op.f("ix_farm_year_farm_id"), "farm_year", ["farm_id"])


def upgrade() -> None:
    create_farm_year()
    with op.batch_alter_table("farm") as batch:
        for column in columns():
            batch.add_column(column)
        batch.create_foreign_key(op.f("fk_farm_parent_id"), "farm", ["parent_id"], ["id"])
    with op.batch_alter_table("farm") as batch:
        for name in FILLED:
            batch.alter_column(name, server_default=None)
    op.create_index(op.f("ix_farm_parent_id"), "farm", ["parent_id"])
    op.create_index(op.f("ix_farm_county_code_is_active_pinyin_id"), "farm", list(SEARCHED))


def downgrade() -> None:
    """What the older table cannot hold is lost."""
    op.drop_index(op.f("ix_farm_county_code_is_active_pinyin_id"), "farm")
    op.drop_index(op.f("ix_farm_parent_id"), "farm")
    with op.batch_alter_table("farm") as batch:
        batch.drop_constraint(op.f("fk_farm_parent_id"), type_="foreignkey")
        for column in columns():
            batch.drop_column(column.name)
    op.drop_table("farm_year")
