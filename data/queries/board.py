"""The board as officers see it, and who could take a problem instead."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.board import TO_DISPATCH, UNDO_WITHIN, UNPLACED, Mark, RowState
from data.domain.permissions import Permission
from data.models.account import Account
from data.models.board import BoardMark, BoardPlan, BoardRow
from data.models.expert import Expert
from data.models.problem import Problem
from data.models.recommendation import Assignment, AssignmentState
from data.queries.board_shortages import Shortage, shortage_views
from data.queries.matching_inputs import open_counts
from data.queries.problem_rows import ProblemCard, cards, cards_query
from data.queries.recommendations import ReasonRow
from data.queries.scope import check_role
from data.services.context import Context


@dataclass(frozen=True)
class Said:
    """A mark: who said what of which expert."""

    id: int
    kind: Mark
    expert_id: int | None
    expert: str | None


@dataclass(frozen=True)
class Better:
    """Somebody who fits better, and what the board has given them: numbers of problems."""

    name: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class RowView:
    """`offered_to`: who has the offer in force. `before`: whom the last draft proposed, if somebody else.
    `to_solve`: a mark made since contradicts the proposal."""

    card: ProblemCard
    state: RowState
    expert_id: int | None
    expert: str | None
    rank: int | None
    offered_to: str | None
    before: str | None
    better: tuple[Better, ...]
    alternates: tuple[str, ...]
    reasons: tuple[ReasonRow, ...]
    gone: tuple[ReasonRow, ...]
    said: tuple[Said, ...]
    to_solve: bool

    @property
    def lock(self) -> Said | None:
        return next((one for one in self.said if one.kind is Mark.LOCKED), None)

    @property
    def later(self) -> Said | None:
        return next((one for one in self.said if one.kind is Mark.LATER), None)

    @property
    def is_changed(self) -> bool:
        """Something else than what holds today or was proposed before."""
        return self.state is RowState.MOVED or self.before is not None


@dataclass(frozen=True)
class Load:
    """How many problems an expert has in hand, and would have; `most` as registered."""

    expert_id: int
    name: str
    now: int
    after: int
    most: int


@dataclass(frozen=True)
class BoardView:
    id: int
    version: int
    solved_at: dt.datetime
    solved_by: str
    dispatched_at: dt.datetime | None
    dispatched_by: str | None
    rows: tuple[RowView, ...]
    loads: tuple[Load, ...]
    shortages: tuple[Shortage, ...]
    sent: int

    def of(self, states: Iterable[RowState]) -> tuple[RowView, ...]:
        wanted = set(states)
        return tuple(row for row in self.rows if row.state in wanted)

    @property
    def going(self) -> tuple[RowView, ...]:
        return self.of(TO_DISPATCH)

    @property
    def unplaced(self) -> tuple[RowView, ...]:
        return self.of(UNPLACED)

    @property
    def to_solve(self) -> bool:
        return any(row.to_solve for row in self.rows)


@dataclass(frozen=True)
class WayBack:
    """A dispatch that can be taken back as a whole until `until`, as far as nobody has answered."""

    plan_id: int
    by: str
    at: dt.datetime
    until: dt.datetime
    sent: int


def latest_board(ctx: Context) -> BoardView | None:
    """The area's board in preparation, or the one that went out last; None before the first. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    plan = latest_plan(ctx)
    return None if plan is None else _view(ctx, plan)


def latest_plan(ctx: Context) -> BoardPlan | None:
    """As `latest_board`, its rows as they are stored, for rules."""
    return ctx.session.scalar(
        select(BoardPlan).where(BoardPlan.area_code == ctx.actor.area_code).order_by(BoardPlan.id.desc()).limit(1)
    )


