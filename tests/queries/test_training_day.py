"""J13, the training day: sixty lines of a signed list come to the right contacts, people, newly reached and doubts."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from sqlalchemy import func, select

from data.domain.errors import InvalidInput
from data.domain.name_list import Standing, WrittenLine
from data.domain.visit import VisitKind
from data.domain.visit_form import TrainingForm
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
from tests.training_day import VILLAGES, Villager, signed_list, villagers


@pytest.fixture
def desk(sample_runtime) -> Desk:
    return Desk(sample_runtime)


def _villagers(desk: Desk) -> list[Villager]:
    with desk.runtime.reading(None) as ctx:
        return villagers(ctx.session)


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


def _all_time(desk: Desk) -> Impact:
    with desk.runtime.reading(desk.actor("leader")) as ctx:
        return impact(ctx, scope_of(ctx, PeriodKind.ALL))


def test_the_training_day_counts_to_the_unit(desk: Desk):
    people = _villagers(desk)
    with desk.runtime.reading(None) as ctx:
        years_ago = ctx.today.replace(year=ctx.today.year - 2, day=1)
    desk.call("officer", record_death, people[0].id, years_ago)
    before, visit_id, lines = _all_time(desk), _held(desk), signed_list(people)
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
    after = _all_time(desk)
    change = tuple(new - old for old, new in zip(_figures(before), _figures(after), strict=True))
    with desk.runtime.reading(None) as ctx:
        visit = ctx.session.get_one(Visit, visit_id)
        assert visit.head_count == 56
        assert disagreements(ctx) == []
        assert ctx.session.scalar(select(func.count()).where(ListLine.visit_id == visit_id)) == 60
    assert change == (56, receipt.newly, receipt.newly, receipt.newly)


def _the_dead_waits(desk: Desk, visit_id: int) -> None:
    """Nowhere counted until the officer says that it is another person of that name; said twice, said once."""
    before = _figures(_all_time(desk))
    with desk.runtime.reading(None) as ctx:
        line_id = ctx.session.scalars(
            select(ListLine.id).where(ListLine.visit_id == visit_id, ListLine.standing == Standing.DEAD)
        ).one()
    for _ in range(2):
        desk.call("officer", _another_person, line_id)
    after = _figures(_all_time(desk))
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


def test_heads_without_a_name_stay_when_a_list_names_some(desk: Desk):
    """60 heads are logged; whoever stands on no line of the list is still there."""
    visit_id, lines = _held(desk), signed_list(_villagers(desk))
    with desk.runtime.reading(desk.actor("officer")) as ctx:
        few, all_lines = sort_lines(ctx, visit_id, lines[:20], {}), sort_lines(ctx, visit_id, lines, {})
    named = len(few.counting) + len(few.waiting)
    assert 0 < named <= 20
    assert few.beside(60, set()) == 60 - named
    known = next(line.person_id for line in few.counting if line.person_id)
    assert few.beside(59, {known}) == 60 - named
    assert few.beside(5, set()) == 0
    assert all_lines.newcomers(set()) == len(all_lines.counting)


def test_a_list_that_looks_doubled_stops_once(desk: Desk):
    people = [one for one in _villagers(desk)[:4] if one.phone]
    written = enumerate([*people, *people, *people], 1)
    lines = [WrittenLine(number, one.name, one.phone, one.village) for number, one in written]
    visit_id = _held(desk)
    with pytest.raises(InvalidInput, match="list_looks_doubled") as stopped:
        _add(desk, visit_id, lines, {})
    assert stopped.value.params == {"count": 2 * len(people), "lines": 3 * len(people)}
    with desk.runtime.reading(None) as ctx:
        version = ctx.session.get_one(Visit, visit_id).version
    names = NamesOfList(tuple(lines), {}, _scan(), "名单.jpg", is_certain=True)
    assert desk.call("officer", add_names, visit_id, version, names).people == len(people)
