"""Samples of pairs that a person judges blindly; a pair's steps go with it when an import is undone.

Revision: 0020, after 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
STEP_OF = "fk_identity_step_pair_id"


def upgrade() -> None:
    op.create_table(
        "identity_sample",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.Column("apart", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_identity_sample_county_code")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_identity_sample_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_sample")),
    )
    op.create_index(op.f("ix_identity_sample_county_code_id"), "identity_sample", ["county_code", "id"])
    create_sample_pair()
    let_steps_go("CASCADE")


def create_sample_pair() -> None:
    table = "identity_sample_pair"
    points_to = {
        "sample_id": "identity_sample.id", "person_a_id": "person.id", "person_b_id": "person.id",
        "judged_by_id": "account.id",
    }
    op.create_table(
        table,
        sa.Column("sample_id", BIG, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("person_a_id", BIG, nullable=False),
        sa.Column("person_b_id", BIG, nullable=False),
        sa.Column("was_joined", sa.Boolean(), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("judged", sa.String(length=24), nullable=False),
        sa.Column("judged_by_id", BIG, nullable=True),
        sa.Column("judged_at", MOMENT, nullable=True),
        *(sa.ForeignKeyConstraint([name], [to], name=op.f(f"fk_{table}_{name}")) for name, to in points_to.items()),
        sa.PrimaryKeyConstraint("sample_id", "place", name=op.f(f"pk_{table}")),
    )
    for name in ("person_a_id", "person_b_id"):
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name])


def let_steps_go(ondelete: str | None) -> None:
    with op.batch_alter_table("identity_step") as batch:
        batch.drop_constraint(op.f(STEP_OF), type_="foreignkey")
        batch.create_foreign_key(op.f(STEP_OF), "identity_pair", ["pair_id"], ["id"], ondelete=ondelete)


def downgrade() -> None:
    let_steps_go(None)
    op.drop_table("identity_sample_pair")
    op.drop_table("identity_sample")
