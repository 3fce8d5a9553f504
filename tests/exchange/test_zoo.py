"""Every animal of the zoo becomes what it must: read with these figures and faults, or refused for this reason."""

import datetime as dt

import pytest

from data.domain.errors import Refused
from data.exchange.workbooks.checking import check_bytes, setting_of
from data.exchange.workbooks.place_finder import load_finder
from data.i18n.errors import sentence
from tests.exchange.animals import Animal
from tests.exchange.zoo import ZOO

FINDER = load_finder("150824")
TODAY = dt.date(2026, 11, 27)
READ = [animal for animal in ZOO if not animal.refused]
REFUSED = [animal for animal in ZOO if animal.refused]


def checked(animal: Animal):
    return check_bytes(animal.name, animal.make(), setting_of(animal.kind, FINDER, TODAY))


def test_it_is_a_zoo():
    assert len(ZOO) >= 70
    assert len({animal.name for animal in ZOO}) == len(ZOO)


@pytest.mark.parametrize("animal", READ, ids=lambda animal: animal.name)
def test_read(animal: Animal):
    report = checked(animal)
    assert (len(report.accepted), report.rejected_rows, len(report.waiting)) == animal.counts
    assert {(fault.row, fault.column, fault.fault.value) for fault in report.rejections} == set(animal.faults)
    values = {row.row: row.values for row in report.accepted}
    for row, golden in animal.golden.items():
        assert golden.items() <= values[row].items()


@pytest.mark.parametrize("animal", REFUSED, ids=lambda animal: animal.name)
def test_refused_with_a_sentence(animal: Animal):
    with pytest.raises(Refused) as caught:
        checked(animal)
    assert caught.value.code == f"workbook_{animal.refused}"
    assert sentence(caught.value, "zh").endswith("。")
    assert sentence(caught.value, "en").endswith(".")
