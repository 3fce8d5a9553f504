"""The to-call list: who is still to be told what, and what came of trying."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Set
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlalchemy.orm import aliased

from data.domain.contact import mask_phone
from data.domain.notices import ASKS_WHETHER_SOLVED, Audience, CallResult, NoticeKind
from data.domain.permissions import Permission, Reach, allows, reach_of
from data.domain.places import COUNTY
from data.domain.problem import OPEN, ProblemEventKind, Urgency
from data.domain.second_opinion import reply_until
from data.models.account import Account
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.notice import Notice, NoticeCall
from data.models.person import Person
from data.models.problem import Problem, ProblemEvent
from data.models.public import ReceiptPass
from data.queries.closing import may_close
from data.queries.duty import DutyNow, duty_now
from data.queries.places import place_names
from data.queries.problem_rows import Page
from data.queries.scope import check_role, in_scope, problem_subject
from data.services.context import Context

CALLS_SHOWN = 15
IS_OPEN = (Notice.done_at.is_(None), Notice.overtaken_at.is_(None))
HAS_IT, TOLD = aliased(Expert), aliased(Expert)


@dataclass(frozen=True)
class Tries:
    """Attempts so far; the last one's moment and result."""

    count: int = 0
    last_at: dt.datetime | None = None
    last: CallResult | None = None


@dataclass(frozen=True)
class NoticeCard:
    """One call to make. `expert_id`: the expert to tell. `name` and `phone` of whom to tell, masked for whoever may not
    see them; `other_phone` the unit's own, where it is another. `due_at`: until when the question's next step is
    promised, or a second opinion to be written. `details` are the event's; `follows`: they look for themselves;
    `may_close`: called in vain on two days; `may_correct`: the asker's number can be put right;
    `is_new_number`: it was, and nobody has called it yet."""

    id: int
    kind: NoticeKind
    audience: Audience
    expert_id: int | None
    name: str | None
    phone: str | None
    other_phone: str | None
    problem_id: int
    number: str
    words: str
    place: str
    expert: str | None
    expert_unit: str | None
    expert_phone: str | None
    due_at: dt.datetime | None
    details: dict
    written_at: dt.datetime
    tries: Tries
    follows: bool
    may_close: bool
    may_correct: bool
    is_new_number: bool


@dataclass(frozen=True)
class Around:
    """What is read once for a page of calls: names of places, attempts by notice, who is on duty, which problems were
    called about in vain, and when an asker's number was put right last."""

    places: dict[str, str]
    tries: dict[int, Tries]
    duty: DutyNow
    silent: Set[int]
    corrected: dict[int, dt.datetime]


def audiences(ctx: Context) -> tuple[Audience, ...]:
    """Whom the actor calls: everybody, or only askers where the experts' own numbers are not the actor's business."""
    calls_experts = reach_of(ctx.actor.role, Permission.EXPERT_PHONE) is Reach.AREA
    return tuple(Audience) if calls_experts else (Audience.ASKER,)


def calls_waiting(ctx: Context) -> int:
    """How many are to be told in the actor's area. Raises NotAllowed."""
    check_role(ctx, Permission.CALLBACK_RECORD)
    return ctx.session.scalar(select(func.count(Notice.id)).where(*IS_OPEN, _here(ctx))) or 0


