"""Visits as screens show them: the form with who may be ticked, one visit with its evidence, a problem's visits."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, func, or_, select

from data.domain.contact import mask_name, mask_phone
from data.domain.permissions import Permission, allows
from data.domain.problem import VISITABLE
from data.domain.register import Licence
from data.domain.roles import Role
from data.domain.visit import Evidence, VisitStatus
from data.domain.visit_form import first_service_day
from data.domain.worktime import BEIJING
from data.models.account import Account
from data.models.expert import Expert
from data.models.farm import Farm, FarmMember
from data.models.person import Person
from data.models.problem import Problem, StoredFile
from data.models.project import Project
from data.models.visit import SignedList, Visit, VisitEvent, VisitPerson, VisitProblem, VisitProject
from data.queries.experts import experts_of_visits
from data.queries.impact_scope import visit_contacts
from data.queries.one_event import also_served
from data.queries.problem_rows import shown_farm
from data.queries.projects import own_projects, proposed_projects
from data.queries.scope import find, visit_subject
from data.queries.signed_answers import answer_of_visit
from data.queries.villagers import nearest
from data.queries.visit_rows import (
    AttachedList,
    NamedPerson,
    ProjectChoice,
    Villager,
    VisitCard,
    VisitFormPage,
    VisitPage,
    VisitStepRow,
)
from data.services.context import Context


def visit_form(ctx: Context, problem_id: int) -> VisitFormPage:
    """The form for the problem's own expert: at most 50 people, the farm's first; own projects, proposed first.

    Raises NotFound('problem_unknown').
    """
    problem = find(ctx, Permission.VISIT_LOG, Problem, problem_id)
    farm = ctx.session.get_one(Farm, problem.farm_id)
    expert = ctx.session.get_one(Expert, problem.expert_id)
    filed_on = problem.created_at.astimezone(BEIJING).date()
    return VisitFormPage(
        problem.id, problem.number, problem.title, problem.current_place, farm.name, problem.asker_name, problem.status,
        problem.status in VISITABLE,
        first_service_day(ctx.today, filed_on), ctx.today, problem.gate, expert.holds(Licence.VETERINARIAN, ctx.today),
        *nearest(ctx, problem, farm), _project_choices(ctx, problem, expert), also_served(ctx, problem),
    )


def _project_choices(ctx: Context, problem: Problem, expert: Expert) -> tuple[ProjectChoice, ...]:
    likely = {one.id for one in proposed_projects(ctx, [expert.id], problem.farm_id, problem.current_place, ctx.today)}
    choices = [
        ProjectChoice(one.id, one.name, one.id in likely)
        for one in own_projects(ctx, [expert.id], problem.farm_id, problem.current_place, ctx.today)
    ]
    return tuple(sorted(choices, key=lambda choice: not choice.is_proposed))


def _serves(problem: Problem) -> ColumnElement[bool]:
    """The visit was logged for the problem, or served it too."""
    also = select(VisitProblem.visit_id).where(VisitProblem.problem_id == problem.id)
    return or_(Visit.problem_id == problem.id, Visit.id.in_(also))


# -- one visit ---------------------------------------------------------------------------------------------


def visit_page(ctx: Context, visit_id: int) -> VisitPage:
    """One visit with all that stands behind it. Raises NotAllowed('not_allowed'), NotFound('visit_unknown')."""
    visit = find(ctx, Permission.VISIT_READ, Visit, visit_id)
    problem = ctx.session.get(Problem, visit.problem_id) if visit.problem_id else None
    farm = ctx.session.get(Farm, visit.farm_id) if visit.farm_id else None
    may_attach, may_correct, may_void, may_call = _may(ctx, visit)
    return VisitPage(
        visit.id, visit.number, visit.version, visit.status, visit.kind, visit.service_day, visit.logged_at,
        visit.current_place, visit.problem_id, problem.title if problem else None,
        shown_farm(ctx, farm) if farm else None,
        experts_of_visits(ctx, [visit.id]).get(visit.id, ()), visit.advice, visit.product, visit.dose,
        visit.waiting_days, visit.follow_up_on, visit.head_count,
        ctx.session.scalar(select(visit_contacts()).where(Visit.id == visit.id)) or 0,
        tuple(_masked(person, evidence) for person, evidence in _named(ctx, visit.id)), _projects(ctx, visit.id),
        _photos(ctx, visit.id), _lists(ctx, visit.id, may_attach), _steps(ctx, visit.id),
        may_attach, may_correct, may_void, may_call, may_call or _may_dispute(ctx, visit),
        answer_of_visit(ctx, visit),
    )


def list_form(ctx: Context, visit_id: int) -> tuple[Villager, ...]:
    """The named people of a visit by open name, to be ticked off a signed list, by those who may attach one."""
    visit = find(ctx, Permission.EVIDENCE_ATTACH, Visit, visit_id)
    farm = ctx.session.get(Farm, visit.farm_id) if visit.farm_id else None
    members = set(ctx.session.scalars(select(FarmMember.person_id).where(FarmMember.farm_id == visit.farm_id)))
    return tuple(
        Villager(
            person.id, person.name, (person.phone or "")[-4:],
            farm is not None and person.id == farm.contact_person_id, person.id in members,
        )
        for person, _evidence in _named(ctx, visit.id)
    )


def _may(ctx: Context, visit: Visit) -> tuple[bool, bool, bool, bool]:
    """Attach a list, correct the projects, void, call back: by permission, and not to a voided visit; who made the
    visit does not call about it."""
    subject = visit_subject(ctx, visit)
    attach, correct, void, call = (
        visit.status is not VisitStatus.VOIDED and allows(ctx.actor, permission, subject)
        for permission in (
            Permission.EVIDENCE_ATTACH, Permission.PROJECT_CORRECT, Permission.VISIT_VOID, Permission.CALLBACK_RECORD,
        )
    )
    return attach, correct, void, call and ctx.actor.expert_id not in subject.expert_ids


def _may_dispute(ctx: Context, visit: Visit) -> bool:
    """The unit's own account."""
    own = allows(ctx.actor, Permission.VISIT_CONFIRM, visit_subject(ctx, visit))
    return own and visit.status is not VisitStatus.VOIDED


