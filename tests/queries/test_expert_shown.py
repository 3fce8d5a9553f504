"""What an expert declares beside what the solved questions show: the difference is said."""

from __future__ import annotations

from data.domain.problem import ProblemEventKind
from data.models.expert import Expert
from data.models.problem import Problem
from data.queries.expert_record import SHOWS, TELLS, expert_record
from data.services.events import append_event
from tests.desk import Desk


def solved_by(desk: Desk, expert_id: int, kinds: list[str]) -> None:
    for kind in kinds:
        problem_id = desk.ask(problem_types=(kind,)).problem_id
        with desk.writing("王敏") as ctx:
            problem = ctx.session.get_one(Problem, problem_id)
            append_event(ctx, problem, ProblemEventKind.ASSIGNED, expert_id=expert_id)
            for step in (ProblemEventKind.ACCEPTED, ProblemEventKind.FINISHED, ProblemEventKind.CONFIRMED):
                append_event(ctx, problem, step)


def test_what_was_solved_but_not_declared_and_the_other_way_round(desk: Desk):
    expert_id = desk.experts["贺海峰"]
    with desk.writing("管理员") as ctx:
        ctx.session.get_one(Expert, expert_id).problem_types = ["P08", "P04"]
    solved_by(desk, expert_id, ["P08"] + ["P02"] * (SHOWS - 1))
    with desk.reading("王敏") as ctx:
        shown = expert_record(ctx, expert_id).shown
        assert (shown.undeclared, shown.unshown) == ((), ())
    solved_by(desk, expert_id, ["P02"] * (TELLS - SHOWS))
    with desk.reading("王敏") as ctx:
        shown = expert_record(ctx, expert_id).shown
        assert shown.undeclared == ("虫鼠害",) and shown.unshown == ("施肥缺素",)
