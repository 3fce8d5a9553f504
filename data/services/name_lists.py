"""The names of a signed list come onto a visit, each line kept as it was written; what waited is settled later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from data.domain.errors import Conflict, InvalidInput, NotFound
from data.domain.name_list import LINES_MAX, WAITING, Standing, WrittenLine
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.register import PairDecision
from data.domain.visit import VisitEventKind
from data.domain.visit_form import NewPerson, check_heads
from data.models.visit import ListLine, SignedList, Visit, VisitPerson
from data.queries.scope import check_role, find
from data.services import visit_events
from data.services.context import Context
from data.services.files import store_scan
from data.services.identity_entry import look_at_new
from data.services.list_sorting import Answers, SortedLine, SortedList, sort_lines
from data.services.numbers import touch_county
from data.services.persons import add_person, pair_with
from data.services.signed_lists import hang_list
from data.services.visits import check_version


@dataclass(frozen=True)
class NamesOfList:
    """What is to be written: the lines, what was said of doubtful ones, the scan (b'' for none), and how many people
    were there whose names are not on the list. `is_certain`: written although more than half looks doubled."""

    lines: tuple[WrittenLine, ...]
    answers: Answers
    scan: bytes = b""
    filename: str = ""
    unnamed_heads: int = 0
    is_certain: bool = False


@dataclass(frozen=True)
class ListReceipt:
    """`written` lines came to `people` names of the visit, `newly` of them reached for the first time if the list is
    signed; `repeated` lines were counted once, `waiting` ones wait for a word and count nowhere."""

    written: int
    people: int
    newly: int
    repeated: int
    elsewhere: int
    doubtful: int
    waiting: int
    is_signed: bool


def add_names(ctx: Context, visit_id: int, version: int, names: NamesOfList) -> ListReceipt:
    """Write a list's people onto the visit: grade A with a scan, C without. The head count becomes names + unnamed.

    Raises NotFound visit_unknown; Conflict changed_meanwhile, visit_voided; InvalidInput list_empty, list_too_long,
    nobody_on_list, list_looks_doubled(count, lines), heads_range, and what `store_scan` raises.
    """
    check_role(ctx, Permission.EVIDENCE_ATTACH)
    _check_size(names)
    stored = store_scan(ctx, names.scan) if names.scan else None
    touch_county(ctx, county_of(ctx.actor.area_code))
    visit = find(ctx, Permission.EVIDENCE_ATTACH, Visit, visit_id, lock=True)
    check_version(visit, version)
    found = sort_lines(ctx, visit_id, names.lines, names.answers)
    if not found.counting:
        raise InvalidInput("nobody_on_list", visit.id, field="names")
    if found.looks_doubled and not names.is_certain:
        doubtful = len(found.of(Standing.REPEATED, Standing.NAMESAKE))
        raise InvalidInput("list_looks_doubled", visit.id, field="is_certain", count=doubtful, lines=len(found.lines))
    people = {line.line.number: _person(ctx, visit, line) for line in found.counting}
    look_at_new(ctx, visit.county_code, [people[one.line.number] for one in found.counting if one.person_id is None])
    links = link_people(ctx, visit, list(people.values()), names.unnamed_heads)
    signed = hang_list(ctx, visit, stored, links, names.filename) if stored else None
    _keep_lines(ctx, visit, found, people, signed)
    return _receipt(found, is_signed=signed is not None)


def settle_line(ctx: Context, line_id: int, *, is_somebody_else: bool) -> None:
    """An officer's word on a line that waited: another person of the same name, who is written down and counts as the
    list does; or it is set aside and counts nowhere. Said twice, it is said once.

    Raises NotFound list_line_unknown, visit_unknown; Conflict visit_voided; InvalidInput line_unreadable.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    line = ctx.session.get(ListLine, line_id)
    if line is None:
        raise NotFound("list_line_unknown", line_id)
    visit = find(ctx, Permission.LIST_SETTLE, Visit, line.visit_id, lock=True)
    if line.standing not in WAITING:
        return
    if not is_somebody_else:
        line.standing = Standing.SET_ASIDE
        visit_events.append(
            ctx, visit, VisitEventKind.NAMES_ADDED, person_ids=[], heads=visit.head_count, set_aside=line_id,
        )
        return
    written = WrittenLine(line.number, line.name, line.phone, line.place)
    told = sort_lines(ctx, visit.id, [written], {line.number: 0}).lines[0]
    if told.fault is not None:
        raise InvalidInput("line_unreadable", line_id, field="names")
    line.standing, line.person_id = Standing.NEW, _person(ctx, visit, told)
    unnamed = visit.head_count - _count_names(ctx, visit)
    links = link_people(ctx, visit, [line.person_id], unnamed)
    if line.list_id is not None:
        _sign(ctx, visit, line.list_id, links)


