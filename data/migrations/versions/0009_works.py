"""Industries with a tree and flagships; platforms and projects whole; bases; agreements of three parties.

Revision: 0009, after 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.services.names import pinyin_of

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(length=12)
NAME = sa.String(length=80)
PINYIN = sa.String(length=120)
KIND = sa.String(length=24)
SEARCHED = ("county_code", "is_active", "pinyin", "id")


def platform_columns() -> list[sa.Column]:
    return [
        sa.Column("pinyin", PINYIN, nullable=False, server_default=""),
        sa.Column("host", NAME, nullable=False, server_default=""),
        sa.Column("leader_id", BIG, nullable=True),
        sa.Column("founded", sa.Date(), nullable=True),
        sa.Column("phone", CODE, nullable=True),
        sa.Column("industries", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("is_active", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    ]


def project_columns() -> list[sa.Column]:
    return [
        sa.Column("pinyin", PINYIN, nullable=False, server_default=""),
        sa.Column("partners", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("leader_id", BIG, nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    ]


GROWN = {"platform": platform_columns, "project": project_columns}


def upgrade() -> None:
    rebuild_industry()
    create_flagship()
    for table, columns in GROWN.items():
        grow(table, columns())
    create_rows("project_fund", "project", [
        sa.Column("year", sa.Integer(), nullable=False), sa.Column("source", NAME, nullable=False),
        sa.Column("amount_yuan", sa.BigInteger(), nullable=False),
    ])
    create_rows("project_target", "project", [
        sa.Column("year", sa.Integer(), nullable=False), sa.Column("indicator", KIND, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
    ])
    create_demo_base()
    create_agreement()
    create_rows("agreement_target", "agreement", [
        sa.Column("indicator", KIND, nullable=False), sa.Column("value", sa.BigInteger(), nullable=False),
    ])
    create_agreement_decision()
    with op.batch_alter_table("stored_file") as batch:
        batch.add_column(sa.Column("agreement_id", BIG, nullable=True))
        batch.create_foreign_key(op.f("fk_stored_file_agreement_id"), "agreement", ["agreement_id"], ["id"])
        batch.create_unique_constraint(op.f("uq_stored_file_sha256_agreement_id"), ["sha256", "agreement_id"])
    op.create_index(op.f("ix_stored_file_agreement_id"), "stored_file", ["agreement_id"])


def downgrade() -> None:
    """What the older tables cannot hold is lost: bases, agreements with their scans, funds, targets, flagships."""
    op.execute("DELETE FROM stored_file WHERE agreement_id IS NOT NULL")
    op.drop_index(op.f("ix_stored_file_agreement_id"), "stored_file")
    with op.batch_alter_table("stored_file") as batch:
        batch.drop_constraint(op.f("uq_stored_file_sha256_agreement_id"), type_="unique")
        batch.drop_constraint(op.f("fk_stored_file_agreement_id"), type_="foreignkey")
        batch.drop_column("agreement_id")
    for table in (
        "agreement_decision", "agreement_target", "agreement", "base_farm", "demo_base", "project_target",
        "project_fund",
    ):
        op.drop_table(table)
    for table, columns in reversed(GROWN.items()):
        shrink(table, columns())
    op.drop_table("flagship")
    restore_industry()


def grow(table: str, columns: list[sa.Column]) -> None:
    """Columns that must hold something begin with a default, which is taken away again."""
    with op.batch_alter_table(table) as batch:
        for column in columns:
            batch.add_column(column)
        batch.create_foreign_key(op.f(f"fk_{table}_leader_id"), "expert", ["leader_id"], ["id"])
    rows = sa.table(table, sa.column("id", BIG), sa.column("name"), sa.column("pinyin"))
    connection = op.get_bind()
    for id_, name in connection.execute(sa.select(rows.c.id, rows.c.name)).all():
        connection.execute(rows.update().where(rows.c.id == id_).values(pinyin=pinyin_of(name)))
    with op.batch_alter_table(table) as batch:
        for column in columns:
            if not column.nullable:
                batch.alter_column(column.name, server_default=None)
    op.create_index(op.f(f"ix_{table}_leader_id"), table, ["leader_id"])
    op.create_index(op.f(f"ix_{table}_county_code_is_active_pinyin_id"), table, list(SEARCHED))


def shrink(table: str, columns: list[sa.Column]) -> None:
    op.drop_index(op.f(f"ix_{table}_county_code_is_active_pinyin_id"), table)
    op.drop_index(op.f(f"ix_{table}_leader_id"), table)
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(f"fk_{table}_leader_id"), type_="foreignkey")
        for column in columns:
            batch.drop_column(column.name)


def create_rows(name: str, owner: str, columns: list[sa.Column]) -> None:
    """Rows that belong to one record."""
    op.create_table(
        name,
        sa.Column("id", BIG, nullable=False),
        sa.Column(f"{owner}_id", BIG, nullable=False),
        *columns,
        sa.ForeignKeyConstraint([f"{owner}_id"], [f"{owner}.id"], name=op.f(f"fk_{name}_{owner}_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_{owner}_id"), name, [f"{owner}_id"])


def rebuild_industry() -> None:
    """An id of its own, so that a ledger can name it; its crops become a list."""
    old = sa.table("industry", *(sa.column(name) for name in (
        "county_code", "code", "name", "name_en", "short_name", "short_name_en", "crops", "is_proposal",
    )))
    kept = [dict(row._mapping) for row in op.get_bind().execute(sa.select(old)).all()]
    op.drop_table("industry")
    table = op.create_table(
        "industry",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("pinyin", PINYIN, nullable=False),
        sa.Column("name_en", NAME, nullable=False),
        sa.Column("short_name", NAME, nullable=False),
        sa.Column("short_name_en", NAME, nullable=False),
        sa.Column("parent_id", BIG, nullable=True),
        sa.Column("crops", sa.JSON(), nullable=False),
        sa.Column("is_proposal", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["industry.id"], name=op.f("fk_industry_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_industry")),
        sa.UniqueConstraint("county_code", "code", name=op.f("uq_industry_county_code_code")),
    )
    op.create_index(op.f("ix_industry_parent_id"), "industry", ["parent_id"])
    op.create_index(op.f("ix_industry_county_code_is_active_pinyin_id"), "industry", list(SEARCHED))
    op.bulk_insert(table, [
        {
            **row, "crops": [crop for crop in row["crops"].split(";") if crop], "pinyin": pinyin_of(row["name"]),
            "is_proposal": bool(row["is_proposal"]), "is_active": True, "version": 1,
        }
        for row in kept
    ])


def restore_industry() -> None:
    new = sa.table("industry", sa.column("crops", sa.JSON()), sa.column("is_proposal", sa.Boolean()), *(
        sa.column(name) for name in ("county_code", "code", "name", "name_en", "short_name", "short_name_en")
    ))
    kept = [dict(row._mapping) for row in op.get_bind().execute(sa.select(new)).all()]
    op.drop_table("industry")
    table = op.create_table(
        "industry",
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("name_en", NAME, nullable=False),
        sa.Column("short_name", NAME, nullable=False),
        sa.Column("short_name_en", NAME, nullable=False),
        sa.Column("crops", sa.Text(), nullable=False),
        sa.Column("is_proposal", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("county_code", "code", name=op.f("pk_industry")),
    )
    op.bulk_insert(table, [{**row, "crops": ";".join(row["crops"])} for row in kept])


def create_flagship() -> None:
    op.create_table(
        "flagship",
        sa.Column("id", BIG, nullable=False),
        sa.Column("industry_id", BIG, nullable=False),
        sa.Column("place_code", CODE, nullable=False),
        sa.Column("current_place", CODE, nullable=False),
        sa.Column("product", NAME, nullable=False),
        sa.Column("bonus", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["industry_id"], ["industry.id"], name=op.f("fk_flagship_industry_id")),
        sa.ForeignKeyConstraint(["place_code"], ["place.code"], name=op.f("fk_flagship_place_code")),
        sa.ForeignKeyConstraint(["current_place"], ["place.code"], name=op.f("fk_flagship_current_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flagship")),
        sa.UniqueConstraint("industry_id", "place_code", name=op.f("uq_flagship_industry_id_place_code")),
    )
    for column in ("industry_id", "place_code", "current_place"):
        op.create_index(op.f(f"ix_flagship_{column}"), "flagship", [column])


def create_demo_base() -> None:
    links = {"platform_id": "platform", "project_id": "project", "farm_id": "farm"}
    op.create_table(
        "demo_base",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", CODE, nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("pinyin", PINYIN, nullable=False),
        sa.Column("place_code", CODE, nullable=False),
        sa.Column("current_place", CODE, nullable=False),
        sa.Column("area_mu", sa.Integer(), nullable=True),
        sa.Column("industries", sa.JSON(), nullable=False),
        *(sa.Column(column, BIG, nullable=True) for column in links),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_demo_base_county_code")),
        sa.ForeignKeyConstraint(["place_code"], ["place.code"], name=op.f("fk_demo_base_place_code")),
        sa.ForeignKeyConstraint(["current_place"], ["place.code"], name=op.f("fk_demo_base_current_place")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_demo_base_{column}"))
            for column, table in links.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demo_base")),
    )
    for column in ("county_code", "current_place", *links):
        op.create_index(op.f(f"ix_demo_base_{column}"), "demo_base", [column])
    op.create_index(op.f("ix_demo_base_county_code_is_active_pinyin_id"), "demo_base", list(SEARCHED))
    op.create_table(
        "base_farm",
        sa.Column("base_id", BIG, nullable=False),
        sa.Column("farm_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["base_id"], ["demo_base.id"], name=op.f("fk_base_farm_base_id")),
        sa.ForeignKeyConstraint(["farm_id"], ["farm.id"], name=op.f("fk_base_farm_farm_id")),
        sa.PrimaryKeyConstraint("base_id", "farm_id", name=op.f("pk_base_farm")),
    )
    op.create_index(op.f("ix_base_farm_farm_id"), "base_farm", ["farm_id"])


def create_agreement() -> None:
    parties = {"expert_id": "expert", "sending_unit_id": "sending_unit", "farm_id": "farm"}
    op.create_table(
        "agreement",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", CODE, nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("pinyin", PINYIN, nullable=False),
        *(sa.Column(column, BIG, nullable=False) for column in parties),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("is_exclusive", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_agreement_county_code")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_agreement_{column}"))
            for column, table in parties.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    for column in ("county_code", *parties):
        op.create_index(op.f(f"ix_agreement_{column}"), "agreement", [column])
    op.create_index(op.f("ix_agreement_county_code_is_active_pinyin_id"), "agreement", list(SEARCHED))


def create_agreement_decision() -> None:
    create_rows("agreement_decision", "agreement", [
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("party", KIND, nullable=False),
        sa.Column("decision", KIND, nullable=False),
        sa.Column("words", sa.String(length=200), nullable=True),
        sa.Column("account_id", BIG, sa.ForeignKey("account.id", name=op.f("fk_agreement_decision_account_id")),
                  nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    ])
