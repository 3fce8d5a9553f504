"""Lists that come in, their rows, and what each sender's columns mean.

Revision: 0014, after 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _lists()
    _rows()
    op.create_table(
        "sender_columns",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=60), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_sender_columns_county_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sender_columns")),
        sa.UniqueConstraint("county_code", "kind", "sender", name=op.f("uq_sender_columns_county_code_kind_sender")),
    )
    with op.batch_alter_table("register_batch") as batch:
        batch.add_column(sa.Column("list_id", BIG, nullable=True))
        batch.create_foreign_key(op.f("fk_register_batch_list_id"), "imported_list", ["list_id"], ["id"])
    op.create_index(op.f("ix_register_batch_list_id"), "register_batch", ["list_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_register_batch_list_id"), "register_batch")
    with op.batch_alter_table("register_batch") as batch:
        batch.drop_constraint(op.f("fk_register_batch_list_id"), type_="foreignkey")
        batch.drop_column("list_id")
    op.drop_table("sender_columns")
    op.drop_table("imported_row")
    op.drop_table("imported_list")


def _lists() -> None:
    op.create_table(
        "imported_list",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sender", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False)
          for name in ("seen", "chosen", "fills", "skipped", "refusal", "made")),
        sa.Column("brought_by_id", BIG, nullable=False),
        sa.Column("brought_at", MOMENT, nullable=False),
        sa.Column("merged_by_id", BIG, nullable=True),
        sa.Column("merged_at", MOMENT, nullable=True),
        sa.Column("undone_by_id", BIG, nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_imported_list_county_code")),
        sa.ForeignKeyConstraint(["area_code"], ["place.code"], name=op.f("fk_imported_list_area_code")),
        *(sa.ForeignKeyConstraint([name], ["account.id"], name=op.f(f"fk_imported_list_{name}"))
          for name in ("brought_by_id", "merged_by_id", "undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_list")),
    )
    op.create_index(op.f("ix_imported_list_county_code_id"), "imported_list", ["county_code", "id"])
    op.create_index(op.f("ix_imported_list_sha256_kind"), "imported_list", ["sha256", "kind"])


def _rows() -> None:
    op.create_table(
        "imported_row",
        sa.Column("id", BIG, nullable=False),
        sa.Column("list_id", BIG, nullable=False),
        sa.Column("sheet", sa.String(length=80), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("others", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("record_id", BIG, nullable=True),
        sa.Column("like_id", BIG, nullable=True),
        sa.Column("like_row_id", BIG, nullable=True),
        sa.Column("likeness", sa.JSON(), nullable=False),
        sa.Column("decision", sa.String(length=24), nullable=True),
        sa.Column("made_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["imported_list.id"], name=op.f("fk_imported_row_list_id")),
        sa.ForeignKeyConstraint(["like_row_id"], ["imported_row.id"], name=op.f("fk_imported_row_like_row_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_row")),
        sa.UniqueConstraint("list_id", "sheet", "row", name=op.f("uq_imported_row_list_id_sheet_row")),
    )
    op.create_index(op.f("ix_imported_row_list_id_state"), "imported_row", ["list_id", "state"])
    op.create_index(op.f("ix_imported_row_fingerprint"), "imported_row", ["fingerprint"])
