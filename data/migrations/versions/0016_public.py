"""The public door: questions without an account, photos in parts, passes for receipts, throttling.

Revision: 0016, after 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("problem") as problem:
        problem.alter_column("filed_by_id", existing_type=BIG, nullable=True)
    op.create_table(
        "public_use",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_use")),
    )
    op.create_index(op.f("ix_public_use_kind_who_at"), "public_use", ["kind", "who", "at"])
    op.create_table(
        "receipt_pass",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("problem_id", BIG, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_receipt_pass_problem_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_receipt_pass")),
    )
    op.create_index(op.f("ix_receipt_pass_problem_id"), "receipt_pass", ["problem_id"])
    create_uploads()


def create_uploads() -> None:
    op.create_table(
        "upload",
        sa.Column("id", BIG, nullable=False),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("client", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("stored_size", sa.Integer(), nullable=True),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("stored_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.UniqueConstraint("token", "name", name=op.f("uq_upload_token_name")),
    )
    op.create_index(op.f("ix_upload_client_begun_at"), "upload", ["client", "begun_at"])
    op.create_index(op.f("ix_upload_begun_at"), "upload", ["begun_at"])
    op.create_table(
        "upload_part",
        sa.Column("upload_id", BIG, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_upload_part_upload_id")),
        sa.PrimaryKeyConstraint("upload_id", "start", name=op.f("pk_upload_part")),
    )


def downgrade() -> None:
    """Questions filed without an account must be given one first, or this stops."""
    for table in ("upload_part", "upload", "receipt_pass", "public_use"):
        op.drop_table(table)
    with op.batch_alter_table("problem") as problem:
        problem.alter_column("filed_by_id", existing_type=BIG, nullable=False)
