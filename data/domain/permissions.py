"""Permissions as data: which role may do what, and how far its reach goes.

The same table answers "may this actor do it to this record" (`allows`) and, translated by
`data/queries/scope.py`, "which records may this actor see". A test holds both together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from data.domain.errors import NotAllowed
from data.domain.places import within
from data.domain.roles import Actor, Role


class Reach(StrEnum):
    """How far a role's permission goes. HOME: as AREA, but for what a whole county shares (experts) only where
    it is at home; who works for the county reaches all of it."""

    AREA = "area"
    HOME = "home"
    OWN_FARM = "own_farm"
    OWN_WORK = "own_work"


class Permission(StrEnum):
    PROBLEM_FILE = "problem_file"
    PROBLEM_READ = "problem_read"
    PROBLEM_FOLLOW = "problem_follow"
    PROBLEM_OVERSEE = "problem_oversee"
    PROBLEM_CORRECT = "problem_correct"
    PROBLEM_ASSIGN = "problem_assign"
    PROBLEM_HAND_OVER = "problem_hand_over"
    PROBLEM_CLAIM = "problem_claim"
    PROBLEM_CLOSE = "problem_close"
    PROBLEM_REOPEN = "problem_reopen"
    DUTY_EDIT = "duty_edit"
    OFFICE_EDIT = "office_edit"
    ASSIGNMENT_ANSWER = "assignment_answer"
    VISIT_LOG = "visit_log"
    TRAINING_LOG = "training_log"
    VISIT_READ = "visit_read"
    FOLLOW_UP_WRITE = "follow_up_write"
    VISIT_CONFIRM = "visit_confirm"
    VISIT_VOID = "visit_void"
    ANSWER_WRITE = "answer_write"
    CALLBACK_RECORD = "callback_record"
    EVIDENCE_ATTACH = "evidence_attach"
    LIST_SETTLE = "list_settle"
    PROJECT_CORRECT = "project_correct"
    PERSON_READ = "person_read"
    PERSON_UNMASK = "person_unmask"
    PERSON_MERGE = "person_merge"
    EXPERT_READ = "expert_read"
    EXPERT_EDIT = "expert_edit"
    EXPERT_PHONE = "expert_phone"
    RECORD_ISSUE = "record_issue"
    SENDING_UNIT_READ = "sending_unit_read"
    SENDING_UNIT_EDIT = "sending_unit_edit"
    FARM_READ = "farm_read"
    FARM_ADD = "farm_add"
    FARM_WISH = "farm_wish"
    CONFLICT_DECLARE = "conflict_declare"
    FARM_EDIT = "farm_edit"
    FARM_PHONE = "farm_phone"
    INDUSTRY_READ = "industry_read"
    INDUSTRY_EDIT = "industry_edit"
    PROJECT_READ = "project_read"
    PROJECT_EDIT = "project_edit"
    OUTCOME_ANSWER = "outcome_answer"
    AGREEMENT_READ = "agreement_read"
    AGREEMENT_EDIT = "agreement_edit"
    AGREEMENT_DECIDE = "agreement_decide"
    IMPACT_READ = "impact_read"
    PERIOD_CLOSE = "period_close"
    PLACE_READ = "place_read"
    PLACE_EDIT = "place_edit"
    PLACE_CHANGE = "place_change"
    OUTLINE_EDIT = "outline_edit"
    POLICY_READ = "policy_read"
    POLICY_EDIT = "policy_edit"
    WORD_READ = "word_read"
    WORD_EDIT = "word_edit"
    LIST_IMPORT = "list_import"
    ACCOUNT_MANAGE = "account_manage"


@dataclass(frozen=True)
class Subject:
    """What a permission is asked for: where it lies, whose it is, who works on it, where it is at home
    (None: where it lies)."""

    place_code: str
    farm_id: int | None = None
    expert_ids: frozenset[int] = frozenset()
    home_code: str | None = None


AREA, HOME, OWN_FARM, OWN_WORK = Reach.AREA, Reach.HOME, Reach.OWN_FARM, Reach.OWN_WORK
ADMIN, OFFICER, COOPERATIVE, EXPERT, LEADER, INFORMANT = (
    Role.ADMIN, Role.OFFICER, Role.COOPERATIVE, Role.EXPERT, Role.LEADER, Role.INFORMANT,
)

PERMISSION_MAP: Mapping[Permission, Mapping[Role, Reach]] = {
    Permission.PROBLEM_FILE: {OFFICER: AREA, INFORMANT: AREA, COOPERATIVE: OWN_FARM},
    Permission.PROBLEM_READ: {
        OFFICER: AREA, LEADER: AREA, INFORMANT: AREA, COOPERATIVE: OWN_FARM, EXPERT: OWN_WORK,
    },
    Permission.PROBLEM_FOLLOW: {INFORMANT: AREA, COOPERATIVE: OWN_FARM},
    Permission.PROBLEM_OVERSEE: {OFFICER: AREA, LEADER: AREA},
    Permission.PROBLEM_CORRECT: {OFFICER: AREA},
    Permission.PROBLEM_ASSIGN: {OFFICER: AREA},
    Permission.PROBLEM_HAND_OVER: {OFFICER: AREA},
    Permission.PROBLEM_CLAIM: {EXPERT: AREA},
    Permission.PROBLEM_CLOSE: {OFFICER: AREA},
    Permission.PROBLEM_REOPEN: {OFFICER: AREA, COOPERATIVE: OWN_FARM},
    Permission.DUTY_EDIT: {OFFICER: AREA},
    Permission.OFFICE_EDIT: {OFFICER: AREA, ADMIN: AREA},
    Permission.ASSIGNMENT_ANSWER: {EXPERT: OWN_WORK},
    Permission.VISIT_LOG: {EXPERT: OWN_WORK},
    Permission.TRAINING_LOG: {OFFICER: AREA, EXPERT: AREA},
    Permission.VISIT_READ: {OFFICER: AREA, LEADER: AREA, COOPERATIVE: OWN_FARM, EXPERT: OWN_WORK},
    Permission.FOLLOW_UP_WRITE: {OFFICER: AREA, EXPERT: OWN_WORK},
    Permission.VISIT_CONFIRM: {COOPERATIVE: OWN_FARM},
    Permission.VISIT_VOID: {OFFICER: AREA},
    Permission.ANSWER_WRITE: {OFFICER: AREA, EXPERT: OWN_WORK},
    Permission.CALLBACK_RECORD: {OFFICER: AREA, INFORMANT: AREA},
    Permission.EVIDENCE_ATTACH: {OFFICER: AREA, EXPERT: OWN_WORK},
    Permission.LIST_SETTLE: {OFFICER: AREA},
    Permission.PROJECT_CORRECT: {OFFICER: AREA},
    Permission.PERSON_READ: {OFFICER: AREA, LEADER: AREA, EXPERT: OWN_WORK},
    Permission.PERSON_UNMASK: {OFFICER: AREA},
    Permission.PERSON_MERGE: {OFFICER: AREA},
    Permission.EXPERT_READ: {OFFICER: AREA, LEADER: AREA, EXPERT: OWN_WORK},
    Permission.EXPERT_EDIT: {OFFICER: HOME, EXPERT: OWN_WORK},
    Permission.EXPERT_PHONE: {OFFICER: AREA, EXPERT: OWN_WORK},
    Permission.RECORD_ISSUE: {OFFICER: AREA, EXPERT: OWN_WORK},
    Permission.SENDING_UNIT_READ: {OFFICER: AREA, LEADER: AREA},
    Permission.SENDING_UNIT_EDIT: {OFFICER: AREA},
    Permission.FARM_READ: {OFFICER: AREA, LEADER: AREA, COOPERATIVE: OWN_FARM},
    Permission.FARM_ADD: {OFFICER: AREA},
    Permission.FARM_WISH: {OFFICER: AREA, COOPERATIVE: OWN_FARM},
    Permission.CONFLICT_DECLARE: {OFFICER: AREA, EXPERT: OWN_WORK},
    Permission.FARM_EDIT: {OFFICER: AREA, COOPERATIVE: OWN_FARM},
    Permission.FARM_PHONE: {OFFICER: AREA, INFORMANT: AREA, COOPERATIVE: OWN_FARM},
    Permission.INDUSTRY_READ: {OFFICER: AREA, LEADER: AREA},
    Permission.INDUSTRY_EDIT: {OFFICER: AREA},
    Permission.PROJECT_READ: {OFFICER: AREA, LEADER: AREA},
    Permission.PROJECT_EDIT: {OFFICER: AREA},
    Permission.OUTCOME_ANSWER: {OFFICER: AREA, EXPERT: OWN_WORK},
    Permission.AGREEMENT_READ: {OFFICER: AREA, LEADER: AREA, COOPERATIVE: OWN_FARM, EXPERT: OWN_WORK},
    Permission.AGREEMENT_EDIT: {OFFICER: AREA},
    Permission.AGREEMENT_DECIDE: {OFFICER: AREA, COOPERATIVE: OWN_FARM, EXPERT: OWN_WORK},
    Permission.IMPACT_READ: {OFFICER: AREA, LEADER: AREA},
    Permission.PERIOD_CLOSE: {LEADER: AREA},
    Permission.PLACE_READ: {OFFICER: AREA, LEADER: AREA, ADMIN: AREA},
    Permission.PLACE_EDIT: {OFFICER: AREA, ADMIN: AREA},
    Permission.PLACE_CHANGE: {OFFICER: AREA, ADMIN: AREA},
    Permission.OUTLINE_EDIT: {ADMIN: AREA},
    Permission.POLICY_READ: {OFFICER: AREA, LEADER: AREA, ADMIN: AREA},
    Permission.POLICY_EDIT: {OFFICER: AREA, ADMIN: AREA},
    Permission.WORD_READ: {OFFICER: AREA, ADMIN: AREA},
    Permission.WORD_EDIT: {OFFICER: AREA, ADMIN: AREA},
    Permission.LIST_IMPORT: {OFFICER: AREA},
    Permission.ACCOUNT_MANAGE: {ADMIN: AREA},
}


def reach_of(role: Role, permission: Permission) -> Reach | None:
    """How far `role` may go with `permission`; None when it may not at all."""
    return PERMISSION_MAP[permission].get(role)


def is_about_oneself(role: Role, permission: Permission) -> bool:
    """The role may use the permission only on the record that it is itself the subject of."""
    return reach_of(role, permission) in (Reach.OWN_WORK, Reach.OWN_FARM)


def allows(actor: Actor, permission: Permission, subject: Subject) -> bool:
    """May `actor` use `permission` on `subject`?"""
    match reach_of(actor.role, permission):
        case Reach.AREA:
            return within(subject.place_code, actor.area_code)
        case Reach.HOME:
            return within(subject.home_code or subject.place_code, actor.area_code)
        case Reach.OWN_FARM:
            return actor.farm_id is not None and subject.farm_id == actor.farm_id
        case Reach.OWN_WORK:
            return actor.expert_id is not None and actor.expert_id in subject.expert_ids
        case _:
            return False


def require(actor: Actor, permission: Permission, subject: Subject) -> None:
    """Raise NotAllowed('not_allowed') unless `allows`."""
    if not allows(actor, permission, subject):
        raise NotAllowed("not_allowed", permission.value)
