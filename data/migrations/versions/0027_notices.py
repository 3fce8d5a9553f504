"""The outbox: who must hear of which event, and the calls made for it.

Revision: 0027, after 0026
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
NOTICE_KEYS = (("county_code", "county", "code"), ("problem_id", "problem", "id"), ("event_id", "problem_event", "id"),
               ("expert_id", "expert", "id"), ("done_by_id", "account", "id"))
CALL_KEYS = (("notice_id", "notice", "id"), ("account_id", "account", "id"))


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("problem_id", BIG, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("audience", sa.String(length=24), nullable=False),
        sa.Column("expert_id", BIG, nullable=True),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("overtaken_at", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by_id", BIG, nullable=True),
        sa.Column("result", sa.String(length=24), nullable=True),
        *_keys("notice", NOTICE_KEYS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    columns = ["county_code", "done_at", "overtaken_at"]
    op.create_index(op.f("ix_notice_county_code_done_at_overtaken_at"), "notice", columns)
    op.create_index(op.f("ix_notice_problem_id"), "notice", ["problem_id"])
    op.create_index(op.f("ix_notice_event_id"), "notice", ["event_id"])
    op.create_table(
        "notice_call",
        sa.Column("id", BIG, nullable=False),
        sa.Column("notice_id", BIG, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("result", sa.String(length=24), nullable=False),
        *_keys("notice_call", CALL_KEYS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_call")),
    )
    op.create_index(op.f("ix_notice_call_notice_id"), "notice_call", ["notice_id"])


def downgrade() -> None:
    op.drop_table("notice_call")
    op.drop_table("notice")


def _keys(table: str, keys: tuple[tuple[str, str, str], ...]) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.{target}"], name=op.f(f"fk_{table}_{column}"))
        for column, other, target in keys
    ]
