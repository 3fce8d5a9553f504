"""Places, code lists, experts, farms, people.

Revision: 0001, after the empty database
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def create_discipline() -> None:
    op.create_table(
        "discipline",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("edition", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("code", "edition", name=op.f("pk_discipline")),
    )


def create_industry() -> None:
    op.create_table(
        "industry",
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("short_name", sa.String(length=80), nullable=False),
        sa.Column("short_name_en", sa.String(length=80), nullable=False),
        sa.Column("crops", sa.Text(), nullable=False),
        sa.Column("is_proposal", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("county_code", "code", name=op.f("pk_industry")),
    )


def create_place() -> None:
    op.create_table(
        "place",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("parent_code", sa.String(length=12), nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=True),
        sa.Column("level", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("official_name", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("tile_row", sa.Integer(), nullable=True),
        sa.Column("tile_column", sa.Integer(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("registered_population", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["parent_code"], ["place.code"], name=op.f("fk_place_parent_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_place")),
    )
    op.create_index(op.f("ix_place_county_code"), "place", ["county_code"])
    op.create_index(op.f("ix_place_parent_code"), "place", ["parent_code"])


def create_problem_type() -> None:
    op.create_table(
        "problem_type",
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("short_name", sa.String(length=80), nullable=False),
        sa.Column("disciplines", sa.JSON(), nullable=False),
        sa.Column("urgency", sa.String(length=24), nullable=False),
        sa.Column("gate", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_problem_type")),
    )


def create_county() -> None:
    op.create_table(
        "county",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("office_phone", sa.String(length=12), nullable=True),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["place.code"], name=op.f("fk_county_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_county")),
    )


def create_household() -> None:
    op.create_table(
        "household",
        sa.Column("id", BIG, nullable=False),
        sa.Column("place_code", sa.String(length=12), nullable=False),
        sa.Column("head_name", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["place_code"], ["place.code"], name=op.f("fk_household_place_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
    )
    op.create_index(op.f("ix_household_place_code"), "household", ["place_code"])


def create_expert() -> None:
    op.create_table(
        "expert",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("pinyin", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=12), nullable=True),
        sa.Column("home_place", sa.String(length=12), nullable=False),
        sa.Column("is_outside", sa.Boolean(), nullable=False),
        sa.Column("disciplines", sa.JSON(), nullable=False),
        sa.Column("industries", sa.JSON(), nullable=False),
        sa.Column("problem_types", sa.JSON(), nullable=False),
        sa.Column("crops", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("licences", sa.JSON(), nullable=False),
        sa.Column("max_open", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("last_confirmed", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_expert_county_code")),
        sa.ForeignKeyConstraint(["home_place"], ["place.code"], name=op.f("fk_expert_home_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert")),
    )
    op.create_index(op.f("ix_expert_county_code"), "expert", ["county_code"])
    op.create_index(op.f("ix_expert_pinyin"), "expert", ["pinyin"])


def create_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("pinyin", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=12), nullable=True),
        sa.Column("place_code", sa.String(length=12), nullable=False),
        sa.Column("household_id", BIG, nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("is_synthetic", sa.Boolean(), nullable=False),
        sa.Column("same_as_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_person_county_code")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_person_household_id")),
        sa.ForeignKeyConstraint(["place_code"], ["place.code"], name=op.f("fk_person_place_code")),
        sa.ForeignKeyConstraint(["same_as_id"], ["person.id"], name=op.f("fk_person_same_as_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_household_id"), "person", ["household_id"])
    op.create_index(op.f("ix_person_phone"), "person", ["phone"])
    op.create_index(op.f("ix_person_place_code_name"), "person", ["place_code", "name"])


def create_expert_absence() -> None:
    op.create_table(
        "expert_absence",
        sa.Column("id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_expert_absence_expert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_absence")),
    )
    op.create_index(op.f("ix_expert_absence_expert_id"), "expert_absence", ["expert_id"])


def create_farm() -> None:
    op.create_table(
        "farm",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("pinyin", sa.String(length=120), nullable=False),
        sa.Column("place_code", sa.String(length=12), nullable=False),
        sa.Column("contact_person_id", BIG, nullable=True),
        sa.Column("phone", sa.String(length=12), nullable=True),
        sa.Column("industries", sa.JSON(), nullable=False),
        sa.Column("crops", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_person_id"], ["person.id"], name=op.f("fk_farm_contact_person_id")),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_farm_county_code")),
        sa.ForeignKeyConstraint(["place_code"], ["place.code"], name=op.f("fk_farm_place_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_farm")),
    )
    op.create_index(op.f("ix_farm_county_code"), "farm", ["county_code"])
    op.create_index(op.f("ix_farm_phone"), "farm", ["phone"])
    op.create_index(op.f("ix_farm_pinyin"), "farm", ["pinyin"])
    op.create_index(op.f("ix_farm_place_code"), "farm", ["place_code"])


def create_farm_member() -> None:
    op.create_table(
        "farm_member",
        sa.Column("farm_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["farm_id"], ["farm.id"], name=op.f("fk_farm_member_farm_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_farm_member_person_id")),
        sa.PrimaryKeyConstraint("farm_id", "person_id", name=op.f("pk_farm_member")),
    )
    op.create_index(op.f("ix_farm_member_person_id"), "farm_member", ["person_id"])


CREATORS = (
    create_discipline,
    create_industry,
    create_place,
    create_problem_type,
    create_county,
    create_household,
    create_expert,
    create_person,
    create_expert_absence,
    create_farm,
    create_farm_member,
)


def upgrade() -> None:
    for create in CREATORS:
        create()


def downgrade() -> None:
    for create in reversed(CREATORS):
        op.drop_table(create.__name__.removeprefix("create_"))