def way_back(ctx: Context) -> WayBack | None:
    """For the area's last dispatch, while its time runs and somebody has not answered; a newer board in preparation
    does not close it. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    plan = ctx.session.scalar(
        select(BoardPlan).where(BoardPlan.area_code == ctx.actor.area_code, BoardPlan.dispatched_at.is_not(None))
        .order_by(BoardPlan.id.desc()).limit(1)
    )
    if plan is None or plan.dispatched_at is None or ctx.now - plan.dispatched_at > UNDO_WITHIN:
        return None
    sent = [row.assignment_id for row in plan.rows if row.assignment_id is not None]
    unanswered = select(Assignment.id).where(Assignment.id.in_(sent), Assignment.state == AssignmentState.OFFERED)
    if ctx.session.scalar(unanswered.limit(1)) is None:
        return None
    by = ctx.session.get_one(Account, plan.dispatched_by_id).name
    return WayBack(plan.id, by, plan.dispatched_at, plan.dispatched_at + UNDO_WITHIN, len(sent))


def stored_alternates(ctx: Context, problem_id: int) -> tuple[int, ...]:
    """Experts who could take the problem instead, the least loss to the whole board first, as the latest board that
    knew the problem saw it; empty if none did. For rules that act for nobody: hard rules of today are theirs to ask."""
    stored = ctx.session.scalar(
        select(BoardRow.alternates).where(BoardRow.problem_id == problem_id)
        .order_by(BoardRow.plan_id.desc()).limit(1)
    )
    return tuple(stored or ())


def _view(ctx: Context, plan: BoardPlan) -> BoardView:
    experts = select(Expert.id, Expert.name).where(Expert.county_code == plan.county_code)
    names = dict(ctx.session.execute(experts).all())
    found = _cards(ctx, [row.problem_id for row in plan.rows])
    given: dict[int, list[str]] = {}
    for row in plan.rows:
        if row.expert_id is not None and row.problem_id in found:
            given.setdefault(row.expert_id, []).append(found[row.problem_id].number)
    offered = _offered_to(ctx, plan.rows)
    rows = tuple(
        _row(row, found[row.problem_id], plan.marks, names, given, offered)
        for row in plan.rows if row.problem_id in found
    )
    accounts = dict(ctx.session.execute(select(Account.id, Account.name)).all())
    return BoardView(
        id=plan.id, version=plan.version, solved_at=plan.solved_at, solved_by=accounts[plan.solved_by_id],
        dispatched_at=plan.dispatched_at, dispatched_by=accounts.get(plan.dispatched_by_id or 0),
        rows=rows, loads=_loads(ctx, plan, names), shortages=shortage_views(plan, found, names),
        sent=sum(row.assignment_id is not None for row in plan.rows),
    )


def _cards(ctx: Context, problem_ids: list[int]) -> dict[int, ProblemCard]:
    rows = ctx.session.execute(cards_query(ctx, Problem.id.in_(problem_ids))).all()
    return {card.id: card for card in cards(ctx, rows)}


def _offered_to(ctx: Context, rows: Iterable[BoardRow]) -> dict[int, int]:
    ids = [row.offered_id for row in rows if row.offered_id is not None]
    return dict(ctx.session.execute(select(Assignment.id, Assignment.expert_id).where(Assignment.id.in_(ids))).all())


def _row(
    row: BoardRow, card: ProblemCard, marks: Iterable[BoardMark], names: dict[int, str], given: dict[int, list[str]],
    offered: dict[int, int],
) -> RowView:
    said = tuple(
        Said(one.id, one.kind, one.expert_id, names.get(one.expert_id or 0))
        for one in marks if one.problem_id == row.problem_id
    )
    before = names.get(row.before_id) if row.before_id and row.before_id != row.expert_id else None
    return RowView(
        card=card, state=row.state, expert_id=row.expert_id, expert=names.get(row.expert_id or 0), rank=row.rank,
        offered_to=names.get(offered.get(row.offered_id or 0, 0)), before=before,
        better=tuple(Better(names[id_], tuple(given.get(id_, ()))) for id_ in row.better),
        alternates=tuple(names[id_] for id_ in row.alternates), reasons=_reasons(row.reasons),
        gone=_reasons(row.gone), said=said, to_solve=any(_against(row, one) for one in said),
    )


def _against(row: BoardRow, one: Said) -> bool:
    if one.kind is Mark.LATER:
        return row.state in TO_DISPATCH
    is_same = row.expert_id == one.expert_id
    return is_same if one.kind is Mark.FORBIDDEN else row.expert_id is not None and not is_same


def _loads(ctx: Context, plan: BoardPlan, names: dict[int, str]) -> tuple[Load, ...]:
    """Everybody whom the board gives or takes something, those with most to carry first."""
    now = open_counts(ctx, plan.county_code)
    more, less = Counter(), Counter()
    offered = _offered_to(ctx, plan.rows)
    for row in plan.rows:
        if row.state in TO_DISPATCH and row.expert_id is not None and row.assignment_id is None:
            more[row.expert_id] += 1
            if row.offered_id is not None:
                less[offered[row.offered_id]] += 1
    most = dict(ctx.session.execute(select(Expert.id, Expert.max_open).where(Expert.id.in_({*more, *less}))).all())
    loads = [
        Load(id_, names[id_], now.get(id_, 0), now.get(id_, 0) + more[id_] - less[id_], most[id_])
        for id_ in {*more, *less}
    ]
    return tuple(sorted(loads, key=lambda load: (-load.after, -load.now, load.expert_id)))


def _reasons(stored: Iterable[dict]) -> tuple[ReasonRow, ...]:
    return tuple(ReasonRow(one["kind"], one["code"], one["params"]) for one in stored)
