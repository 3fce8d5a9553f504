"""Experts whole, sending units, and the register's books: ledger, batches, cards.

Revision: 0006, after 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EXPERT_COLUMNS = (
    sa.Column("sending_unit_id", BIG, nullable=True),
    sa.Column("three_areas_year", sa.Integer(), nullable=True),
    sa.Column("contact_name", sa.String(length=80), nullable=False, server_default=""),
    sa.Column("discipline_edition", sa.String(length=8), nullable=False, server_default="2009"),
    sa.Column("month_days", sa.Integer(), nullable=True),
    sa.Column("leader_id", BIG, nullable=True),
    sa.Column("term_first", sa.Date(), nullable=True),
    sa.Column("term_last", sa.Date(), nullable=True),
    sa.Column("unreachable", sa.String(length=24), nullable=True),
)
SEARCHED = ("county_code", "is_active", "pinyin", "id")
EXPERT = sa.table("expert", sa.column("id", BIG), sa.column("kind", sa.String()), sa.column("licences", sa.JSON()))
LICENCE = sa.table(
    "expert_licence", sa.column("expert_id", BIG), sa.column("kind", sa.String()), sa.column("number", sa.String()),
)


def create_sending_unit() -> None:
    op.create_table(
        "sending_unit",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("pinyin", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("contact_name", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=12), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_sending_unit_county_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending_unit")),
    )
    op.create_index(op.f("ix_sending_unit_county_code"), "sending_unit", ["county_code"])


def create_expert_season() -> None:
    _create_part(
        "expert_season",
        sa.Column("first", sa.String(length=5), nullable=False),
        sa.Column("last", sa.String(length=5), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False),
    )


def create_expert_posting() -> None:
    _create_part(
        "expert_posting",
        sa.Column("place_code", sa.String(length=12), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("exclusive_group", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["place_code"], ["place.code"], name=op.f("fk_expert_posting_place_code")),
    )
    op.create_index(op.f("ix_expert_posting_place_code"), "expert_posting", ["place_code"])


def create_expert_licence() -> None:
    _create_part(
        "expert_licence",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
    )


def create_team_member() -> None:
    op.create_table(
        "team_member",
        sa.Column("team_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["expert.id"], name=op.f("fk_team_member_member_id")),
        sa.ForeignKeyConstraint(["team_id"], ["expert.id"], name=op.f("fk_team_member_team_id")),
        sa.PrimaryKeyConstraint("team_id", "member_id", name=op.f("pk_team_member")),
    )
    op.create_index(op.f("ix_team_member_member_id"), "team_member", ["member_id"])


def create_register_batch() -> None:
    op.create_table(
        "register_batch",
        sa.Column("id", BIG, nullable=False),
        sa.Column("concept", sa.String(length=24), nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("undoes_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_register_batch_account_id")),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_register_batch_county_code")),
        sa.ForeignKeyConstraint(["undoes_id"], ["register_batch.id"], name=op.f("fk_register_batch_undoes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_batch")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_register_batch_undoes_id")),
    )
    searched = ["concept", "county_code", "id"]
    op.create_index(op.f("ix_register_batch_concept_county_code_id"), "register_batch", searched)


def create_register_change() -> None:
    op.create_table(
        "register_change",
        sa.Column("id", BIG, nullable=False),
        sa.Column("concept", sa.String(length=24), nullable=False),
        sa.Column("record_id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", BIG, nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("batch_id", BIG, nullable=True),
        sa.Column("token", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_register_change_account_id")),
        sa.ForeignKeyConstraint(["batch_id"], ["register_batch.id"], name=op.f("fk_register_change_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_change")),
        sa.UniqueConstraint(
            "concept", "record_id", "version", name=op.f("uq_register_change_concept_record_id_version"),
        ),
        sa.UniqueConstraint("token", name=op.f("uq_register_change_token")),
    )
    op.create_index(op.f("ix_register_change_batch_id"), "register_change", ["batch_id"])


def create_register_card() -> None:
    op.create_table(
        "register_card",
        sa.Column("concept", sa.String(length=24), nullable=False),
        sa.Column("record_id", BIG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("phones", sa.String(length=120), nullable=False),
        sa.Column("completeness", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("concept", "record_id", name=op.f("pk_register_card")),
    )


CREATORS = (
    create_sending_unit,
    create_expert_season,
    create_expert_posting,
    create_expert_licence,
    create_team_member,
    create_register_batch,
    create_register_change,
    create_register_card,
)


def upgrade() -> None:
    for create in CREATORS:
        create()
    _licences_into_rows()
    with op.batch_alter_table("expert") as batch:
        batch.drop_column("licences")
        for column in EXPERT_COLUMNS:
            batch.add_column(column)
        batch.create_foreign_key(op.f("fk_expert_sending_unit_id"), "sending_unit", ["sending_unit_id"], ["id"])
        batch.create_foreign_key(op.f("fk_expert_leader_id"), "expert", ["leader_id"], ["id"])
    with op.batch_alter_table("expert") as batch:
        for name in ("contact_name", "discipline_edition"):
            batch.alter_column(name, server_default=None)
    for name in ("sending_unit_id", "leader_id"):
        op.create_index(op.f(f"ix_expert_{name}"), "expert", [name])
    op.create_index(op.f("ix_expert_county_code_is_active_pinyin_id"), "expert", list(SEARCHED))


def downgrade() -> None:
    """What the older tables cannot hold is lost: numbers and ends of licences, seasons, postings, teams, the ledger."""
    op.drop_index(op.f("ix_expert_county_code_is_active_pinyin_id"), "expert")
    for name in ("leader_id", "sending_unit_id"):
        op.drop_index(op.f(f"ix_expert_{name}"), "expert")
    with op.batch_alter_table("expert") as batch:
        batch.drop_constraint(op.f("fk_expert_leader_id"), type_="foreignkey")
        batch.drop_constraint(op.f("fk_expert_sending_unit_id"), type_="foreignkey")
        for column in EXPERT_COLUMNS:
            batch.drop_column(column.name)
        batch.add_column(sa.Column("licences", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("expert") as batch:
        batch.alter_column("licences", server_default=None)
    _licences_into_list()
    op.execute(EXPERT.update().where(EXPERT.c.kind.in_(("legal", "reverse"))).values(kind="person"))
    for create in reversed(CREATORS):
        op.drop_table(create.__name__.removeprefix("create_"))


def _create_part(name: str, *columns: sa.schema.SchemaItem) -> None:
    """A table of rows that belong to an expert."""
    op.create_table(
        name,
        sa.Column("id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f(f"fk_{name}_expert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_expert_id"), name, ["expert_id"])


def _licences_into_rows() -> None:
    connection = op.get_bind()
    for expert_id, kinds in connection.execute(sa.select(EXPERT.c.id, EXPERT.c.licences)).all():
        for kind in kinds:
            op.execute(LICENCE.insert().values(expert_id=expert_id, kind=kind, number=""))


def _licences_into_list() -> None:
    held: dict[int, list[str]] = {}
    rows = op.get_bind().execute(sa.select(LICENCE.c.expert_id, LICENCE.c.kind)).all()
    for expert_id, kind in rows:
        held.setdefault(expert_id, []).append(kind)
    for expert_id, kinds in held.items():
        op.execute(EXPERT.update().where(EXPERT.c.id == expert_id).values(licences=sorted(set(kinds))))

