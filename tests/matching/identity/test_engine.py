"""Who is who in registers whose truth is known."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.identity import Columns, Identification, explain, identify
from tests.matching.identity.registers import Register, columns_of, precision_and_recall, small_register
from tests.registers import Record

YEAR = 2026
PRESETS = ("station", "no_households", "shared_phones")


@cache
def register(preset: str) -> tuple[Register, Identification]:
    made = small_register(4000, seed=12, preset=preset)
    return made, identify(columns_of(made.records), YEAR)


def truth_of(made: Register, found: Identification) -> np.ndarray:
    return np.array([made.truth[record_id] for record_id in found.ids])


def decisions(found: Identification) -> tuple[dict[str, str], set[tuple[str, str, bool]]]:
    pairs = found.pairs
    rows = zip(pairs.a.tolist(), pairs.b.tolist(), pairs.is_asked.tolist(), strict=True)
    return (
        {found.ids[k]: found.ids[p] for k, p in enumerate(found.person.tolist())},
        {(*sorted((found.ids[a], found.ids[b])), asked) for a, b, asked in rows},
    )


@pytest.mark.parametrize("preset", PRESETS)
def test_most_people_are_recognised_and_hardly_two_taken_for_one(preset):
    made, found = register(preset)
    precision, recall = precision_and_recall(found.person, truth_of(made, found))
    assert precision > .985
    assert recall > .93


@pytest.mark.parametrize("preset", PRESETS)
def test_the_number_of_people_lies_between_all_same_and_all_different(preset):
    made, found = register(preset)
    people = len(set(made.truth.values()))
    assert found.outcome.low <= people <= found.outcome.high
    assert found.outcome.expected_people == pytest.approx(people, rel=.02)


@pytest.mark.parametrize("preset", PRESETS)
def test_the_model_knows_how_good_it_is(preset):
    made, found = register(preset)
    precision, recall = precision_and_recall(found.person, truth_of(made, found))
    assert found.outcome.precision == pytest.approx(precision, abs=.012)
    assert found.outcome.recall == pytest.approx(recall, abs=.04)


def test_questions_are_worth_asking():
    """Between a quarter and nine in ten of the asked pairs are one person, and no answer follows from another."""
    made, found = register("station")
    asked = found.pairs.is_asked
    truth = truth_of(made, found)
    right = truth[found.pairs.a[asked]] == truth[found.pairs.b[asked]]
    assert .2 < right.mean() < .9
    assert (found.person[found.pairs.a[asked]] != found.person[found.pairs.b[asked]]).all()


def test_a_linked_pair_is_one_cluster_and_the_other_way_round():
    _, found = register("station")
    linked = ~found.pairs.is_asked
    assert (found.person[found.pairs.a[linked]] == found.person[found.pairs.b[linked]]).all()
    size = np.bincount(found.person)
    assert linked.sum() == (size * (size - 1) // 2).sum()


def test_the_order_of_rows_changes_nothing():
    made, found = register("station")
    shuffled = random.Random(4).sample(made.records, len(made.records))
    assert decisions(identify(columns_of(shuffled), YEAR)) == decisions(found)


def test_an_unrelated_record_changes_no_decision():
    made, found = register("station")
    stranger = Record("zzz", "端木槿瑜", "17712300001", "", "1933-11-05", "460201001002", "9999")
    persons, pairs = decisions(identify(columns_of([*made.records, stranger]), YEAR))
    assert persons.pop("zzz") == "zzz"
    assert (persons, pairs) == decisions(found)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_records(count):
    records = small_register(20, seed=1).records[:count]
    found = identify(columns_of(records) if records else Columns([], [], [], [], [], [], []), YEAR)
    assert sorted(found.ids) == sorted(record.id for record in records)


def test_rows_that_say_nothing_are_people_of_their_own():
    found = identify(columns_of([Record(f"r{k}", "", "", "", "", "", "") for k in range(5)]), YEAR)
    assert found.person.tolist() == [0, 1, 2, 3, 4]


CELL = st.one_of(st.text(max_size=8), st.sampled_from([
    "", "王秀兰", "老李", "巴特尔", "13812345678", "0478-3212345", "150824", "150824102207", "1965-03-12", "61",
    "农历", "1.5E+17",
    "hash:a", "150802196509210000", "-1", "0",
]))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[CELL] * 6), max_size=12))
def test_whatever_stands_in_the_cells_every_row_comes_out_once(rows):
    records = [Record(f"r{k:02}", *cells) for k, cells in enumerate(rows)]
    columns = columns_of(records) if records else Columns([], [], [], [], [], [], [])
    with np.errstate(divide="raise", invalid="raise"):
        found = identify(columns, YEAR)
    assert found.ids == [record.id for record in records]
    assert found.outcome.low <= found.outcome.high <= len(records)
    assert found.outcome.low <= found.outcome.expected_people + 1 <= len(records) + 1 + 1e-9


WOMAN = Record("a", "王秀兰", "13812345678", "", "1965-03-12", "150824102207", "")


def beside(*records: Record) -> Identification:
    """The records among a small register."""
    return identify(columns_of([*small_register(400, seed=2).records, *records]), YEAR)


def same(found: Identification, a: str, b: str) -> bool:
    at = {record_id: place for place, record_id in enumerate(found.ids)}
    return found.person[at[a]] == found.person[at[b]]


@pytest.mark.parametrize("changes", [
    {"name": "王秀蓝"}, {"name": "王秀蘭（户主）"}, {"name": "秀兰"}, {"phone": "138 1234 5687"},
    {"birth": "农历1965年二月初十"},
    {"village_code": "150824102"}, {"birth": "1965年"},
])
def test_one_woman_in_two_writings(changes):
    assert same(beside(WOMAN, replace(WOMAN, id="b", **changes)), "a", "b")


@pytest.mark.parametrize("changes", [
    {"name": "王秀梅", "birth": "1968-07-01"}, {"name": "张建国", "birth": "1963-01-02"},
    {"phone": "15947081234", "birth": "1990-03-02"},
])
def test_two_people_of_one_household_or_one_name(changes):
    assert not same(beside(WOMAN, replace(WOMAN, id="b", **changes)), "a", "b")


def test_twins_stay_two():
    twin = Record("a", "李志军", "13812345678", "", "1999-05-06", "150824102207", "0001")
    assert not same(beside(twin, replace(twin, id="b", name="李志强", phone="13812340000")), "a", "b")


def test_reasons_name_each_field():
    _, found = register("station")
    words = explain(found.pairs.levels[0], found.pairs.ratios[0])
    assert "姓名" in words
    assert all(part.endswith("）") or part.startswith("经") for part in words.split("；"))


def test_neighbours_numbers_in_one_block_are_no_slips_of_the_pen():
    """An operator gave the county one block of ten thousand numbers: most people's is nearly somebody else's. Little is
    known beside names and numbers, so that taking neighbours for slips would lose every fifth person."""
    made = small_register(3000, seed=31)
    written = sorted({one.phone for one in made.records} - {""})
    numbers = {phone: f"1994780{7 * place % 10_000:04}" for place, phone in enumerate(written)}
    records = [
        replace(one, id_number="", birth="", household="", phone=numbers.get(one.phone, "")) for one in made.records
    ]
    found = identify(columns_of(records), YEAR)
    assert precision_and_recall(found.person, truth_of(made, found))[0] > .985
    assert found.outcome.low <= 3000 <= found.outcome.high
    assert found.outcome.expected_people == pytest.approx(3000, rel=.1)
