"""Places merge, split, move and are renamed, on both databases: every record keeps its code and has a living place."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import delete, select

from data.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data.domain.imports import ListState
from data.domain.permissions import Permission
from data.domain.place_changes import ChangeKind, ChangeRequest, NewPlace
from data.domain.places import PlaceKind
from data.domain.visit_form import NewPerson
from data.models import Base
from data.models.account import Account
from data.models.farm import Farm
from data.models.imports import ImportedList
from data.models.person import Household, Person
from data.models.place import Place
from data.models.placed import Placed
from data.models.problem import Problem
from data.models.register import RegisterCard
from data.models.visit import Visit
from data.queries.imports import lists_in_reach
from data.queries.place_ledger import differing_places, ledger_stamp, placed_tables
from data.queries.problem_page import problem_page
from data.queries.register import ListRequest, list_page
from data.queries.scope import scoped
from data.register.concepts import CONCEPTS
from data.register.farm import FARM
from data.services.place_changes import change_places, undo_change
from data.services.places import check_living
from data.services.problems import correct_understanding
from data.services.register_cards import write_missing_cards
from data.services.visits import log_visit
from tests.desk import PLUM_VILLAGE, Desk
from tests.village import (
    COUNTY,
    FAR_VILLAGE,
    NEXT_VILLAGE,
    NOW,
    OTHER_TOWN,
    TODAY,
    TOWN,
    VILLAGE,
    Village,
    add_problem,
    on_sqlite,
    visit_form,
)

DAY = dt.date(2026, 4, 1)
JOINED = NewPlace("150824100203", "巴仁新村", PlaceKind.VILLAGE, "Baren new village")
SPLIT_OFF = NewPlace("150824100204", "东营子村", PlaceKind.VILLAGE, "Dongyingzi village")


def request(kind: ChangeKind, olds, into, **more) -> ChangeRequest:
    return ChangeRequest(kind, DAY, "旗政府2026年第3号文", tuple(olds), tuple(into), **more)


MERGE = request(ChangeKind.MERGE, [VILLAGE, NEXT_VILLAGE], [JOINED])
TOWNS_MERGE = request(
    ChangeKind.MERGE, [OTHER_TOWN], [TOWN], carried={FAR_VILLAGE: TOWN + "206"},
)


def split(decisions) -> ChangeRequest:
    return request(ChangeKind.SPLIT, [VILLAGE], [VILLAGE, SPLIT_OFF], decisions=decisions)


def change(village: Village, wanted: ChangeRequest, who: str = "officer") -> int:
    with village.writing(who) as ctx:
        return change_places(ctx, wanted, ledger_stamp(ctx, COUNTY))


def undo(village: Village, change_id: int) -> None:
    with village.writing("officer") as ctx:
        undo_change(ctx, change_id, ledger_stamp(ctx, COUNTY))


def where(village: Village) -> dict[tuple, tuple[str, str]]:
    """Of every record of every table: its code as written, and as it is now."""
    with village.reading("officer") as ctx:
        assert differing_places(ctx, COUNTY) == []
        living = set(ctx.session.scalars(select(Place.code).where(Place.valid_to.is_(None))))
        found = {
            (table.name, *row[2:]): (row[0], row[1]) for table in placed_tables()
            for row in ctx.session.execute(select(table.written, table.now, *table.model.__mapper__.primary_key))
        }
    assert {now for _written, now in found.values()} <= living
    return found


def state(village: Village) -> list:
    """Every living place with all it is; what has been undone leaves only places that do not live."""
    with village.reading("officer") as ctx:
        columns = [column for column in Place.__table__.c if column.name != "version"]
        rows = ctx.session.execute(select(*columns).where(Place.valid_to.is_(None)).order_by(Place.code))
        return [tuple(row) for row in rows]


@pytest.fixture
def village_with_work(village: Village) -> Village:
    """A problem and a visit in two villages."""
    for farm in (village.farm_id, village.far_farm_id):
        problem = add_problem(village, farm_id=farm)
        with village.writing("expert") as ctx:
            log_visit(ctx, visit_form(problem, new_names=(NewPerson("孟和", ""),)), f"visit-{farm}")
    return village


def test_a_merge_keeps_the_codes_and_gathers_the_records(village_with_work: Village):
    village = village_with_work
    before = where(village)
    change(village, MERGE)
    after = where(village)
    assert {key: written for key, (written, _now) in after.items()} == {
        key: written for key, (written, _now) in before.items()
    }
    moved = {key for key in after if after[key] != before[key]}
    assert {key[0] for key in moved} >= {"farm", "person", "problem", "visit", "account"}
    assert all(after[key][1] == JOINED.code for key in moved)
    with village.reading("officer") as ctx:
        old, new = ctx.session.get_one(Place, VILLAGE), ctx.session.get_one(Place, JOINED.code)
        assert (old.valid_to, old.current_code, old.name) == (DAY, JOINED.code, "巴仁宝勒格村")
        assert (new.valid_from, new.valid_to, new.parent_code, new.pinyin) == (DAY, None, TOWN, "barenxincun brxc")


CHANGES = (
    MERGE, TOWNS_MERGE,
    request(ChangeKind.RENAME, [VILLAGE], [NewPlace(VILLAGE, "宝勒格村", PlaceKind.COMMUNITY, "Baolege")]),
    request(ChangeKind.RENAME, [TOWN], [NewPlace(TOWN, "海流图新镇", PlaceKind.TOWN, "New Hailiutu")]),
    request(ChangeKind.MOVE, [FAR_VILLAGE], [NewPlace(TOWN + "207", "宏伟村", PlaceKind.VILLAGE, "Hongwei")]),
)


def changes_of(village: Village) -> tuple[ChangeRequest, ...]:
    return (*CHANGES, split({("farm", village.farm_id): SPLIT_OFF.code}))


def cards(village: Village, anew: bool = False) -> dict[tuple[str, int], str]:
    """The words of every card as they stand, or as they would be written now (and thrown away again)."""
    with village.runtime.writing(village.actors["officer"], "zh", NOW) as ctx, ctx.session.begin_nested() as kept:
        if anew:
            ctx.session.execute(delete(RegisterCard))
        for concept in CONCEPTS.values():
            write_missing_cards(ctx, concept)
        found = {(card.concept, card.record_id): card.words for card in ctx.session.scalars(select(RegisterCard))}
        if anew:
            kept.rollback()
    return found


def test_the_words_a_record_is_found_by_follow_the_places(village_with_work: Village):
    village = village_with_work
    before = cards(village)
    for wanted in changes_of(village):
        made = change(village, wanted)
        after = cards(village)
        assert after == cards(village, anew=True)
        assert after != before
        undo(village, made)
        assert cards(village) == before


def test_a_farm_is_found_by_its_village_s_old_and_new_name(village: Village):
    cards(village)
    change(village, MERGE)
    with village.reading("officer") as ctx:
        by_old, by_new = (
            {row.id for row in list_page(ctx, FARM, ListRequest(name)).rows} for name in ("巴仁宝勒格", "巴仁新村")
        )
    assert village.farm_id in by_old and by_old <= by_new


def test_undo_restores_exactly(village_with_work: Village):
    village = village_with_work
    places, records = state(village), where(village)
    for wanted in changes_of(village):
        made = change(village, wanted)
        assert (state(village), where(village)) != (places, records)
        undo(village, made)
        assert (state(village), where(village)) == (places, records)


def test_what_is_written_after_a_merge_is_written_at_the_new_place_and_survives_the_undo(village_with_work: Village):
    village = village_with_work
    made = change(village, MERGE)
    problem = add_problem(village)
    with village.writing("expert") as ctx:
        log_visit(ctx, visit_form(problem, new_names=(NewPerson("新来的", "19900000077"),)), "later")
    with village.reading("officer") as ctx:
        visit = ctx.session.scalar(select(Visit.id).where(Visit.token == "later"))
        person = ctx.session.scalar(select(Person.id).where(Person.name == "新来的"))
    assert {where(village)[key] for key in (("visit", visit), ("person", person))} == {(JOINED.code, JOINED.code)}
    undo(village, made)
    after = where(village)
    assert after["visit", visit] == (JOINED.code, VILLAGE)
    assert after["person", person] == (JOINED.code, VILLAGE)
    with village.writing("officer") as ctx, pytest.raises(InvalidInput) as refused:
        check_living(ctx, COUNTY, JOINED.code)
    assert (refused.value.code, refused.value.params["now"]) == ("place_gone", "巴仁宝勒格村")
    change(village, MERGE)
    assert where(village)["visit", visit] == (JOINED.code, JOINED.code)


def test_a_question_is_asked_and_corrected_where_the_village_is_now(desk: Desk):
    asked = desk.ask()
    with desk.writing("王敏") as ctx:
        joined = NewPlace("150824100299", "巴仁新村", PlaceKind.VILLAGE, "Baren new village")
        merge = request(ChangeKind.MERGE, [PLUM_VILLAGE, "150824100202"], [joined])
        change_places(ctx, merge, ledger_stamp(ctx, COUNTY))
    with pytest.raises(InvalidInput) as refused:
        desk.ask()
    assert (refused.value.code, refused.value.params) == ("place_gone", {"name": "巴仁宝勒格村", "now": "巴仁新村"})
    with desk.writing("王敏") as ctx:
        problem = ctx.session.get_one(Problem, asked.problem_id)
        correct_understanding(ctx, problem.id, problem.version, "I4", "西梅", ("P08",), joined.code)
    with desk.reading("王敏") as ctx:
        problem = ctx.session.get_one(Problem, asked.problem_id)
        assert (problem.place_code, problem.current_place) == (PLUM_VILLAGE, joined.code)
        assert problem_page(ctx, problem.id).place == "海流图镇 巴仁新村"


def test_officers_of_the_new_town_see_the_records_of_the_old_codes(village_with_work: Village):
    village = village_with_work

    def seen(who: str, model) -> set[str]:
        with village.reading(who) as ctx:
            reached = scoped(ctx, Permission.PROBLEM_READ, model).with_only_columns(model.place_code)
            return set(ctx.session.scalars(reached))

    assert seen("far_officer", Problem) == {FAR_VILLAGE}
    made = change(village, request(
        ChangeKind.MOVE, [VILLAGE], [NewPlace(OTHER_TOWN + "201", "巴仁宝勒格村", PlaceKind.VILLAGE, "Baren")],
    ))
    assert seen("far_officer", Problem) == {FAR_VILLAGE, VILLAGE}
    undo(village, made)
    assert seen("far_officer", Problem) == {FAR_VILLAGE}


def test_a_split_sends_a_household_with_all_that_is_its_own(village_with_work: Village):
    village = village_with_work
    with village.writing("officer") as ctx:
        household = Household(place_code=VILLAGE, head_name="韩喜莲")
        ctx.session.add(household)
        ctx.session.flush()
        for name in ("韩喜莲", "韩二"):
            ctx.session.get_one(Person, village.people[name]).household_id = household.id
        household_id = household.id
    change(village, split({("household", household_id): SPLIT_OFF.code}))
    after = where(village)
    gone = {key[:2] for key, (_written, now) in after.items() if now == SPLIT_OFF.code}
    people = {("person", village.people[name]) for name in ("韩喜莲", "韩二")}
    assert people | {("household", household_id), ("farm", village.farm_id)} <= gone
    assert after["person", village.people["贾福"]][1] == VILLAGE
    assert {key[0] for key in gone} == {"person", "household", "farm", "problem", "visit"}


def test_a_town_that_goes_takes_its_villages_along(village_with_work: Village):
    village = village_with_work
    with village.writing("officer") as ctx, pytest.raises(InvalidInput) as refused:
        change_places(ctx, request(ChangeKind.MERGE, [OTHER_TOWN], [TOWN]), ledger_stamp(ctx, COUNTY))
    assert (refused.value.code, refused.value.params["count"]) == ("villages_left", 1)
    change(village, TOWNS_MERGE)
    after = where(village)
    assert after["farm", village.far_farm_id] == (FAR_VILLAGE, TOWN + "206")
    assert after["account", village.actors["far_officer"].account_id] == (OTHER_TOWN, TOWN)


def test_a_later_change_of_the_same_places_must_be_undone_first(village: Village):
    first = change(village, MERGE)
    second = change(village, request(
        ChangeKind.RENAME, [JOINED.code], [NewPlace(JOINED.code, "巴仁村", PlaceKind.VILLAGE, "Baren")],
    ))
    with village.writing("officer") as ctx, pytest.raises(Conflict) as refused:
        undo_change(ctx, first, ledger_stamp(ctx, COUNTY))
    assert refused.value.code == "change_not_last"
    undo(village, second)
    undo(village, first)
    with village.writing("officer") as ctx, pytest.raises(Conflict, match="change_undone"):
        undo_change(ctx, first, ledger_stamp(ctx, COUNTY))
    with village.writing("officer") as ctx, pytest.raises(NotFound, match="change_unknown"):
        undo_change(ctx, 999, ledger_stamp(ctx, COUNTY))


def test_the_second_officer_is_told_who_was_first(village: Village):
    with village.reading("second_officer") as ctx:
        stamp = ledger_stamp(ctx, COUNTY)
    change(village, MERGE)
    with village.writing("second_officer") as ctx, pytest.raises(Conflict) as refused:
        change_places(ctx, TOWNS_MERGE, stamp)
    assert (refused.value.code, refused.value.params) == ("places_changed", {"who": "测试officer", "at": NOW})


@on_sqlite
@pytest.mark.parametrize("who", ["far_officer", "leader", "expert", "cooperative"])
def test_only_the_county_changes_places(village: Village, who: str):
    with village.writing(who) as ctx, pytest.raises(NotAllowed):
        change_places(ctx, MERGE, ledger_stamp(ctx, COUNTY))


def test_what_is_written_at_a_gone_place_by_mistake_is_where_that_place_is_now(village: Village):
    change(village, MERGE)
    key = ("problem", add_problem(village))
    assert where(village)[key] == (VILLAGE, JOINED.code)


def test_a_record_written_anew_forgets_what_a_split_said_of_it(village: Village):
    key = ("farm", village.farm_id)
    made = change(village, split({key: SPLIT_OFF.code}))
    for code, now in ((NEXT_VILLAGE, NEXT_VILLAGE), (VILLAGE, VILLAGE)):
        with village.writing("officer") as ctx:
            ctx.session.get_one(Farm, village.farm_id).place_code = code
        assert where(village)[key] == (code, now)
    undo(village, made)
    assert where(village)[key] == (VILLAGE, VILLAGE)


@on_sqlite
def test_an_account_works_where_its_area_is_now(village: Village):
    change(village, TOWNS_MERGE)
    with village.reading("admin") as ctx:
        account = ctx.session.get_one(Account, village.actors["far_officer"].account_id)
        assert (account.area_code, account.current_area) == (OTHER_TOWN, TOWN)


@on_sqlite
def test_lists_that_a_town_brought_in_are_seen_where_that_town_is_now(village: Village):
    with village.writing("far_officer") as ctx:
        brought = ctx.actor.account_id
        ctx.session.add(ImportedList(
            county_code=COUNTY, area_code=ctx.actor.area_code, kind="people", file_name="名单.csv", sha256="0" * 64,
            state=ListState.UPLOADED, brought_by_id=brought, brought_at=ctx.now,
        ))
    change(village, TOWNS_MERGE)
    with village.runtime.reading(replace(village.actors["far_officer"], area_code=TOWN)) as ctx:
        assert [one.brought_by_id for one in ctx.session.scalars(lists_in_reach(ctx))] == [brought]


def test_every_column_that_names_a_place_is_followed():
    """A new table with a place must say which kind of column it is."""
    followed = {(table.name, column.key) for table in placed_tables() for column in (table.written, table.now)}
    of_places = {("place", "parent_code"), ("place", "current_code"), ("county", "code")}
    looked_up = {("imported_list", "area_code")}  # where its place is now is read from `place` by `lists_in_reach`
    rows = {("place_change_row", "old_code"), ("place_change_row", "new_code"), ("place_change_record", "new_code")}
    named = {
        (table.name, column.name) for table in Base.metadata.sorted_tables for column in table.columns
        for key in column.foreign_keys if key.target_fullname == "place.code"
    }
    assert named == followed | of_places | looked_up | rows
    assert {Farm, Person, Household, Problem, Visit} <= set(Placed.__subclasses__())


@pytest.mark.parametrize("first", ["record", "change"])
def test_a_record_written_at_the_same_moment_is_not_lost(village: Village, first: str):
    """Whoever comes second waits; then the record is where its place is now."""
    def record() -> None:
        with village.writing("officer") as ctx:
            ctx.session.add(Household(place_code=VILLAGE, head_name="新户"))
            ctx.session.flush()
            step()

    def merge() -> None:
        with village.writing("second_officer") as ctx:
            change_places(ctx, MERGE, ledger_stamp(ctx, COUNTY))
            step()

    begun, goes_on = threading.Event(), threading.Event()

    def step() -> None:
        if not begun.is_set():
            begun.set()
            goes_on.wait(10)

    early, late = (record, merge) if first == "record" else (merge, record)
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(early)
        begun.wait(10)
        other = pool.submit(late)
        with pytest.raises(TimeoutError):
            other.result(0.3)
        goes_on.set()
        one.result(20), other.result(20)
    key = next(key for key in where(village) if key[0] == "household")
    assert where(village)[key] == (VILLAGE, JOINED.code)


@on_sqlite
def test_a_change_has_a_reason(village: Village):
    with village.writing("officer") as ctx, pytest.raises(InvalidInput) as refused:
        change_places(ctx, replace(MERGE, reason=" "), ledger_stamp(ctx, COUNTY))
    assert (refused.value.code, refused.value.field) == ("text_missing", "reason")


def test_today_is_early_enough(village: Village):
    tomorrow = ChangeRequest(ChangeKind.MERGE, TODAY + dt.timedelta(days=1), "文", (VILLAGE, NEXT_VILLAGE), (JOINED,))
    with village.writing("officer") as ctx, pytest.raises(InvalidInput, match="change_in_future"):
        change_places(ctx, tomorrow, ledger_stamp(ctx, COUNTY))
