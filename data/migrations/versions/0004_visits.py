"""Projects, visits, their evidence, files, confirmations.

Revision: 0004, after 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def create_claim() -> None:
    op.create_table(
        "claim",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_en", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_claim_county_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_county_code"), "claim", ["county_code"])


def create_platform() -> None:
    op.create_table(
        "platform",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("place_code", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_platform_county_code")),
        sa.ForeignKeyConstraint(["place_code"], ["place.code"], name=op.f("fk_platform_place_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform")),
    )
    op.create_index(op.f("ix_platform_county_code"), "platform", ["county_code"])


def create_platform_expert() -> None:
    op.create_table(
        "platform_expert",
        sa.Column("platform_id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_platform_expert_expert_id")),
        sa.ForeignKeyConstraint(["platform_id"], ["platform.id"], name=op.f("fk_platform_expert_platform_id")),
        sa.PrimaryKeyConstraint("platform_id", "expert_id", name=op.f("pk_platform_expert")),
    )
    op.create_index(op.f("ix_platform_expert_expert_id"), "platform_expert", ["expert_id"])


def create_project() -> None:
    op.create_table(
        "project",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("platform_id", BIG, nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("industries", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_project_county_code")),
        sa.ForeignKeyConstraint(["platform_id"], ["platform.id"], name=op.f("fk_project_platform_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    op.create_index(op.f("ix_project_county_code"), "project", ["county_code"])


def create_project_expert() -> None:
    op.create_table(
        "project_expert",
        sa.Column("project_id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_project_expert_expert_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_project_expert_project_id")),
        sa.PrimaryKeyConstraint("project_id", "expert_id", name=op.f("pk_project_expert")),
    )
    op.create_index(op.f("ix_project_expert_expert_id"), "project_expert", ["expert_id"])


def create_project_farm() -> None:
    op.create_table(
        "project_farm",
        sa.Column("project_id", BIG, nullable=False),
        sa.Column("farm_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["farm_id"], ["farm.id"], name=op.f("fk_project_farm_farm_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_project_farm_project_id")),
        sa.PrimaryKeyConstraint("project_id", "farm_id", name=op.f("pk_project_farm")),
    )
    op.create_index(op.f("ix_project_farm_farm_id"), "project_farm", ["farm_id"])


def create_project_place() -> None:
    op.create_table(
        "project_place",
        sa.Column("project_id", BIG, nullable=False),
        sa.Column("place_code", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["place_code"], ["place.code"], name=op.f("fk_project_place_place_code")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_project_place_project_id")),
        sa.PrimaryKeyConstraint("project_id", "place_code", name=op.f("pk_project_place")),
    )


def create_confirmation() -> None:
    op.create_table(
        "confirmation",
        sa.Column("id", BIG, nullable=False),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.Column("problem_id", BIG, nullable=False),
        sa.Column("farm_id", BIG, nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("door", sa.String(length=24), nullable=False),
        sa.Column("recorded_by_id", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.String(length=80), nullable=False),
        sa.Column("practice_used", sa.String(length=16), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["farm_id"], ["farm.id"], name=op.f("fk_confirmation_farm_id")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_confirmation_problem_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["account.id"], name=op.f("fk_confirmation_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
        sa.UniqueConstraint("token", name=op.f("uq_confirmation_token")),
    )
    op.create_index(op.f("ix_confirmation_problem_id"), "confirmation", ["problem_id"])


def create_visit() -> None:
    op.create_table(
        "visit",
        sa.Column("id", BIG, nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("problem_id", BIG, nullable=True),
        sa.Column("farm_id", BIG, nullable=True),
        sa.Column("place_code", sa.String(length=12), nullable=False),
        sa.Column("industry", sa.String(length=8), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("service_day", sa.Date(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("product", sa.String(length=80), nullable=True),
        sa.Column("dose", sa.String(length=80), nullable=True),
        sa.Column("waiting_days", sa.Integer(), nullable=True),
        sa.Column("head_count", sa.Integer(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("logged_by_id", BIG, nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("head_count >= 0", name=op.f("ck_visit_head_count")),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_visit_county_code")),
        sa.ForeignKeyConstraint(["farm_id"], ["farm.id"], name=op.f("fk_visit_farm_id")),
        sa.ForeignKeyConstraint(["logged_by_id"], ["account.id"], name=op.f("fk_visit_logged_by_id")),
        sa.ForeignKeyConstraint(["place_code"], ["place.code"], name=op.f("fk_visit_place_code")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_visit_problem_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("county_code", "number", name=op.f("uq_visit_county_code_number")),
        sa.UniqueConstraint("token", name=op.f("uq_visit_token")),
    )
    op.create_index(op.f("ix_visit_county_code_status_service_day"), "visit", ["county_code", "status", "service_day"])
    op.create_index(op.f("ix_visit_farm_id"), "visit", ["farm_id"])
    op.create_index(op.f("ix_visit_place_code_service_day"), "visit", ["place_code", "service_day"])
    op.create_index(op.f("ix_visit_problem_id"), "visit", ["problem_id"])


def create_stored_file() -> None:
    op.create_table(
        "stored_file",
        sa.Column("id", BIG, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("problem_id", BIG, nullable=True),
        sa.Column("visit_id", BIG, nullable=True),
        sa.Column("added_by_id", BIG, nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["account.id"], name=op.f("fk_stored_file_added_by_id")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_stored_file_problem_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_stored_file_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("sha256", "problem_id", name=op.f("uq_stored_file_sha256_problem_id")),
        sa.UniqueConstraint("sha256", "visit_id", name=op.f("uq_stored_file_sha256_visit_id")),
    )
    op.create_index(op.f("ix_stored_file_problem_id"), "stored_file", ["problem_id"])
    op.create_index(op.f("ix_stored_file_sha256"), "stored_file", ["sha256"])
    op.create_index(op.f("ix_stored_file_visit_id"), "stored_file", ["visit_id"])


def create_visit_event() -> None:
    op.create_table(
        "visit_event",
        sa.Column("id", BIG, nullable=False),
        sa.Column("visit_id", BIG, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", BIG, nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_visit_event_account_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_event_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_event")),
        sa.UniqueConstraint("visit_id", "sequence", name=op.f("uq_visit_event_visit_id_sequence")),
    )


def create_visit_expert() -> None:
    op.create_table(
        "visit_expert",
        sa.Column("visit_id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_visit_expert_expert_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_expert_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "expert_id", name=op.f("pk_visit_expert")),
    )
    op.create_index(op.f("ix_visit_expert_expert_id"), "visit_expert", ["expert_id"])


def create_visit_project() -> None:
    op.create_table(
        "visit_project",
        sa.Column("visit_id", BIG, nullable=False),
        sa.Column("project_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_visit_project_project_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_project_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "project_id", name=op.f("pk_visit_project")),
    )
    op.create_index(op.f("ix_visit_project_project_id"), "visit_project", ["project_id"])


def create_signed_list() -> None:
    op.create_table(
        "signed_list",
        sa.Column("id", BIG, nullable=False),
        sa.Column("visit_id", BIG, nullable=False),
        sa.Column("file_id", BIG, nullable=False),
        sa.Column("attached_by_id", BIG, nullable=False),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["attached_by_id"], ["account.id"], name=op.f("fk_signed_list_attached_by_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_signed_list_file_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_signed_list_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_list")),
    )
    op.create_index(op.f("ix_signed_list_visit_id"), "signed_list", ["visit_id"])


def create_visit_person() -> None:
    op.create_table(
        "visit_person",
        sa.Column("visit_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("list_id", BIG, nullable=True),
        sa.Column("confirmation_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["confirmation_id"], ["confirmation.id"],
            name=op.f("fk_visit_person_confirmation_id"),
        ),
        sa.ForeignKeyConstraint(["list_id"], ["signed_list.id"], name=op.f("fk_visit_person_list_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_visit_person_person_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_person_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "person_id", name=op.f("pk_visit_person")),
    )
    op.create_index(op.f("ix_visit_person_person_id"), "visit_person", ["person_id"])


CREATORS = (
    create_claim,
    create_platform,
    create_platform_expert,
    create_project,
    create_project_expert,
    create_project_farm,
    create_project_place,
    create_confirmation,
    create_visit,
    create_stored_file,
    create_visit_event,
    create_visit_expert,
    create_visit_project,
    create_signed_list,
    create_visit_person,
)


def upgrade() -> None:
    for create in CREATORS:
        create()


def downgrade() -> None:
    for create in reversed(CREATORS):
        op.drop_table(create.__name__.removeprefix("create_"))
