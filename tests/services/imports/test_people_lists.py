"""Lists of people: new ones, known ones, doubtful ones; taken back without a trace."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.domain.errors import Conflict
from data.domain.imports import Decision, RowState
from data.domain.register import PairDecision
from data.identity_key import VARIABLE
from data.models.farm import FarmMember
from data.models.person import Household, IdentityPair, Person
from data.queries.imports import import_page
from data.services.imports.deciding import decide
from tests.desk import Desk, on_sqlite
from tests.exchange.made import id_number
from tests.lists import OFFICER, PEOPLE, compare_again, merge_now, rows, stage, table, undo_now

HOUSEHOLDS = table(
    "户号,户主姓名,与户主关系,姓名,手机号,村",
    "1,张大山,户主,张大山,19912340011,宏伟村", "1,张大山,妻,李桂花,,宏伟村", "2,王二河,户主,王二河,,宏伟村",
)


def people(desk: Desk) -> dict[str, list]:
    with desk.reading(OFFICER) as ctx:
        return {
            model.__tablename__: ctx.session.execute(select(*model.__table__.columns).order_by(model.id)).all()
            for model in (Person, Household, IdentityPair)
        }


def test_known_people_are_linked_and_new_ones_made_with_their_households(desk: Desk):
    before = people(desk)
    known = stage(desk, "people", table(PEOPLE, "韩喜莲,19900000001,巴仁宝勒格村,1970-01-02"))
    assert merge_now(desk, known).known == 1
    assert people(desk) == before
    listed = stage(desk, "people", HOUSEHOLDS)
    assert merge_now(desk, listed).made == 3
    with desk.reading(OFFICER) as ctx:
        head, wife, other = (
            ctx.session.scalars(select(Person).where(Person.name == name)).one()
            for name in ("张大山", "李桂花", "王二河")
        )
        assert head.household_id == wife.household_id != other.household_id
        assert ctx.session.get_one(Household, other.household_id).head_name == "王二河"
    undo_now(desk, listed)
    assert people(desk) == before


def test_namesakes_wait_and_what_was_said_of_them_is_kept(desk: Desk):
    first = stage(desk, "people", table(PEOPLE, "李四,,宏伟村,1980-02-03"))
    merge_now(desk, first)
    namesakes = "李四,19912340012,宏伟村,1951-02-03", "李四,,乌加河镇宏伟村,1990-01-01"
    listed = stage(desk, "people", table(PEOPLE, *namesakes))
    one, other = rows(desk, listed)
    assert one.state is RowState.WAITING and one.like_id is not None
    with desk.writing(OFFICER) as ctx:
        decide(ctx, listed, [one.id], Decision.DIFFERENT)
        decide(ctx, listed, [other.id], Decision.LATER)
    merged = merge_now(desk, listed)
    assert (merged.made, merged.left) == (1, 1)
    with desk.reading(OFFICER) as ctx:
        pair = ctx.session.scalars(select(IdentityPair)).one()
        assert pair.decision is PairDecision.DIFFERENT and pair.decided_by_id == desk.actors[OFFICER].account_id
    with desk.writing(OFFICER) as ctx:
        decide(ctx, listed, [other.id], Decision.SAME)
    later = merge_now(desk, listed)
    assert (later.made, later.known, later.left) == (0, 1, 0), "what was left for later comes in when it is decided"
    undo_now(desk, listed)
    undo_now(desk, first)
    assert people(desk)["identity_pair"] == []


@on_sqlite
def test_people_who_have_joined_something_since_are_not_taken_away(desk: Desk):
    listed = stage(desk, "people", HOUSEHOLDS)
    merge_now(desk, listed)
    with desk.writing(OFFICER) as ctx:
        person_id = ctx.session.scalars(select(Person.id).where(Person.name == "李桂花")).one()
        ctx.session.add(FarmMember(farm_id=desk.farms["宏伟农机合作社"], person_id=person_id))
    with pytest.raises(Conflict) as refused:
        undo_now(desk, listed)
    assert (refused.value.code, refused.value.params["names"]) == ("import_built_on", ("李桂花",))


@on_sqlite
def test_identity_numbers_are_kept_in_part_only_and_known_again_all_the_same(desk: Desk):
    number = id_number("15082419750305901")
    numbered = table("姓名,身份证号,村", f"李四,{number},宏伟村")
    listed = stage(desk, "people", numbered)
    assert rows(desk, listed)[0].values["id_number"] == f"150824********{number[-4:]}"
    compare_again(desk, listed)
    merge_now(desk, listed)
    saved_anew = stage(desk, "people", numbered + b"\n")
    assert rows(desk, saved_anew)[0].likeness["is_repeat"]


@on_sqlite
def test_another_spelling_is_asked_about(desk: Desk):
    merge_now(desk, stage(desk, "people", table(PEOPLE, "王秀兰,19912340021,宏伟村,1962-03-04")))
    others = "王秀蓝,19912340022,宏伟村,1962-03-04", "赵无关,19912349999,宏伟村,1999-09-09"
    listed = stage(desk, "people", table(PEOPLE, *others))
    alike, apart = rows(desk, listed)
    assert alike.state is RowState.WAITING and alike.likeness["probability"] > 0.1
    assert apart.state is RowState.ACCEPTED


@on_sqlite
def test_identity_numbers_of_rows_that_go_back_are_kept_in_part_only(desk: Desk):
    number = id_number("15082419750305901")
    wrong = number[:-1] + str((int(number[-1].replace("X", "9")) + 1) % 10)
    listed = stage(desk, "people", table(
        "姓名,身份证号,手机号,村", f"李四,{wrong},,宏伟村", f"王五,,{number},宏伟村", f"赵六,{number},,宏伟村",
        f"钱七,{number},,宏伟村",
    ))
    kept = str([(row.values, row.others, row.faults) for row in rows(desk, listed)])
    assert sum(bool(row.faults) for row in rows(desk, listed)) == 3
    assert number not in kept and wrong not in kept and number[-4:] in kept


@on_sqlite
def test_identity_numbers_in_columns_that_nobody_asked_for_are_kept_in_part_only(desk: Desk):
    number = id_number("15082419750305901")
    listed = stage(desk, "people", table("姓名,村,证件,备注", f"李四,宏伟村,{number},证件{number}。"))
    row, = rows(desk, listed)
    with desk.reading(OFFICER) as ctx:
        seen = import_page(ctx, listed).seen
    kept = str([row.values, row.others, seen])
    assert number not in kept and kept.count(f"********{number[-4:]}") >= 2


NUMBERS = [id_number(f"1508241975030590{n}") for n in range(1, 4)]
NUMBERED = "姓名,手机号,村,身份证号"


def hashes(desk: Desk) -> dict[str, str]:
    with desk.reading(OFFICER) as ctx:
        rows = ctx.session.execute(select(Person.id, Person.name, Person.id_hash).where(Person.id_hash.is_not(None)))
        return {f"{name} {id_}": said for id_, name, said in rows}


def test_the_register_keeps_a_keyed_hash_of_identity_numbers_and_gives_it_back(desk: Desk):
    before = people(desk)
    listed = stage(desk, "people", table(
        NUMBERED, f"李四,,宏伟村,{NUMBERS[0]}", f"韩喜莲,19900000001,巴仁宝勒格村,{NUMBERS[1]}",
    ))
    merge_now(desk, listed)
    key = desk.runtime.identity_key
    assert sorted(hashes(desk).values()) == sorted(key.hash(number) for number in NUMBERS[:2])
    with desk.reading(OFFICER) as ctx:
        assert set(ctx.session.scalars(select(Person.id_check_right).where(Person.id_hash.is_not(None)))) == {True}
    undo_now(desk, listed)
    assert people(desk) == before
    assert not hashes(desk)


def test_two_numbers_are_two_people_and_one_number_is_one(desk: Desk):
    merge_now(desk, stage(desk, "people", table(NUMBERED, f"段大山,19912340051,宏伟村,{NUMBERS[0]}")))
    other = stage(desk, "people", table(NUMBERED, f"段大山,19912340051,宏伟村,{NUMBERS[1]}"))
    row, = rows(desk, other)
    assert (row.state, row.likeness["field"]) == (RowState.WAITING, "id_number")
    with desk.writing(OFFICER) as ctx:
        decide(ctx, other, [row.id], Decision.DIFFERENT)
    assert merge_now(desk, other).made == 1
    assert len(hashes(desk)) == 2
    known, = rows(desk, stage(desk, "people", table(NUMBERED, f"段大山,,乌加河镇,{NUMBERS[0]}")))
    assert known.state is RowState.ACCEPTED and known.record_id
    spelled, = rows(desk, stage(desk, "people", table(NUMBERED, f"段达珊,,乌加河镇,{NUMBERS[1]}")))
    assert spelled.state is RowState.WAITING and spelled.likeness["probability"] > .5


@on_sqlite
def test_hashes_of_a_lost_key_say_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    merge_now(desk, stage(desk, "people", table(NUMBERED, f"段大山,19912340051,宏伟村,{NUMBERS[0]}")))
    monkeypatch.setenv(VARIABLE, "another key")
    listed = stage(desk, "people", table(NUMBERED, f"段大山,19912340051,宏伟村,{NUMBERS[1]}"))
    row, = rows(desk, listed)
    assert row.state is RowState.ACCEPTED and row.record_id, "neither the same number nor another"
    merge_now(desk, listed)
    assert list(hashes(desk).values()) == [desk.runtime.identity_key.hash(NUMBERS[1])]
