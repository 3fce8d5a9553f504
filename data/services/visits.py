"""A visit is logged once, by the expert who has the problem; then proven, corrected or voided, never deleted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from data.domain.advice import needs_veterinarian
from data.domain.errors import Conflict, InvalidInput, NotFound, Refused
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import VISITABLE, ProblemEventKind, ProblemStatus
from data.domain.register import Licence
from data.domain.text import required_text
from data.domain.visit import VisitEventKind, VisitKind, VisitStatus
from data.domain.visit_form import (
    NewPerson,
    VisitForm,
    check_follow_up,
    check_heads,
    check_service_day,
    tidy_new_names,
    tidy_product,
)
from data.domain.worktime import BEIJING
from data.models.expert import Expert
from data.models.farm import Farm, FarmMember
from data.models.person import Person
from data.models.problem import Problem, StoredFile
from data.models.project import Project
from data.models.recommendation import AssignmentState
from data.models.visit import SignedList, Visit, VisitEvent, VisitExpert, VisitPerson, VisitProblem, VisitProject
from data.queries.projects import own_projects
from data.queries.scope import check_role, find, in_scope
from data.services import visit_events
from data.services.also_served import also_in_hand, contacts_of
from data.services.context import Context
from data.services.events import append_event, current_assignment
from data.services.files import PHOTO, file_row, store_photos, store_scan
from data.services.follow_ups import agreed_at_visit, owed_again
from data.services.numbers import touch_county
from data.services.persons import Named, name_persons
from data.services.signed_lists import hang_list

__all__ = [
    "NewPerson", "VisitForm", "VisitReceipt", "attach_signed_list", "correct_projects", "log_visit", "void",
]

REASON_MAX = 200


@dataclass(frozen=True)
class VisitReceipt:
    """`contacts` = `named` + `unnamed`. `known`: typed names that were in the register already, and were not added
    again. `doubtful`: typed names with a namesake in the village; an officer will decide whether they are one."""

    visit_id: int
    number: str
    contacts: int
    named: int
    unnamed: int
    known: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


# -- logging -----------------------------------------------------------------------------------------------


def log_visit(ctx: Context, form: VisitForm, token: str) -> VisitReceipt:
    """Store a visit to a problem in hand, with who was there; the same `token` again gives the same receipt.

    `finished` hands the problem to the asker for confirmation. Raises NotFound problem_unknown, project_unknown,
    person_unknown; Conflict accept_first, not_in_hand(status), token_used; Refused licence_needed;
    InvalidInput for a field (see `data.domain.visit_form`), nobody_there, person_twice.
    """
    check_role(ctx, Permission.VISIT_LOG)
    photos = store_photos(ctx, form.photos)
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.VISIT_LOG, Problem, form.problem_id, lock=True)
    earlier = ctx.session.scalar(select(Visit).where(Visit.token == token))
    if earlier is not None:
        return _receipt(ctx, _own(ctx, earlier))
    _check_in_hand(problem)
    expert = ctx.session.get_one(Expert, ctx.actor.expert_id)
    visit = _new_visit(ctx, problem, expert, form, token)
    project_ids = _own_project_ids(ctx, problem, expert, form)
    ticked = _ticked(ctx, problem, form)
    typed = name_persons(ctx, problem.county_code, problem.current_place, tidy_new_names(form.new_names))
    check_heads(form.unnamed_heads)
    also = also_in_hand(ctx, problem, form.also_ids)
    person_ids = [*_all_named(ctx, problem, form, ticked, typed)]
    person_ids += [one for one in contacts_of(ctx, also) if one not in person_ids]
    goes_on = problem.status is ProblemStatus.IN_PROGRESS and not form.finished
    check_follow_up(form.follow_up_on, ctx.today, needed=goes_on)
    visit.head_count = len(person_ids) + form.unnamed_heads
    _store(ctx, visit, expert, person_ids, project_ids)
    for photo in photos:
        file_row(ctx, photo, PHOTO, visit_id=visit.id)
    visit_events.append(
        ctx, visit, VisitEventKind.LOGGED, person_ids=person_ids, heads=visit.head_count, project_ids=project_ids,
        known=[one.person_id for one in typed if one.known], doubtful=[one.person_id for one in typed if one.doubtful],
    )
    ctx.session.add_all(VisitProblem(visit_id=visit.id, problem_id=one.id) for one in also)
    for one in (problem, *also):
        append_event(ctx, one, ProblemEventKind.VISITED, visit_id=visit.id)
        if form.finished and one.status is ProblemStatus.IN_PROGRESS:
            _finish(ctx, one, visit)
    return _receipt(ctx, visit)


def _finish(ctx: Context, problem: Problem, visit: Visit) -> None:
    append_event(ctx, problem, ProblemEventKind.FINISHED, visit_id=visit.id)
    assignment = current_assignment(ctx, problem)
    if assignment is not None:
        assignment.state = AssignmentState.FINISHED


def _own(ctx: Context, visit: Visit) -> Visit:
    if visit.logged_by_id != ctx.actor.account_id:
        raise Conflict("token_used")
    return visit


def _check_in_hand(problem: Problem) -> None:
    if problem.status is ProblemStatus.OFFERED:
        raise Conflict("accept_first", problem.id)
    if problem.status not in VISITABLE:
        raise Conflict("not_in_hand", problem.id, status=problem.status)


def _new_visit(ctx: Context, problem: Problem, expert: Expert, form: VisitForm, token: str) -> Visit:
    """The row with all plain fields checked; heads and links follow."""
    check_service_day(form.service_day, ctx.today, problem.created_at.astimezone(BEIJING).date())
    advice = required_text(form.advice, "advice")
    product, dose, waiting_days = tidy_product(form)
    if needs_veterinarian(product, problem.gate) and not expert.holds(Licence.VETERINARIAN, ctx.today):
        raise Refused("licence_needed", field="product", product=product)
    return Visit(
        number=_next_number(ctx, problem), token=token, county_code=problem.county_code, problem_id=problem.id,
        farm_id=problem.farm_id, place_code=problem.current_place, industry=problem.industry, kind=form.kind,
        service_day=form.service_day, advice=advice, product=product, dose=dose,
        waiting_days=waiting_days, follow_up_on=form.follow_up_on,
        readiness=form.readiness if form.finished else None, status=VisitStatus.LOGGED,
        logged_by_id=ctx.actor.account_id, logged_at=ctx.now,
    )


def _next_number(ctx: Context, problem: Problem) -> str:
    """The problem's number and a count: 2026-0412-1. The problem's row is locked."""
    earlier = ctx.session.scalar(select(func.count()).select_from(Visit).where(Visit.problem_id == problem.id))
    return f"{problem.number}-{(earlier or 0) + 1}"


def _own_project_ids(ctx: Context, problem: Problem, expert: Expert, form: VisitForm) -> list[int]:
    """The form's projects, each of them the expert's own and running on that day."""
    wanted = sorted(set(form.project_ids))
    choices = own_projects(
        ctx, [expert.id], problem.farm_id, problem.current_place, form.service_day,
    )
    unknown = set(wanted) - {project.id for project in choices}
    if unknown:
        raise NotFound("project_unknown", min(unknown), field="project_ids")
    return wanted


def _ticked(ctx: Context, problem: Problem, form: VisitForm) -> list[int]:
    """The ticked people: of the village, served before, or of the farm; each once, also under another record."""
    of_farm = Person.id.in_(select(FarmMember.person_id).where(FarmMember.farm_id == problem.farm_id))
    contact = Person.id == select(Farm.contact_person_id).where(Farm.id == problem.farm_id).scalar_subquery()
    reachable = in_scope(ctx.actor, Permission.PERSON_READ, Person) | of_farm | contact
    people = ctx.session.scalars(select(Person).where(Person.id.in_(form.person_ids), reachable)).all()
    unknown = set(form.person_ids) - {person.id for person in people}
    if unknown:
        raise NotFound("person_unknown", min(unknown), field="person_ids")
    if len({person.same_as_id or person.id for person in people}) < len(form.person_ids):
        raise InvalidInput("person_twice", field="person_ids")
    return list(form.person_ids)


def _all_named(ctx: Context, problem: Problem, form: VisitForm, ticked: list[int], typed: list[Named]) -> list[int]:
    """Ticked and typed people, each once. A remote answer that names nobody was given to the asker."""
    person_ids = list(dict.fromkeys([*ticked, *(one.person_id for one in typed)]))
    if person_ids or form.unnamed_heads:
        return person_ids
    contact = ctx.session.get_one(Farm, problem.farm_id).contact_person_id
    if form.kind is not VisitKind.REMOTE or contact is None:
        raise InvalidInput("nobody_there", field="person_ids")
    return [contact]


def _store(ctx: Context, visit: Visit, expert: Expert, person_ids: list[int], project_ids: list[int]) -> None:
    ctx.session.add(visit)
    ctx.session.flush()
    ctx.session.add(VisitExpert(visit_id=visit.id, expert_id=expert.id))
    ctx.session.add_all(VisitPerson(visit_id=visit.id, person_id=person_id) for person_id in person_ids)
    ctx.session.add_all(VisitProject(visit_id=visit.id, project_id=project_id) for project_id in project_ids)
    agreed_at_visit(ctx, visit, expert.id)
    ctx.session.flush()


def _receipt(ctx: Context, visit: Visit) -> VisitReceipt:
    """Read off the first event, so that a second click sees the very same."""
    logged = ctx.session.scalars(
        select(VisitEvent).where(VisitEvent.visit_id == visit.id, VisitEvent.sequence == 1)
    ).one().details
    named = len(logged["person_ids"])
    return VisitReceipt(
        visit.id, visit.number, logged["heads"], named, logged["heads"] - named,
        _names(ctx, logged["known"]), _names(ctx, logged["doubtful"]),
    )


def _names(ctx: Context, person_ids: list[int]) -> tuple[str, ...]:
    return tuple(ctx.session.scalars(select(Person.name).where(Person.id.in_(person_ids)).order_by(Person.id)))


# -- evidence and corrections ------------------------------------------------------------------------------


def attach_signed_list(
    ctx: Context, visit_id: int, version: int, scan: bytes, filename: str, person_ids: tuple[int, ...],
) -> None:
    """Attach the scan of a signed list; the ticked people get grade A. The same again changes nothing.

    By an officer or an expert who made the visit. Raises NotFound visit_unknown, Conflict changed_meanwhile,
    visit_voided; InvalidInput nobody_ticked, not_at_visit, scan_missing, and what `store_scan` raises.
    """
    check_role(ctx, Permission.EVIDENCE_ATTACH)
    if not scan:
        raise InvalidInput("scan_missing", field="scan")
    stored = store_scan(ctx, scan)
    touch_county(ctx, county_of(ctx.actor.area_code))
    visit = find(ctx, Permission.EVIDENCE_ATTACH, Visit, visit_id, lock=True)
    links = _ticked_links(ctx, visit, person_ids)
    if _is_attached(ctx, visit, stored[0], links):
        return
    check_version(visit, version)
    hang_list(ctx, visit, stored, links, filename)


def correct_projects(ctx: Context, visit_id: int, version: int, project_ids: tuple[int, ...], reason: str) -> None:
    """Replace the projects the visit served, with a reason; none at all is legal.

    Raises NotFound visit_unknown, project_unknown; Conflict changed_meanwhile, visit_voided; InvalidInput text_*.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    visit = find(ctx, Permission.PROJECT_CORRECT, Visit, visit_id, lock=True)
    check_version(visit, version)
    words = required_text(reason, "reason", longest=REASON_MAX)
    wanted = set(project_ids)
    here = select(Project.id).where(Project.county_code == visit.county_code, Project.id.in_(wanted))
    if unknown := wanted - set(ctx.session.scalars(here)):
        raise NotFound("project_unknown", min(unknown), field="project_ids")
    links = ctx.session.scalars(select(VisitProject).where(VisitProject.visit_id == visit.id)).all()
    before = {link.project_id for link in links}
    for link in links:
        if link.project_id not in wanted:
            ctx.session.delete(link)
    ctx.session.add_all(VisitProject(visit_id=visit.id, project_id=new) for new in wanted - before)
    visit_events.append(
        ctx, visit, VisitEventKind.PROJECTS_CORRECTED, project_ids=sorted(wanted), before=sorted(before), reason=words,
    )


