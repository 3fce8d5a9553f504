"""Follow-up tasks with owner and date; those agreed at visits so far.

Revision: 0029, after 0028
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
KEYS = (
    ("county_code", "county", "code"), ("problem_id", "problem", "id"), ("visit_id", "visit", "id"),
    ("expert_id", "expert", "id"), ("account_id", "account", "id"), ("made_by_id", "account", "id"),
    ("done_by_id", "account", "id"),
)
# What was agreed at the last visit to a problem and nobody has come again for.
AGREED = """
INSERT INTO follow_up (county_code, problem_id, visit_id, expert_id, due_on, made_by_id, made_at)
SELECT visit.county_code, visit.problem_id, visit.id, MIN(visit_expert.expert_id), visit.follow_up_on,
       visit.logged_by_id, visit.logged_at
FROM visit JOIN visit_expert ON visit_expert.visit_id = visit.id
WHERE visit.follow_up_on IS NOT NULL AND visit.status IN ('logged', 'confirmed')
  AND NOT EXISTS (SELECT 1 FROM visit AS later WHERE later.problem_id = visit.problem_id AND later.id > visit.id
                  AND later.status IN ('logged', 'confirmed'))
GROUP BY visit.id, visit.county_code, visit.problem_id, visit.follow_up_on, visit.logged_by_id, visit.logged_at
"""


def upgrade() -> None:
    op.create_table(
        "follow_up",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("problem_id", BIG, nullable=True),
        sa.Column("visit_id", BIG, nullable=True),
        sa.Column("expert_id", BIG, nullable=True),
        sa.Column("account_id", BIG, nullable=True),
        sa.Column("what", sa.String(length=200), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_by_id", BIG, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by_id", BIG, nullable=True),
        sa.Column("done_words", sa.String(length=200), nullable=True),
        sa.CheckConstraint("(expert_id IS NULL) <> (account_id IS NULL)", name=op.f("ck_follow_up_owner")),
        sa.CheckConstraint("problem_id IS NOT NULL OR visit_id IS NOT NULL", name=op.f("ck_follow_up_about")),
        *(sa.ForeignKeyConstraint([column], [f"{other}.{target}"], name=op.f(f"fk_follow_up_{column}"))
          for column, other, target in KEYS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index(op.f("ix_follow_up_county_code_done_at_due_on"), "follow_up", ["county_code", "done_at", "due_on"])
    for column in ("problem_id", "visit_id", "expert_id", "account_id"):
        op.create_index(op.f(f"ix_follow_up_{column}"), "follow_up", [column])
    op.execute(AGREED)


def downgrade() -> None:
    op.drop_table("follow_up")
