"""The schema's steps, up and down, on empty and on filled databases of both kinds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, delete, func, inspect, select

from data import migrations
from data.domain.amounts import Quantity
from data.migrations import current_revision, differences, downgrade, head_revision, is_current, migrate
from data.models import Base
from data.models.problem import Problem, ProblemAmount, ProblemEvent
from tests.desk import Desk

STEPS = [
    script.revision
    for script in reversed(list(ScriptDirectory(str(migrations.FOLDER)).walk_revisions()))
]


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names()) - {"alembic_version"}
    finally:
        engine.dispose()


def rows(url: str, names: set[str]) -> dict[str, int]:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return {
                name: connection.scalar(select(func.count()).select_from(Base.metadata.tables[name]))
                for name in sorted(names)
            }
    finally:
        engine.dispose()


@pytest.fixture
def filled_url(desk: Desk) -> str:
    """A desk with a question on its way; its connections are given back."""
    desk.accept(desk.assign_first(desk.ask().problem_id)[0])
    desk.runtime.engine.dispose()
    return desk.runtime.settings.database_url


def test_the_migrated_schema_is_what_the_models_say(database_url: str):
    assert differences(database_url) == []
    assert is_current(database_url)
    assert tables(database_url) == set(Base.metadata.tables)


def test_migrating_again_changes_nothing(filled_url: str):
    before = rows(filled_url, tables(filled_url))
    migrate(filled_url)
    assert rows(filled_url, tables(filled_url)) == before
    assert before["problem_event"] == 4


def test_each_step_goes_down_and_up_on_a_filled_database(filled_url: str):
    """From the newest step to the first: down, up again, down for good; what the tables below hold is not touched."""
    for below, step in reversed(list(pairwise(["base", *STEPS]))):
        downgrade(filled_url, below)
        kept = tables(filled_url)
        held = rows(filled_url, kept)
        migrate(filled_url, step)
        assert current_revision(filled_url) == step
        after = rows(filled_url, tables(filled_url))
        assert {name: count for name, count in after.items() if name in kept} == held, step
        downgrade(filled_url, below)
        assert rows(filled_url, tables(filled_url)) == held, step
    migrate(filled_url)
    assert differences(filled_url) == []


def test_amounts_of_earlier_questions_are_read_as_those_of_new_ones(desk: Desk):
    early = desk.ask(facts={"area": "30亩", "loss_yuan": "损失3，4万"}).problem_id
    new = desk.ask(facts={"loss_yuan": "5千块"}).problem_id
    with desk.writing("王敏") as ctx:
        ctx.session.execute(delete(ProblemAmount).where(ProblemAmount.problem_id == early))
        ctx.session.add(ProblemAmount(problem_id=early, quantity=Quantity.YUAN, amount=340_000))
    desk.runtime.engine.dispose()
    url = desk.runtime.settings.database_url
    downgrade(url, "0038")
    migrate(url)
    with desk.reading("王敏") as ctx:
        found = {(one.problem_id, one.quantity, one.amount) for one in ctx.session.scalars(select(ProblemAmount))}
    assert found == {(early, Quantity.MU, 30), (new, Quantity.YUAN, 5000)}
    desk.runtime.engine.dispose()


def test_down_to_nothing_and_up_again(database_url: str):
    downgrade(database_url, "base")
    assert tables(database_url) == set()
    assert current_revision(database_url) is None
    migrate(database_url)
    assert current_revision(database_url) == head_revision() == STEPS[-1]


def test_two_servers_that_start_together_migrate_once(database_url: str):
    downgrade(database_url, "base")
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(migrate, [database_url] * 3))
    assert differences(database_url) == []


def test_a_step_that_leaves_rows_pointing_nowhere_is_undone(desk: Desk):
    url = desk.runtime.settings.database_url
    if not url.startswith("sqlite"):
        with pytest.raises(Exception, match="foreign key"), desk.writing("王敏") as ctx:
            ctx.session.add(ProblemEvent(problem_id=999, sequence=1, kind="submitted", at=ctx.now))
        return
    with pytest.raises(migrations.BrokenReferencesError), migrations._connection(url) as connection:
        connection.exec_driver_sql(
            "INSERT INTO problem_event (problem_id, sequence, kind, at, details) "
            "VALUES (999, 1, 'submitted', '2026-04-09 02:00:00', '{}')"
        )
    with desk.reading("王敏") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(ProblemEvent)) == 0
        assert ctx.session.scalar(select(func.count()).select_from(Problem)) == 0