def to_call(
    ctx: Context, audience: Audience | None = None, page: int = 1, problem_id: int | None = None,
) -> Page[NoticeCard]:
    """One page of them, or of those about one problem: an epidemic first, then what is critical, then those who cannot
    look for themselves, oldest first.

    A page beyond the last is the last. Raises NotAllowed.
    """
    check_role(ctx, Permission.CALLBACK_RECORD)
    wanted = [*IS_OPEN, _here(ctx), *([Notice.audience == audience] if audience else [])]
    wanted += [Notice.problem_id == problem_id] if problem_id is not None else []
    total = ctx.session.scalar(select(func.count(Notice.id)).where(*wanted)) or 0
    number = min(max(1, page), max(1, -(-total // CALLS_SHOWN)))
    order = (_pressing(), _follows(ctx), Notice.written_at, Notice.id)
    ids = ctx.session.scalars(  # first: sorting whole rows with all their words would take the time
        select(Notice.id).join(Problem, Problem.id == Notice.problem_id).where(*wanted).order_by(*order)
        .limit(CALLS_SHOWN).offset((number - 1) * CALLS_SHOWN)
    ).all()
    rows = ctx.session.execute(_query(ctx).where(Notice.id.in_(ids)).order_by(*order)).all()
    return Page(_cards(ctx, rows), number, total, CALLS_SHOWN)


def _pressing() -> ColumnElement[int]:
    critical = (Problem.urgency == Urgency.CRITICAL) & Problem.status.in_(OPEN)
    return case((Notice.audience == Audience.DUTY, 0), (critical, 1), else_=2)


def _here(ctx: Context) -> ColumnElement[bool]:
    """Whoever works for the whole county needs no look at each question's place."""
    if len(ctx.actor.area_code) == COUNTY:
        here = Notice.county_code == ctx.actor.area_code
    else:
        reached = select(Problem.id).where(in_scope(ctx.actor, Permission.CALLBACK_RECORD, Problem))
        here = Notice.problem_id.in_(reached)
    whom = audiences(ctx)
    return here if whom == tuple(Audience) else here & Notice.audience.in_(whom)


def _query(ctx: Context) -> Select:
    return (
        select(
            Notice, Problem, ProblemEvent.details, HAS_IT, TOLD, func.coalesce(Farm.phone, Person.phone).label("other"),
            _follows(ctx).label("follows"),
        )
        .join(Problem, Problem.id == Notice.problem_id).join(ProblemEvent, ProblemEvent.id == Notice.event_id)
        .join(Farm, Farm.id == Problem.farm_id).outerjoin(Person, Person.id == Farm.contact_person_id)
        .outerjoin(HAS_IT, HAS_IT.id == Problem.expert_id).outerjoin(TOLD, TOLD.id == Notice.expert_id)
    )


def _follows(ctx: Context) -> ColumnElement[int]:
    """1 for an account of the unit or of the expert, or a receipt that somebody opens, else 0."""
    with_account = ~Account.is_closed
    farms = select(Account.farm_id).where(with_account, Account.farm_id.is_not(None))
    experts = select(Account.expert_id).where(with_account, Account.expert_id.is_not(None))
    opened = select(ReceiptPass.problem_id).where(ReceiptPass.expires_at > ctx.now)
    asker = Problem.farm_id.in_(farms) | Problem.id.in_(opened)
    return case(((Notice.audience == Audience.ASKER) & asker, 1), (Notice.expert_id.in_(experts), 1), else_=0)


def _cards(ctx: Context, rows: Iterable[Row]) -> tuple[NoticeCard, ...]:
    rows = list(rows)
    places = place_names(ctx, {row.Problem.current_place for row in rows})
    around = Around(
        places, _tries(ctx, [row.Notice.id for row in rows]),
        duty_now(ctx, rows[0].Problem.county_code) if rows else DutyNow(None),
        may_close(ctx, [row.Problem for row in rows if row.Notice.kind in ASKS_WHETHER_SOLVED]),
        _corrected(ctx, [row.Problem.id for row in rows]),
    )
    return tuple(_card(ctx, row, around) for row in rows)


def _card(ctx: Context, row: Row, around: Around) -> NoticeCard:
    notice, problem, has_it = row.Notice, row.Problem, row[3]
    name, phone = _whom(ctx, row, around.duty)
    tries = around.tries.get(notice.id, Tries())
    corrected = around.corrected.get(problem.id)

    def may(permission: Permission) -> bool:
        return allows(ctx.actor, permission, problem_subject(problem))

    other = row.other if notice.audience is Audience.ASKER and row.other != problem.asker_phone else None
    return NoticeCard(
        notice.id, notice.kind, notice.audience, notice.expert_id, name, phone, _seen(ctx, problem, other),
        problem.id, problem.number, problem.text, around.places[problem.current_place],
        has_it and has_it.name, has_it and has_it.unit, has_it and has_it.phone, _due(row), row.details,
        notice.written_at, tries, bool(row.follows),
        notice.kind in ASKS_WHETHER_SOLVED and problem.id in around.silent and may(Permission.PROBLEM_CLOSE),
        notice.audience is Audience.ASKER and may(Permission.PROBLEM_CORRECT),
        notice.audience is Audience.ASKER and corrected is not None and (tries.last_at or corrected) <= corrected,
    )


def _due(row: Row) -> dt.datetime | None:
    return reply_until(row.details) if row.Notice.kind is NoticeKind.SECOND else row.Problem.due_at


def _whom(ctx: Context, row: Row, duty: DutyNow) -> tuple[str | None, str | None]:
    problem, told = row.Problem, row[4]
    match row.Notice.audience:
        case Audience.ASKER:
            return problem.asker_name, _seen(ctx, problem, problem.asker_phone)
        case Audience.EXPERT:
            return told.name, told.phone
        case Audience.DUTY:
            return duty.name, duty.phone


def _seen(ctx: Context, problem: Problem, phone: str | None) -> str | None:
    """As on the unit's page of the register."""
    is_open = allows(ctx.actor, Permission.FARM_PHONE, problem_subject(problem))
    return phone if is_open or phone is None else mask_phone(phone)


def _tries(ctx: Context, notice_ids: list[int]) -> dict[int, Tries]:
    rows = ctx.session.scalars(
        select(NoticeCall).where(NoticeCall.notice_id.in_(notice_ids)).order_by(NoticeCall.id)
    )
    found: dict[int, Tries] = {}
    for row in rows:
        found[row.notice_id] = Tries(found.get(row.notice_id, Tries()).count + 1, row.at, row.result)
    return found


def _corrected(ctx: Context, problem_ids: list[int]) -> dict[int, dt.datetime]:
    rows = ctx.session.execute(
        select(ProblemEvent.problem_id, func.max(ProblemEvent.at).label("at"))
        .where(ProblemEvent.problem_id.in_(problem_ids), ProblemEvent.kind == ProblemEventKind.NUMBER_CORRECTED)
        .group_by(ProblemEvent.problem_id)
    )
    return {row.problem_id: row.at for row in rows}
