"""Places in time: the ledger of changes, how long a place exists, and where each record is now.

Revision: 0007, after 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.services.names import pinyin_of

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(length=12)

# table, column as written, column as it is now
PLACED = (
    ("place", "code", "current_code"),
    ("account", "area_code", "current_area"),
    ("expert", "home_place", "current_home"),
    *((table, "place_code", "current_place") for table in (
        "farm", "household", "person", "problem", "visit", "platform", "project_place", "expert_posting",
    )),
)
PLACE_COLUMNS = ("pinyin", "population_kind", "population_year", "valid_from", "valid_to", "version")


def upgrade() -> None:
    for column in (
        sa.Column("pinyin", sa.String(length=120)), sa.Column("population_kind", sa.String(length=24)),
        sa.Column("population_year", sa.Integer()), sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()), sa.Column("version", sa.Integer()),
    ):
        op.add_column("place", column)
    fill_places()
    for table, written, now in PLACED:
        add_now(table, written, now)
    create_place_change()
    create_place_change_row()
    create_place_change_record()


def downgrade() -> None:
    for table in ("place_change_record", "place_change_row", "place_change"):
        op.drop_table(table)
    for table, _written, now in reversed(PLACED):
        op.drop_index(op.f(f"ix_{table}_{now}"), table)
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_{now}"), type_="foreignkey")
            batch.drop_column(now)
            for column in PLACE_COLUMNS if table == "place" else ():
                batch.drop_column(column)


def fill_places() -> None:
    place = sa.table("place", sa.column("code"), sa.column("name"), sa.column("pinyin"), sa.column("version"))
    connection = op.get_bind()
    for code, name in connection.execute(sa.select(place.c.code, place.c.name)).all():
        connection.execute(place.update().where(place.c.code == code).values(pinyin=pinyin_of(name), version=1))


def add_now(table: str, written: str, now: str) -> None:
    """Until today no place has changed: every record is where it was written."""
    op.add_column(table, sa.Column(now, CODE))
    rows = sa.table(table, sa.column(written), sa.column(now))
    op.execute(rows.update().values({now: rows.c[written]}))
    with op.batch_alter_table(table) as batch:
        batch.alter_column(now, existing_type=CODE, nullable=False)
        if table == "place":
            batch.alter_column("pinyin", existing_type=sa.String(length=120), nullable=False)
            batch.alter_column("version", existing_type=sa.Integer(), nullable=False)
        batch.create_foreign_key(op.f(f"fk_{table}_{now}"), "place", [now], ["code"])
    op.create_index(op.f(f"ix_{table}_{now}"), table, [now])


def create_place_change() -> None:
    op.create_table(
        "place_change",
        sa.Column("id", BIG, nullable=False),
        sa.Column("county_code", CODE, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("effective_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("made_by_id", BIG, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("undone_by_id", BIG, nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["county_code"], ["county.code"], name=op.f("fk_place_change_county_code")),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_place_change_made_by_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["account.id"], name=op.f("fk_place_change_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_change")),
    )
    op.create_index(op.f("ix_place_change_county_code"), "place_change", ["county_code"])


def create_place_change_row() -> None:
    op.create_table(
        "place_change_row",
        sa.Column("change_id", BIG, nullable=False),
        sa.Column("old_code", CODE, nullable=False),
        sa.Column("new_code", CODE, nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("makes", sa.Boolean(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["place_change.id"], name=op.f("fk_place_change_row_change_id")),
        sa.ForeignKeyConstraint(["old_code"], ["place.code"], name=op.f("fk_place_change_row_old_code")),
        sa.ForeignKeyConstraint(["new_code"], ["place.code"], name=op.f("fk_place_change_row_new_code")),
        sa.PrimaryKeyConstraint("change_id", "old_code", "new_code", name=op.f("pk_place_change_row")),
    )


def create_place_change_record() -> None:
    op.create_table(
        "place_change_record",
        sa.Column("change_id", BIG, nullable=False),
        sa.Column("record_table", sa.String(length=24), nullable=False),
        sa.Column("record_id", BIG, nullable=False),
        sa.Column("new_code", CODE, nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["place_change.id"], name=op.f("fk_place_change_record_change_id")),
        sa.ForeignKeyConstraint(["new_code"], ["place.code"], name=op.f("fk_place_change_record_new_code")),
        sa.PrimaryKeyConstraint("change_id", "record_table", "record_id", name=op.f("pk_place_change_record")),
    )
    op.create_index(
        op.f("ix_place_change_record_record_table_record_id"), "place_change_record", ["record_table", "record_id"],
    )
