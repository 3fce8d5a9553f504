"""Signed answers: those to be read today, one visit's, an expert's solved questions without one, the office's list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, String, cast, false, or_, select

from data.domain.branches import Branch, branch_of
from data.domain.permissions import Permission, allows
from data.domain.problem import ProblemStatus
from data.domain.roles import Role
from data.domain.signed_answer import (
    ABOUT_MAX,
    UNANSWERABLE,
    AnswerForm,
    AnswerState,
    good_until,
    months_around,
    signed_since,
    state_of,
)
from data.domain.visit import COUNTED
from data.domain.worktime import BEIJING
from data.models.expert import Expert
from data.models.problem import Problem
from data.models.signed_answer import SignedAnswer
from data.models.taxonomy import ProblemType
from data.models.visit import Visit, VisitExpert
from data.queries.scope import check_role, in_scope, visit_subject
from data.queries.taxonomy import problem_types
from data.services.context import Context

UNSIGNED = {AnswerState.PROPOSED, AnswerState.EXPIRED}
LISTED, TO_SIGN, SIGN_WITHIN = 200, 2, dt.timedelta(days=30)


@dataclass(frozen=True)
class AnswerOfVisit:
    """What a visit's answer says, or would say from its advice while `state` is None. `expert`: who signs or signed;
    `until`: the last day of a signed one; `reason` of a withdrawn one. `may_write`: the actor may write or sign it.
    `crop` and `kinds` are the question's, the kinds in the reader's language."""

    visit_id: int
    form: AnswerForm
    expert: str
    state: AnswerState | None = None
    signed_on: dt.date | None = None
    until: dt.date | None = None
    reason: str | None = None
    helped: int = 0
    may_write: bool = False
    branch: Branch | None = None
    crop: str | None = None
    kinds: tuple[str, ...] = ()


def answers_to_read(
    ctx: Context, county_code: str, crop: str | None, kinds: Collection[str],
) -> Sequence[Row[tuple[SignedAnswer, str | None, list[str]]]]:
    """What is read today of this crop, or of one of these kinds and no other crop, each with crop and kinds of the
    question it comes from. For code that shows the answer and never the question."""
    same_kind = or_(false(), *(cast(Problem.problem_types, String).contains(f'"{code}"') for code in kinds))
    field = (Problem.crop == crop) | (Problem.crop.is_(None) & same_kind) if crop else same_kind
    return ctx.session.execute(
        select(SignedAnswer, Problem.crop, Problem.problem_types)
        .join(Visit, Visit.id == SignedAnswer.visit_id).join(Problem, Problem.id == Visit.problem_id)
        .where(SignedAnswer.county_code == county_code, is_read(ctx), field)
    ).all()


def is_read(ctx: Context) -> ColumnElement[bool]:
    """Of an answer with its visit and question: signed, standing and holding today."""
    return (
        SignedAnswer.withdrawn_on.is_(None) & (SignedAnswer.signed_on >= signed_since(ctx.today)) & _stands()
        & answerable() & _holds_in(ctx.today.month)
    )


def _holds_in(month: int) -> ColumnElement[bool]:
    """`months` is stored as [3, 4, 5]."""
    said = cast(SignedAnswer.months, String)
    return or_(*(said.contains(f"{before}{month}{after}") for before in "[ " for after in ",]"))


def answers_written(ctx: Context, county_code: str) -> Sequence[tuple[int, dt.datetime]]:
    """Id and moment of writing of all the county's answers: others when one is new or has other words."""
    rows = ctx.session.execute(
        select(SignedAnswer.id, SignedAnswer.written_at).where(SignedAnswer.county_code == county_code)
        .order_by(SignedAnswer.id)
    )
    return [(number, at) for number, at in rows]


def words_of_answers(ctx: Context, county_code: str) -> dict[int, str]:
    """Answer -> what it answers, and the words of the question it comes from. For code that shows neither."""
    rows = ctx.session.execute(
        select(SignedAnswer.id, SignedAnswer.about, Problem.text).join(Visit, Visit.id == SignedAnswer.visit_id)
        .join(Problem, Problem.id == Visit.problem_id).where(SignedAnswer.county_code == county_code)
    )
    return {number: f"{about}\n{text}" for number, about, text in rows}


def answer_of_visit(ctx: Context, visit: Visit) -> AnswerOfVisit | None:
    """For those who may write it and of visits that can have one; `visit` is one that the actor may see."""
    if not allows(ctx.actor, Permission.ANSWER_WRITE, visit_subject(ctx, visit)):
        return None
    row = ctx.session.execute(_rows().where(Visit.id == visit.id)).one_or_none()
    if row is not None:
        return _told(ctx, row, _kind_names(ctx))
    problem = ctx.session.scalar(select(Problem).join(Visit, Visit.problem_id == Problem.id).where(
        Visit.id == visit.id, _stands(), answerable(),
    ))
    return _proposed(ctx, visit, problem) if problem else None


