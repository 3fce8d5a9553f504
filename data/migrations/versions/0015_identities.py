"""Same person or not: keyed hashes of identity numbers, evidence of pairs, the ledger of decisions, runs of the engine.

Revision: 0015, after 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("id_hash", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("id_check_right", sa.Boolean(), nullable=True))
    op.create_index(op.f("ix_person_id_hash"), "person", ["id_hash"])
    op.create_index(op.f("ix_person_same_as_id"), "person", ["same_as_id"])
    with op.batch_alter_table("identity_pair") as batch:
        batch.add_column(sa.Column("probability", sa.Float(), nullable=True))
        batch.add_column(sa.Column("evidence", sa.JSON(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("identity_pair") as batch:
        batch.alter_column("evidence", server_default=None)
        batch.alter_column("version", server_default=None)
    create_identity_step()
    create_identity_run()


def create_identity_step() -> None:
    op.create_table(
        "identity_step",
        sa.Column("id", BIG, nullable=False),
        sa.Column("pair_id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=24), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("account_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["pair_id"], ["identity_pair.id"], name=op.f("fk_identity_step_pair_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_identity_step_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_step")),
        sa.UniqueConstraint("pair_id", "version", name=op.f("uq_identity_step_pair_id_version")),
    )


def create_identity_run() -> None:
    op.create_table(
        "identity_run",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("account_id", BIG, nullable=True),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("expected_people", sa.Float(), nullable=False),
        sa.Column("expected_precision", sa.Float(), nullable=False),
        sa.Column("expected_recall", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_identity_run_county_code")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_identity_run_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_run")),
    )
    op.create_index(op.f("ix_identity_run_county_code_id"), "identity_run", ["county_code", "id"])


def downgrade() -> None:
    """Decisions stay; who took them back, and why the engine asked, is lost."""
    op.drop_table("identity_run")
    op.drop_table("identity_step")
    with op.batch_alter_table("identity_pair") as batch:
        for name in ("probability", "evidence", "version"):
            batch.drop_column(name)
    op.drop_index(op.f("ix_person_same_as_id"), "person")
    op.drop_index(op.f("ix_person_id_hash"), "person")
    with op.batch_alter_table("person") as batch:
        batch.drop_column("id_hash")
        batch.drop_column("id_check_right")
