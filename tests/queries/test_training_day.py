"""J13, the training day: sixty lines of a signed list come to the right contacts, people, newly reached and doubts."""

from __future__ import annotations

import io
from typing import NamedTuple

import pytest
from PIL import Image
from sqlalchemy import func, select

from data.domain.name_list import Standing, WrittenLine
from data.domain.visit import VisitKind
from data.domain.visit_form import TrainingForm
from data.models.person import Person
from data.models.place import Place
from data.models.visit import ListLine, Visit, VisitPerson
from data.queries.impact import Impact, impact
from data.queries.impact_scope import scope_of
from data.reach.periods import PeriodKind
from data.services.list_sorting import SOMEBODY_ELSE, sort_lines
from data.services.name_lists import ListReceipt, NamesOfList, add_names, settle_line
from data.services.persons import record_death
from data.services.trainings import log_training
from data.services.visit_events import disagreements
from tests.queries.test_impact_services import Desk, token

VILLAGES = ("150824101202", "150824101203", "150824101204")
GUESTS = ("五原县", ("试客甲", "试客乙", "试客丙", "试客丁", "试客戊"))


@pytest.fixture
def desk(sample_runtime) -> Desk:
    return Desk(sample_runtime)


class Villager(NamedTuple):
    id: int
    name: str
    phone: str
    village: str


def _villagers(desk: Desk) -> list[Villager]:
    """Seventeen people of each village and one more, each with a name that nobody else of the village has."""
    with desk.runtime.reading(None) as ctx:
        found = []
        for number, code in enumerate(VILLAGES):
            alone = (
                select(Person.name).where(Person.current_place == code, Person.same_as_id.is_(None))
                .group_by(Person.name).having(func.count() == 1)
            )
            people = ctx.session.scalars(
                select(Person).where(Person.current_place == code, Person.name.in_(alone))
                .order_by(Person.id).limit(18 if number == 0 else 17)
            ).all()
            village = ctx.session.get_one(Place, code).name
            found += [Villager(one.id, one.name, one.phone or "", village) for one in people]
    return found


def _list(villagers: list[Villager]) -> list[WrittenLine]:
    people = [tuple(villager)[1:] for villager in villagers]
    county, names = GUESTS
    people += [(name, f"1990000771{number}", f"{county}隆兴昌镇") for number, name in enumerate(names)]
    people += people[1:4]  # three sign twice
    return [WrittenLine(number, *parts) for number, parts in enumerate(people, 1)]


def _held(desk: Desk) -> int:
    expert = desk.actor("expert").expert_id
    with desk.runtime.reading(None) as ctx:
        today = ctx.today
    form = TrainingForm(VisitKind.TRAINING, today, VILLAGES[1], "玉米水肥一体化", (expert,), heads=60)
    return desk.call("officer", log_training, form, token())


def _scan() -> bytes:
    scan = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(scan, "JPEG")
    return scan.getvalue()


def _add(desk: Desk, visit_id: int, lines: list[WrittenLine], answers: dict[int, int]) -> ListReceipt:
    with desk.runtime.reading(None) as ctx:
        version = ctx.session.get_one(Visit, visit_id).version
    names = NamesOfList(tuple(lines), answers, _scan(), "名单.jpg")
    return desk.call("officer", add_names, visit_id, version, names)


def _figures(found: Impact) -> tuple[int, int, int, int]:
    """Contacts, people at least, people at most, newly reached."""
    return found.contacts.gross, found.people.reached.low, found.people.reached.high, found.newly


def _month(desk: Desk) -> Impact:
    with desk.runtime.reading(desk.actor("leader")) as ctx:
        return impact(ctx, scope_of(ctx, PeriodKind.QUARTER))


def test_the_training_day_counts_to_the_unit(desk: Desk):
    villagers = _villagers(desk)
    with desk.runtime.reading(None) as ctx:
        years_ago = ctx.today.replace(year=ctx.today.year - 2, day=1)
    desk.call("officer", record_death, villagers[0].id, years_ago)
    before, visit_id, lines = _month(desk), _held(desk), _list(villagers)
    assert len(lines) == 60
    receipt = _add(desk, visit_id, lines, _sorted_before(desk, visit_id, lines))
    assert (receipt.written, receipt.people, receipt.repeated, receipt.elsewhere) == (60, 56, 3, 5)
    assert (receipt.doubtful, receipt.waiting, receipt.is_signed) == (0, 1, True)
    _moves_by(desk, before, receipt, visit_id)
    _the_dead_waits(desk, visit_id)


def _sorted_before(desk: Desk, visit_id: int, lines: list[WrittenLine]) -> dict[int, int]:
    """The doubts as the officer sees them, and the answer: namesakes without a telephone are those of the register."""
    with desk.runtime.reading(desk.actor("officer")) as ctx:
        found = sort_lines(ctx, visit_id, lines, {})
    assert [line.line.number for line in found.of(Standing.DEAD)] == [1]
    assert len(found.of(Standing.REPEATED)) == 3
    assert {line.same_as_line for line in found.of(Standing.REPEATED)} == {2, 3, 4}
    namesakes = found.of(Standing.NAMESAKE)
    assert all(len(line.like) == 1 and line.phone is None for line in namesakes)
    return {line.line.number: line.like[0] for line in namesakes}


def _moves_by(desk: Desk, before: Impact, receipt: ListReceipt, visit_id: int) -> None:
    after = _month(desk)
    change = tuple(new - old for old, new in zip(_figures(before), _figures(after), strict=True))
    with desk.runtime.reading(None) as ctx:
        visit = ctx.session.get_one(Visit, visit_id)
        assert visit.head_count == 56
        assert disagreements(ctx) == []
        assert ctx.session.scalar(select(func.count()).where(ListLine.visit_id == visit_id)) == 60
    contacts, low, _high, newly = change
    assert contacts == 56
    assert newly == receipt.newly
    assert receipt.newly <= low <= 56


def _the_dead_waits(desk: Desk, visit_id: int) -> None:
    """Nowhere counted until the officer says that it is another person of that name; said twice, said once."""
    before = _figures(_month(desk))
    with desk.runtime.reading(None) as ctx:
        line_id = ctx.session.scalars(
            select(ListLine.id).where(ListLine.visit_id == visit_id, ListLine.standing == Standing.DEAD)
        ).one()
    for _ in range(2):
        desk.call("officer", _another_person, line_id)
    after = _figures(_month(desk))
    assert [new - old for old, new in zip(before, after, strict=True)] == [1, 1, 1, 1]
    with desk.runtime.reading(None) as ctx:
        links = ctx.session.scalars(select(VisitPerson).where(VisitPerson.visit_id == visit_id)).all()
        assert len(links) == 57
        assert all(link.list_id for link in links)
        assert disagreements(ctx) == []


def _another_person(ctx, line_id: int) -> None:
    settle_line(ctx, line_id, is_somebody_else=True)


def test_somebody_else_of_the_same_name_is_a_decision(desk: Desk):
    """A namesake left open widens the interval; one said to be somebody else does not."""
    villager = next(one for one in _villagers(desk) if not one.phone)
    visit_id = _held(desk)
    line = WrittenLine(1, villager.name, "", villager.village)
    with desk.runtime.reading(desk.actor("officer")) as ctx:
        left_open = sort_lines(ctx, visit_id, [line], {})
        said = sort_lines(ctx, visit_id, [line], {1: SOMEBODY_ELSE})
    assert left_open.lines[0].standing is Standing.NAMESAKE
    assert said.lines[0].standing is Standing.NEW
    assert _add(desk, visit_id, [line], {}).doubtful == 1