def answers_to_sign(ctx: Context) -> tuple[AnswerOfVisit, ...]:
    """For the signed-in expert: what the office wrote for them and what is two years old, then their questions of the
    last thirty days that were solved and have no answer yet, newest first, at most two. Raises NotAllowed."""
    check_role(ctx, Permission.ANSWER_WRITE)
    own = ctx.session.execute(_rows().where(SignedAnswer.expert_id == ctx.actor.expert_id).order_by(SignedAnswer.id))
    names = _kind_names(ctx)
    written = [one for one in (_told(ctx, row, names) for row in own) if one.may_write and one.state in UNSIGNED]
    bare = ctx.session.execute(
        select(Visit, Problem).join(Problem, Problem.id == Visit.problem_id)
        .outerjoin(SignedAnswer, SignedAnswer.visit_id == Visit.id)
        .where(
            in_scope(ctx.actor, Permission.ANSWER_WRITE, Visit), Problem.expert_id == ctx.actor.expert_id, _stands(),
            answerable(), SignedAnswer.id.is_(None), Visit.service_day >= ctx.today - SIGN_WITHIN,
        ).order_by(Visit.service_day.desc(), Visit.id.desc()).limit(TO_SIGN)
    ).all()
    return (*written, *(_proposed(ctx, row.Visit, row.Problem) for row in bare))


def signed_answers(ctx: Context) -> tuple[AnswerOfVisit, ...]:
    """All within the actor's reach, newest first, at most 200. Raises NotAllowed."""
    check_role(ctx, Permission.ANSWER_WRITE)
    rows = ctx.session.execute(
        _rows().where(in_scope(ctx.actor, Permission.ANSWER_WRITE, Visit))
        .order_by(SignedAnswer.written_at.desc(), SignedAnswer.id.desc()).limit(LISTED)
    )
    names = _kind_names(ctx)
    return tuple(_told(ctx, row, names) for row in rows)


def signer(ctx: Context, visit: Visit) -> Expert:
    """The signed-in expert; else whoever made the visit, the question's own expert first."""
    if ctx.actor.role is Role.EXPERT:
        return ctx.session.get_one(Expert, ctx.actor.expert_id)
    owner = select(Problem.expert_id).where(Problem.id == visit.problem_id).scalar_subquery()
    return ctx.session.scalars(
        select(Expert).join(VisitExpert, VisitExpert.expert_id == Expert.id).where(VisitExpert.visit_id == visit.id)
        .order_by(Expert.id != owner, Expert.id)
    ).first() or ctx.session.scalars(select(Expert).where(Expert.id == owner)).one()


def about_of(ctx: Context, problem: Problem) -> str:
    """西梅：病害: the proposed heading of an answer, whatever language its writer reads."""
    kinds = ctx.session.scalars(
        select(ProblemType.short_name).where(ProblemType.code.in_(problem.problem_types)).order_by(ProblemType.code)
    )
    return "：".join(part for part in (problem.crop, "、".join(kinds)) if part)[:ABOUT_MAX]


def answerable() -> ColumnElement[bool]:
    """Nothing that an authority or another office answers."""
    return Problem.gate.is_(None) | Problem.gate.not_in(UNANSWERABLE)


def _stands() -> ColumnElement[bool]:
    return Visit.status.in_(COUNTED) & (Problem.status == ProblemStatus.SOLVED)


def _rows():
    return (
        select(SignedAnswer, Problem, Visit).join(Visit, Visit.id == SignedAnswer.visit_id)
        .join(Problem, Problem.id == Visit.problem_id)
    )


def _kind_names(ctx: Context) -> dict[str, str]:
    return {one.code: one.short_name for one in problem_types(ctx)}


def _told(ctx: Context, row: Row, names: Mapping[str, str]) -> AnswerOfVisit:
    one: SignedAnswer = row.SignedAnswer
    stands = row.Visit.status in COUNTED and row.Problem.status is ProblemStatus.SOLVED
    is_withdrawn = one.withdrawn_on is not None
    return AnswerOfVisit(
        one.visit_id,
        AnswerForm(one.about, one.advice, tuple(one.months), one.product, one.dose, one.waiting_days),
        one.signed_name, state_of(one.signed_on, one.months, ctx.today, is_withdrawn=is_withdrawn, stands=stands),
        one.signed_on, good_until(one.signed_on) if one.signed_on else None, one.withdrawn_reason, one.helped,
        stands and may_write_again(ctx, one), branch_of(row.Problem.problem_types), row.Problem.crop,
        tuple(names[code] for code in row.Problem.problem_types if code in names),
    )


def may_write_again(ctx: Context, answer: SignedAnswer) -> bool:
    """What the office withdrew an expert cannot sign once more by himself; each signs only what is his own."""
    if ctx.actor.role is not Role.EXPERT:
        return True
    mine = answer.expert_id == ctx.actor.expert_id
    return mine and (answer.withdrawn_on is None or answer.withdrawn_by_id == ctx.actor.account_id)


def _proposed(ctx: Context, visit: Visit, problem: Problem) -> AnswerOfVisit:
    """From what was said at the visit, so that nothing is typed twice."""
    months = months_around(problem.created_at.astimezone(BEIJING).date())
    form = AnswerForm(about_of(ctx, problem), visit.advice, months, visit.product, visit.dose, visit.waiting_days)
    return AnswerOfVisit(visit.id, form, signer(ctx, visit).name, may_write=True)
