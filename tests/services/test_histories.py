"""Whatever experts, officers and farmers do in whatever order: what is stored is what the events say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from data.domain.errors import AppError
from data.domain.problem import ProblemEventKind
from data.domain.visit_form import NewPerson
from data.models.problem import Problem
from data.models.visit import Visit, VisitPerson
from data.rollup.write import differing
from data.services.confirmations import confirm_problem, record_call_back
from data.services.events import append_event, differing_problems
from data.services.visit_events import disagreements
from data.services.visit_words import confirm_by_call, dispute, uphold
from data.services.visits import attach_signed_list, correct_projects, log_visit, void
from tests.pictures import a_pdf
from tests.village import COUNTY, TODAY, Village, add_problem, not_solved, solved, visit_form

NAMES = ("韩喜莲", "韩二", "赵六", "贾福", "李强")
Step = tuple[str, int, frozenset[str]]
DOINGS = (
    "log", "finish", "same_click", "list", "confirm", "deny", "call", "void", "projects", "again", "ring", "dispute",
    "uphold",
)
OFTEN = (*DOINGS, *("finish", "deny", "again", "call") * 2, "ring", "uphold")

histories = st.lists(
    st.tuples(st.sampled_from(OFTEN), st.integers(0, 3), st.frozensets(st.sampled_from(NAMES), min_size=1)),
    min_size=6, max_size=16,
)


class History:
    """One problem, and what is done to it; each doing takes a number and some names, and may be refused."""

    def __init__(self, village: Village):
        self.village, self.problem_id, self.clicks = village, add_problem(village), 0

    def do(self, doing: str, number: int, names: frozenset[str]) -> None:
        doings: dict[str, Callable[[int, frozenset[str]], None]] = {
            "log": lambda n, who: self.log(who, self.click(), unnamed_heads=n, finished=False, follow_up_on=TODAY),
            "finish": lambda n, who: self.log(who, self.click(), new_names=(NewPerson(f"新{n}"),)),
            "same_click": lambda _n, who: self.log(who, f"{self.problem_id}-1"),
            "list": self.attach, "void": self.void, "projects": self.projects,
            "confirm": lambda _n, _who: self.answer("cooperative", confirm_problem, solved()),
            "deny": lambda _n, _who: self.answer("cooperative", confirm_problem, not_solved()),
            "call": lambda _n, _who: self.answer("officer", record_call_back, solved()),
            "again": lambda _n, _who: self.again(), "ring": self.ring,
            "dispute": lambda n, _who: self.on_visit(n, dispute, "韩喜莲", "没有来"), "uphold": self.uphold,
        }
        doings[doing](number, names)

    def click(self) -> str:
        self.clicks += 1
        return f"{self.problem_id}-{self.clicks}"

    def log(self, names: frozenset[str], click: str, **changes) -> None:
        people = self.village.person_ids(*sorted(names))
        projects = (self.village.projects["西梅示范"],)
        with self.village.writing("expert") as ctx:
            log_visit(ctx, visit_form(self.problem_id, person_ids=people, project_ids=projects, **changes), click)

    def attach(self, number: int, names: frozenset[str]) -> None:
        with self.village.writing("officer") as ctx:
            visit = self.visit(ctx, number)
            present = set(ctx.session.scalars(select(VisitPerson.person_id).where(VisitPerson.visit_id == visit.id)))
            ticked = present & set(self.village.person_ids(*names))
            attach_signed_list(ctx, visit.id, visit.version, a_pdf(), "名单.pdf", tuple(ticked))

    def void(self, number: int, _names: frozenset[str]) -> None:
        with self.village.writing("officer") as ctx:
            visit = self.visit(ctx, number)
            void(ctx, visit.id, visit.version, "写错了")

    def ring(self, number: int, _names: frozenset[str]) -> None:
        with self.village.writing("officer") as ctx:
            visit = self.visit(ctx, number)
            named = ctx.session.scalars(select(VisitPerson.person_id).where(VisitPerson.visit_id == visit.id)).all()
            confirm_by_call(ctx, visit.id, visit.version, max(named), "本人")

    def uphold(self, number: int, _names: frozenset[str]) -> None:
        """Disputed now, if nobody has disputed it before, and looked into."""
        with suppress(AppError):
            self.on_visit(number, dispute, "韩喜莲", "没有来")
        self.on_visit(number, uphold, "问过了")

    def on_visit(self, number: int, service: Callable[..., object], *told: object) -> None:
        with self.village.writing("officer") as ctx:
            visit = self.visit(ctx, number)
            service(ctx, visit.id, visit.version, *told)

    def projects(self, number: int, names: frozenset[str]) -> None:
        wanted = list(self.village.projects.values())[:len(names) - 1]
        with self.village.writing("officer") as ctx:
            visit = self.visit(ctx, number)
            correct_projects(ctx, visit.id, visit.version, tuple(wanted), "登记错了")

    def answer(self, who: str, service: Callable, form) -> None:
        with self.village.writing(who) as ctx:
            service(ctx, self.problem_id, form, self.click())

    def again(self) -> None:
        """Not solved, and the same expert takes it on once more."""
        self.answer("officer", record_call_back, not_solved())
        with self.village.writing("officer") as ctx:
            problem = ctx.session.get_one(Problem, self.problem_id)
            append_event(ctx, problem, ProblemEventKind.ASSIGNED, expert_id=self.village.expert_id)
            append_event(ctx, problem, ProblemEventKind.ACCEPTED)

    def visit(self, ctx, number: int) -> Visit:
        visits = ctx.session.scalars(select(Visit).where(Visit.problem_id == self.problem_id).order_by(Visit.id)).all()
        return visits[number % len(visits)]


@pytest.mark.parametrize(("database_url", "examples"), [("sqlite", 30), ("postgres", 6)], indirect=["database_url"])
def test_what_is_stored_is_what_the_events_say(village: Village, examples: int):
    done: Counter[str] = Counter()

    @settings(max_examples=examples)
    @given(histories)
    def check(steps: list[Step]) -> None:
        history = History(village)
        for doing, number, names in steps:
            try:
                history.do(doing, number, names)
                done[doing] += 1
            except (AppError, ZeroDivisionError):  # refused, or no visit yet: nothing may have changed
                done["refused"] += 1
        with village.reading("officer") as ctx:
            assert disagreements(ctx) == [] and differing_problems(ctx, COUNTY) == []
            _check_heads(ctx)
            assert differing(ctx.session, COUNTY) == []

    check()
    if examples > 20:
        assert set(done) == {*DOINGS, "refused"}, done


def _check_heads(ctx) -> None:
    for visit in ctx.session.scalars(select(Visit)):
        links = ctx.session.scalars(select(VisitPerson.person_id).where(VisitPerson.visit_id == visit.id)).all()
        assert visit.head_count >= len(links) == len(set(links))
