"""The engine asked about a whole register: what it writes, that it remembers, and when it stops."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from data.domain.errors import NotAllowed, Refused
from data.domain.register import PairDecision
from data.i18n.identity_words import EVIDENCE_WORDS
from data.models.person import IdentityPair, IdentityRun, IdentityStep, Person
from data.models.place import County
from data.queries.identity_pairs import decided_lines, waiting_ids
from data.services.identities import decide, take_back
from data.services.identity_run import Findings, RunResult, keep_findings, look_for_pairs
from matching.identity.levels import LEVELS
from tests.village import COUNTY, FAR_VILLAGE, NEXT_VILLAGE, VILLAGE, Village, on_sqlite

PEOPLE = [
    # name, phone, born, village: three pairs that are one person, and a few who are nobody else
    ("张守业", "13947811101", 1961, VILLAGE), ("张守业", "13947811101", 1961, NEXT_VILLAGE),
    ("贺明亮", "13947822202", 1975, VILLAGE), ("贺明亮", "13947822202", None, VILLAGE),
    ("白音仓", "13947833303", 1958, FAR_VILLAGE), ("白音苍", "13947833303", 1958, FAR_VILLAGE),
    ("樊素珍", None, 1966, VILLAGE), ("樊树贞", None, None, FAR_VILLAGE),
    ("郝二虎", "13947844404", 1990, VILLAGE), ("刘改改", None, 1983, NEXT_VILLAGE),
]


def write_people(village: Village, rows=PEOPLE) -> None:
    with village.writing("officer") as ctx:
        ctx.session.add_all(
            Person(county_code=COUNTY, name=name, pinyin="", phone=phone, birth_year=born, place_code=place)
            for name, phone, born, place in rows
        )


def run(village: Village, who: str = "officer") -> RunResult:
    with village.reading(who) as ctx:
        found = look_for_pairs(ctx, COUNTY)
    with village.writing(who) as ctx:
        return keep_findings(ctx, found)


def ledger(village: Village) -> list[tuple]:
    with village.reading("officer") as ctx:
        return ctx.session.execute(
            select(IdentityPair.person_a_id, IdentityPair.person_b_id, IdentityPair.decision, IdentityPair.version)
            .order_by(IdentityPair.id)
        ).all()


def people(village: Village) -> list[tuple]:
    with village.reading("officer") as ctx:
        return ctx.session.execute(select(Person.id, Person.same_as_id).order_by(Person.id)).all()


def joined_names(village: Village) -> set[tuple[str, str]]:
    with village.reading("officer") as ctx:
        return {line.names for line in decided_lines(ctx).rows if line.decision is PairDecision.SAME}


def test_what_is_sure_is_joined_the_rest_is_asked_and_a_second_run_changes_nothing(village: Village):
    write_people(village)
    result = run(village)
    assert {("张守业", "张守业"), ("贺明亮", "贺明亮"), ("白音仓", "白音苍")} <= joined_names(village)
    assert result == RunResult(*(sum(row[2] == d for row in ledger(village)) for d in ("same", "waiting")))
    before = ledger(village), people(village)
    assert run(village) == RunResult(0, 0)
    assert (ledger(village), people(village)) == before
    with village.reading("officer") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(IdentityRun)) == 2
        assert {step.account_id for step in ctx.session.scalars(select(IdentityStep))} == {None}


def test_what_a_person_has_taken_back_the_engine_does_not_join_again(village: Village):
    write_people(village)
    run(village)
    with village.writing("officer") as ctx:
        pair = ctx.session.scalars(select(IdentityPair).where(IdentityPair.decision == PairDecision.SAME)).first()
        take_back(ctx, pair.id, pair.version)
    after = ledger(village), people(village)
    assert run(village) == RunResult(0, 0)
    assert (ledger(village), people(village)) == after
    with village.writing("officer") as ctx:
        decide(ctx, pair.id, pair.version, PairDecision.DIFFERENT)
    assert run(village) == RunResult(0, 0)


@on_sqlite
def test_a_stranger_changes_no_decision(village: Village):
    write_people(village)
    run(village)
    before, joined = ledger(village), people(village)
    write_people(village, [("欧阳春水", "15804780077", 1949, FAR_VILLAGE)])
    assert run(village) == RunResult(0, 0)
    assert ledger(village) == before and people(village)[:-1] == joined


@on_sqlite
def test_an_identity_number_joins_where_the_name_is_written_differently(village: Village):
    write_people(village)
    run(village)
    assert ("樊素珍", "樊树贞") not in joined_names(village)
    with village.writing("officer") as ctx:
        for name in ("樊素珍", "樊树贞"):
            person = ctx.session.scalars(select(Person).where(Person.name == name)).one()
            person.id_hash = ctx.runtime.identity_key.hash("150824197503059019")
            person.id_check_right = True
    run(village)
    assert ("樊素珍", "樊树贞") in joined_names(village)


@on_sqlite
def test_pairs_that_wait_already_get_their_evidence_and_are_not_decided(village: Village):
    write_people(village)
    with village.writing("officer") as ctx:
        a, b = ctx.session.scalars(select(Person.id).where(Person.name == "张守业").order_by(Person.id))
        ctx.session.add(IdentityPair(person_a_id=a, person_b_id=b))
    run(village)
    with village.reading("officer") as ctx:
        pair = ctx.session.scalars(select(IdentityPair).where(IdentityPair.person_a_id == a)).one()
        assert pair.decision is PairDecision.WAITING and pair.id in waiting_ids(ctx)
        assert pair.probability > .9
        assert [(field, code) for field, code, _bits in pair.evidence] == [
            ("name", "name_same"), ("phone", "phone_same"), ("birth", "year_same"), ("village", "village_same_town"),
        ]


@on_sqlite
def test_a_list_loaded_twice_stops_and_says_why(village: Village):
    write_people(village, [row for row in PEOPLE for _ in range(3)])
    with village.reading("officer") as ctx:
        found = look_for_pairs(ctx, COUNTY)
    assert found.is_mostly_duplicates
    with village.writing("officer") as ctx, pytest.raises(Refused) as error:
        keep_findings(ctx, found)
    assert error.value.code == "mostly_duplicates"
    assert error.value.params == {"records": found.records, "people": found.people}
    assert ledger(village) == []


@on_sqlite
def test_only_who_decides_for_the_whole_county_runs_the_engine(village: Village):
    empty = Findings(COUNTY, 0, 0, 0.0, 1.0, 1.0, (), (), False)
    for who in ("far_officer", "leader", "expert"):
        with village.writing(who) as ctx:
            with pytest.raises(NotAllowed):
                look_for_pairs(ctx, COUNTY)
            with pytest.raises(NotAllowed):
                keep_findings(ctx, empty)


@on_sqlite
def test_figures_are_counted_anew_after_a_run(village: Village):
    with village.reading("officer") as ctx:
        before = ctx.session.get_one(County, COUNTY).data_version
        found = look_for_pairs(ctx, COUNTY)
    with village.writing("officer") as ctx:
        keep_findings(ctx, replace(found, pairs=()))
    with village.reading("officer") as ctx:
        assert ctx.session.get_one(County, COUNTY).data_version == before + 1


def test_every_level_that_the_register_can_come_to_has_words():
    not_kept = ("date_", "month_", "age_", "id_start_", "id_slip", "id_broken_slip")
    assert set(EVIDENCE_WORDS) == {level.name for level in LEVELS if not level.name.startswith(not_kept)}