def _named(ctx: Context, visit_id: int) -> list[tuple[Person, Evidence]]:
    rows = ctx.session.execute(
        select(Person, VisitPerson).join(VisitPerson, VisitPerson.person_id == Person.id)
        .where(VisitPerson.visit_id == visit_id).order_by(Person.pinyin, Person.id)
    )
    return [(person, Evidence(link.list_id, link.confirmation_id)) for person, link in rows]


def _masked(person: Person, evidence: Evidence) -> NamedPerson:
    return NamedPerson(person.id, mask_name(person.name), mask_phone(person.phone), evidence.grade)


def _projects(ctx: Context, visit_id: int) -> tuple[ProjectChoice, ...]:
    rows = ctx.session.execute(
        select(Project.id, Project.name).join(VisitProject, VisitProject.project_id == Project.id)
        .where(VisitProject.visit_id == visit_id).order_by(Project.name)
    )
    return tuple(ProjectChoice(*row) for row in rows)


def _photos(ctx: Context, visit_id: int) -> tuple[str, ...]:
    return tuple(ctx.session.scalars(
        select(StoredFile.sha256).where(StoredFile.visit_id == visit_id, StoredFile.kind == "photo")
        .order_by(StoredFile.id)
    ))


def _lists(ctx: Context, visit_id: int, may_open: bool) -> tuple[AttachedList, ...]:
    rows = ctx.session.execute(
        select(StoredFile.sha256, StoredFile.media_type, Account.name, SignedList.attached_at)
        .join(SignedList, SignedList.file_id == StoredFile.id)
        .join(Account, Account.id == SignedList.attached_by_id)
        .where(SignedList.visit_id == visit_id).order_by(SignedList.id)
    )
    return tuple(AttachedList(sha256 if may_open else None, media, who, at) for sha256, media, who, at in rows)


def _steps(ctx: Context, visit_id: int) -> tuple[VisitStepRow, ...]:
    rows = ctx.session.execute(
        select(VisitEvent, Account.name).outerjoin(Account, Account.id == VisitEvent.account_id)
        .where(VisitEvent.visit_id == visit_id).order_by(VisitEvent.sequence)
    )
    return tuple(
        VisitStepRow(event.kind, event.at, who or "", event.details.get("reason"), _spoke(event))
        for event, who in rows
    )


def _spoke(event: VisitEvent) -> str | None:
    name = event.details.get("answered_by")
    return name and mask_name(name)


# -- a problem's visits ------------------------------------------------------------------------------------


def problem_visits(ctx: Context, problem_id: int) -> list[VisitCard]:
    """The visits to one problem, oldest first, for everyone who may read the problem; voided ones left out."""
    problem = find(ctx, Permission.PROBLEM_READ, Problem, problem_id)
    return _visit_cards(ctx, _not_voided(_serves(problem)).order_by(Visit.service_day, Visit.id))


def farm_visits(ctx: Context, farm_id: int, most: int) -> list[VisitCard]:
    """The latest visits to one farm, newest first, for everyone who may read the farm; voided ones left out."""
    farm = find(ctx, Permission.FARM_READ, Farm, farm_id)
    newest = (Visit.service_day.desc(), Visit.id.desc())
    return _visit_cards(ctx, _not_voided(Visit.farm_id == farm.id).order_by(*newest).limit(most))


def _not_voided(condition: ColumnElement[bool]) -> Select:
    return (
        select(Visit, func.count(VisitPerson.person_id), visit_contacts())
        .outerjoin(VisitPerson, VisitPerson.visit_id == Visit.id)
        .where(condition, Visit.status != VisitStatus.VOIDED).group_by(Visit.id)
    )


def _visit_cards(ctx: Context, query: Select) -> list[VisitCard]:
    rows = ctx.session.execute(query).all()
    experts = experts_of_visits(ctx, [visit.id for visit, _named, _contacts in rows])
    return [
        VisitCard(
            visit.id, visit.number, visit.status, visit.kind, visit.service_day, experts.get(visit.id, ()),
            visit.advice, visit.follow_up_on, named, contacts,
            visit.readiness if ctx.actor.role is Role.OFFICER else None,
        )
        for visit, named, contacts in rows
    ]
