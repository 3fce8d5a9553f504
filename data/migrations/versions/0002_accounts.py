"""Accounts, sessions, drafts, the audit trail.

Revision: 0002, after 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def create_failed_sign_in() -> None:
    op.create_table(
        "failed_sign_in",
        sa.Column("id", BIG, nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("client", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_in")),
    )
    op.create_index(op.f("ix_failed_sign_in_client_at"), "failed_sign_in", ["client", "at"])
    op.create_index(op.f("ix_failed_sign_in_login_at"), "failed_sign_in", ["login", "at"])


def create_setup_token() -> None:
    op.create_table(
        "setup_token",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_setup_token")),
    )


def create_account() -> None:
    op.create_table(
        "account",
        sa.Column("id", BIG, nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("farm_id", BIG, nullable=True),
        sa.Column("expert_id", BIG, nullable=True),
        sa.Column("password_hash", sa.String(length=160), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["area_code"], ["place.code"], name=op.f("fk_account_area_code")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_account_expert_id")),
        sa.ForeignKeyConstraint(["farm_id"], ["farm.id"], name=op.f("fk_account_farm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )


def create_audit_event() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", BIG, nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=24), nullable=False),
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_audit_event_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_index(op.f("ix_audit_event_subject_subject_id"), "audit_event", ["subject", "subject_id"])


def create_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("form", sa.String(length=24), nullable=False),
        sa.Column("about", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_draft_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("account_id", "form", "about", name=op.f("uq_draft_account_id_form_about")),
    )


def create_login_session() -> None:
    op.create_table(
        "login_session",
        sa.Column("id", BIG, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_login_session_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_session_token_hash")),
    )
    op.create_index(op.f("ix_login_session_account_id"), "login_session", ["account_id"])


def create_identity_pair() -> None:
    op.create_table(
        "identity_pair",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_a_id", BIG, nullable=False),
        sa.Column("person_b_id", BIG, nullable=False),
        sa.Column("decision", sa.String(length=24), nullable=False),
        sa.Column("decided_by_id", BIG, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint("person_a_id < person_b_id", name=op.f("ck_identity_pair_ordered")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["account.id"], name=op.f("fk_identity_pair_decided_by_id")),
        sa.ForeignKeyConstraint(["person_a_id"], ["person.id"], name=op.f("fk_identity_pair_person_a_id")),
        sa.ForeignKeyConstraint(["person_b_id"], ["person.id"], name=op.f("fk_identity_pair_person_b_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_pair")),
        sa.UniqueConstraint("person_a_id", "person_b_id", name=op.f("uq_identity_pair_person_a_id_person_b_id")),
    )
    op.create_index(op.f("ix_identity_pair_person_b_id"), "identity_pair", ["person_b_id"])


CREATORS = (
    create_failed_sign_in,
    create_setup_token,
    create_account,
    create_audit_event,
    create_draft,
    create_login_session,
    create_identity_pair,
)


def upgrade() -> None:
    for create in CREATORS:
        create()


def downgrade() -> None:
    for create in reversed(CREATORS):
        op.drop_table(create.__name__.removeprefix("create_"))
