"""New rows against a register that was read once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.identity import Answer, BatchCheck, Register
from tests.matching.identity.registers import Register as Made
from tests.matching.identity.registers import columns_of, small_register
from tests.registers import Record

STRANGER = Record("zzz", "端木槿瑜", "17712300001", "", "1933-11-05", "460201001002", "9999")
WOMAN = Record("new", "王秀兰", "13812345678", "", "1965-03-12", "150824102207", "")


@cache
def made() -> Made:
    return small_register(1500, seed=31)


@cache
def parted() -> tuple[list[Record], list[Record], Register]:
    """The register but every fifteenth record, and these as new rows."""
    records = made().records
    known, new = [r for k, r in enumerate(records) if k % 15], records[::15]
    return known, new, Register(columns_of(known), 2026)


def answers(check: BatchCheck) -> set[tuple[str, str, str]]:
    return {(match.new_id, match.known_id, match.answer) for match in check.matches}


def test_new_rows_find_their_person():
    known, new, register = parted()
    truth = made().truth
    check = register.check(columns_of(new))
    same = [match for match in check.matches if match.answer == Answer.SAME]
    right = [match for match in same if truth[match.new_id] == truth[match.known_id]]
    assert len(right) > .98 * len(same)
    registered = {truth[record.id] for record in known}
    expected = {record.id for record in new if truth[record.id] in registered}
    found = {match.new_id for match in check.matches if truth[match.new_id] == truth[match.known_id]}
    assert len(found & expected) > .93 * len(expected)


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_a_rows_answer_depends_on_no_other_row(data):
    """The register's weights hold: here "an unrelated record changes no decision" is exact."""
    _, new, register = parted()
    batch = data.draw(st.lists(st.sampled_from(new[:40]), unique=True, min_size=1))
    together = answers(register.check(columns_of([*batch, STRANGER])))
    alone = set().union(*(answers(register.check(columns_of([record]))) for record in batch))
    registered = {known_id for _, known_id, _ in alone}
    assert {answer for answer in together if answer[1] in registered} == alone


def test_the_order_of_a_batch_changes_nothing():
    _, new, register = parted()
    assert answers(register.check(columns_of(new[::-1]))) == answers(register.check(columns_of(new)))


def test_a_row_that_repeats_an_earlier_one_of_its_batch_is_found():
    _, _, register = parted()
    check = register.check(columns_of([WOMAN, replace(WOMAN, id="new2", name="王秀蓝")]))
    (match,) = (match for match in check.matches if match.in_batch)
    assert {match.new_id, match.known_id} == {"new", "new2"}
    assert match.answer == Answer.SAME


@pytest.mark.parametrize(("rows", "stops"), [(slice(0, 40), True), (slice(0, 0), False)])
def test_a_batch_that_is_known_already_stops(rows, stops):
    known, _, register = parted()
    batch = [replace(record, id=f"again {record.id}") for record in known[rows]]
    assert register.check(columns_of([*batch, STRANGER])).is_mostly_duplicates is stops


def test_strangers_are_nobody():
    _, _, register = parted()
    assert not register.check(columns_of([STRANGER])).matches