def _check_size(names: NamesOfList) -> None:
    if not names.lines:
        raise InvalidInput("list_empty", field="names")
    if len(names.lines) > LINES_MAX:
        raise InvalidInput("list_too_long", field="names", most=LINES_MAX)
    check_heads(names.unnamed_heads)


def _person(ctx: Context, visit: Visit, line: SortedLine) -> int:
    """Whom the line means: somebody of the register, or a new record beside those it is like."""
    if line.person_id is not None:
        return line.person_id
    person = add_person(ctx, visit.county_code, line.place_code, NewPerson(line.name, line.phone))
    is_doubtful = line.standing is Standing.NAMESAKE
    pair_with(ctx, person, line.like, PairDecision.WAITING if is_doubtful else PairDecision.DIFFERENT)
    return person.id


def link_people(ctx: Context, visit: Visit, person_ids: Sequence[int], unnamed: int) -> list[VisitPerson]:
    """Links for these people, new where there was none, and the event; the head count follows. The row is locked."""
    known = {link.person_id: link for link in ctx.session.scalars(
        select(VisitPerson).where(VisitPerson.visit_id == visit.id, VisitPerson.person_id.in_(person_ids))
    )}
    new = [VisitPerson(visit_id=visit.id, person_id=one) for one in dict.fromkeys(person_ids) if one not in known]
    ctx.session.add_all(new)
    ctx.session.flush()
    visit.head_count = _count_names(ctx, visit) + unnamed
    visit_events.append(
        ctx, visit, VisitEventKind.NAMES_ADDED, person_ids=sorted(link.person_id for link in new),
        heads=visit.head_count,
    )
    return [*known.values(), *new]


def unlink_people(ctx: Context, visit: Visit, person_ids: Sequence[int], heads: int) -> None:
    """Names that came by mistake go again, and `heads` with them. The row is locked.

    Raises Conflict import_built_on(names): somebody's presence has been signed or confirmed since.
    """
    links = ctx.session.scalars(
        select(VisitPerson).where(VisitPerson.visit_id == visit.id, VisitPerson.person_id.in_(person_ids))
    ).all()
    if any(link.list_id or link.confirmation_id for link in links):
        raise Conflict("import_built_on", visit.id, names=(visit.number,))
    for link in links:
        ctx.session.delete(link)
    ctx.session.flush()
    visit.head_count = max(visit.head_count - heads, _count_names(ctx, visit))
    visit_events.append(
        ctx, visit, VisitEventKind.NAMES_REMOVED, person_ids=sorted(link.person_id for link in links),
        heads=visit.head_count,
    )


def _count_names(ctx: Context, visit: Visit) -> int:
    named = select(func.count()).select_from(VisitPerson).where(VisitPerson.visit_id == visit.id)
    return ctx.session.scalar(named) or 0


def _sign(ctx: Context, visit: Visit, list_id: int, links: Sequence[VisitPerson]) -> None:
    for link in links:
        link.list_id = link.list_id or list_id
    visit_events.append(
        ctx, visit, VisitEventKind.LIST_ATTACHED, list_id=list_id, person_ids=[link.person_id for link in links],
    )


def _keep_lines(
    ctx: Context, visit: Visit, found: SortedList, people: dict[int, int], signed: SignedList | None,
) -> None:
    for one in found.lines:
        ctx.session.add(ListLine(
            visit_id=visit.id, list_id=signed.id if signed else None, number=one.line.number,
            name=one.line.name[:80], phone=one.line.phone[:40], place=one.line.place[:80], standing=one.standing,
            person_id=people.get(one.same_as_line or one.line.number), like_id=next(iter(one.like), None),
        ))


def _receipt(found: SortedList, *, is_signed: bool) -> ListReceipt:
    return ListReceipt(
        len(found.lines), len(found.counting), len(found.newly), len(found.of(Standing.REPEATED)),
        len(found.elsewhere), len(found.of(Standing.NAMESAKE)), len(found.waiting), is_signed,
    )