def void(ctx: Context, visit_id: int, version: int, reason: str) -> None:
    """Take a visit out of every figure, with a reason; it stays to be read, and what it had settled is owed again.

    Raises NotFound visit_unknown, Conflict changed_meanwhile or visit_voided, InvalidInput text_*.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    visit = find(ctx, Permission.VISIT_VOID, Visit, visit_id, lock=True)
    check_version(visit, version)
    visit_events.append(ctx, visit, VisitEventKind.VOIDED, reason=required_text(reason, "reason", longest=REASON_MAX))
    owed_again(ctx, visit)


def _ticked_links(ctx: Context, visit: Visit, person_ids: tuple[int, ...]) -> list[VisitPerson]:
    if not person_ids:
        raise InvalidInput("nobody_ticked", visit.id, field="person_ids")
    links = ctx.session.scalars(
        select(VisitPerson).where(VisitPerson.visit_id == visit.id, VisitPerson.person_id.in_(person_ids))
    ).all()
    if len(links) < len(set(person_ids)):
        raise InvalidInput("not_at_visit", visit.id, field="person_ids")
    return list(links)


def _is_attached(ctx: Context, visit: Visit, sha256: str, links: list[VisitPerson]) -> bool:
    """True when this very scan hangs on the visit and everyone ticked has a list: a second click."""
    scans = select(StoredFile.sha256).join(SignedList, SignedList.file_id == StoredFile.id)
    attached = ctx.session.scalars(scans.where(SignedList.visit_id == visit.id)).all()
    return sha256 in attached and all(link.list_id is not None for link in links)


def check_version(visit: Visit, version: int) -> None:
    """Raises Conflict('changed_meanwhile') when somebody else has written the visit since it was read."""
    if visit.version != version:
        raise Conflict("changed_meanwhile", visit.id)
