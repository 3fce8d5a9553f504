"""Questions go up by rule: each step with its reason, once; where somebody must call, an officer is asked."""

from __future__ import annotations

import datetime as dt

import pytest

from data.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data.domain.ladder import DEFAULT_RULES, Cause, Rule, Step
from data.domain.problem import ProblemEventKind, ProblemStatus, Rung
from data.jobs.kinds import climb
from data.models.place import County
from data.models.problem import Problem, ProblemEvent
from data.queries import ladder
from data.queries.ladder import proposals, rules_here, with_leader
from data.services.dispatch import decline
from data.services.events import append_event, differing_problems
from data.services.ladder import add_rule, due_steps, raise_rung, remove_rule, take_steps
from tests.desk import COUNTY, LAMBS, MACHINE_VILLAGE, NOW, Desk, on_sqlite

DAY = dt.timedelta(days=1)
CLIMBS = (ProblemEventKind.RAISED, ProblemEventKind.RAISE_PROPOSED)


def climbed(desk: Desk, problem_id: int) -> list[tuple]:
    with desk.reading("王敏") as ctx:
        events = ctx.session.query(ProblemEvent).filter_by(problem_id=problem_id).order_by(ProblemEvent.sequence)
        return [
            (one.kind, one.details["rung"], one.details.get("cause"), one.details.get("count"), one.account_id)
            for one in events if one.kind in CLIMBS
        ]


def in_the_township(desk: Desk) -> int:
    """A question in a town that has an officer of its own."""
    return desk.ask("宏伟", "播种机下种不匀，咋调", place_code=MACHINE_VILLAGE).problem_id


def test_an_overdue_question_goes_up_step_by_step_and_once_each(desk: Desk):
    problem = in_the_township(desk)
    assert climb(desk.runtime, NOW + DAY, False) == {"raised": 0, "proposed": 0, "left": 0}
    late = NOW + dt.timedelta(days=6)  # Wednesday; promised was Friday
    assert climb(desk.runtime, late, True) == {"raised": 1, "proposed": 0, "left": 0}
    assert climbed(desk, problem) == []
    assert climb(desk.runtime, late, False) == {"raised": 1, "proposed": 0, "left": 0}
    assert climb(desk.runtime, late + dt.timedelta(minutes=10), False) == {"raised": 0, "proposed": 0, "left": 0}
    assert climbed(desk, problem) == [(ProblemEventKind.RAISED, "banner", "overdue", 2, None)]
    with desk.reading("赵书记") as ctx:
        assert with_leader(ctx) == ()
    climb(desk.runtime, NOW + dt.timedelta(days=30), False)
    assert climbed(desk, problem)[1:] == [(ProblemEventKind.RAISED, "leader", "overdue", 5, None)]
    with desk.reading("赵书记") as ctx:
        assert [card.id for card in with_leader(ctx)] == [problem]
        assert differing_problems(ctx, COUNTY) == []
    for status, shown in ((ProblemStatus.TO_CONFIRM, [problem]), (ProblemStatus.SOLVED, [])):
        with desk.writing("王敏") as ctx:
            ctx.session.get_one(Problem, problem).status = status
        with desk.reading("赵书记") as ctx:
            assert [card.id for card in with_leader(ctx)] == shown


@on_sqlite
def test_an_emergency_goes_to_the_banner_at_once(desk: Desk):
    problem = desk.ask("宏伟", LAMBS, place_code=MACHINE_VILLAGE).problem_id
    climb(desk.runtime, NOW, False)
    assert climbed(desk, problem) == [(ProblemEventKind.RAISED, "banner", "loss", 1, None)]


def test_where_somebody_must_call_the_officer_is_asked_and_does_it(desk: Desk):
    problem = desk.ask().problem_id
    with desk.writing("管理员") as ctx:
        county = ctx.session.get_one(County, COUNTY)
        county.settings = {**county.settings, "offers_by_rule": False}
    for _ in range(3):
        assignment, expert = desk.assign_first(problem)
        with desk.writing(next(name for name, id_ in desk.experts.items() if id_ == expert)) as ctx:
            decline(ctx, assignment, "no_time")
    assert climb(desk.runtime, NOW, False) == {"raised": 0, "proposed": 1, "left": 0}
    assert climb(desk.runtime, NOW, False) == {"raised": 0, "proposed": 0, "left": 0}
    with desk.writing("王敏") as ctx:
        (asked,) = proposals(ctx)
        assert (asked.problem_id, asked.step) == (problem, Step(Rung.OUTSIDE, Cause.DECLINED, 3))
        raise_rung(ctx, problem, ctx.session.get_one(Problem, problem).version, "outside", "市里果树队")
    with desk.reading("王敏") as ctx:
        assert proposals(ctx) == ()
    with desk.reading("镇干部") as ctx:  # of another town
        assert proposals(ctx) == ()


def test_an_amount_goes_up_from_what_the_county_says_and_an_unread_one_does_not(desk: Desk):
    with desk.writing("王敏") as ctx:
        add_rule(ctx, Rule(Cause.HEAD, 30, Rung.BANNER))
        add_rule(ctx, Rule(Cause.MU, 200, Rung.BANNER))
        add_rule(ctx, Rule(Cause.YUAN, 50_000, Rung.LEADER))

    def asked(**facts: str) -> int:
        return desk.ask("宏伟", "播种机下种不匀，咋调", place_code=MACHINE_VILLAGE, facts=facts).problem_id

    ill, land, both = asked(head_affected="三十来头"), asked(area="三百亩"), asked(area="三百亩", loss_yuan="6万多")
    for too_little in ({"area": "199亩"}, {"head_affected": "约30%"}, {"loss_yuan": "上万"}):
        asked(**too_little)
    assert climb(desk.runtime, NOW, False) == {"raised": 3, "proposed": 0, "left": 0}
    raised = ProblemEventKind.RAISED
    assert climbed(desk, ill) == [(raised, "banner", "head", 30, None)]
    assert climbed(desk, land) == [(raised, "banner", "mu", 300, None)]
    assert climbed(desk, both) == [(raised, "leader", "yuan", 60_000, None)]


@on_sqlite
def test_what_changed_since_it_was_read_waits_for_the_next_turn(desk: Desk):
    problem = desk.ask("宏伟", LAMBS, place_code=MACHINE_VILLAGE).problem_id
    with desk.reading("王敏") as ctx:
        steps = due_steps(ctx, COUNTY)
    with desk.writing("王敏") as ctx:
        ctx.session.get_one(Problem, problem).title = "羊羔"
    with desk.writing("王敏") as ctx:
        assert take_steps(ctx, COUNTY, steps) == 0


def test_rules_are_the_county_s(desk: Desk):
    rule = Rule(Cause.REPEAT, 4, Rung.OUTSIDE)
    with desk.writing("王敏") as ctx:
        assert rules_here(ctx) == DEFAULT_RULES
        add_rule(ctx, rule)
        remove_rule(ctx, DEFAULT_RULES[0])
    with desk.writing("管理员") as ctx:
        assert rules_here(ctx) == (*DEFAULT_RULES[1:], rule)
        for call, error in ((lambda: add_rule(ctx, rule), Conflict), (
            lambda: remove_rule(ctx, DEFAULT_RULES[0]), NotFound,
        ), (lambda: add_rule(ctx, Rule(Cause.LOSS, 0, Rung.LEADER)), InvalidInput), (
            lambda: add_rule(ctx, Rule(Cause.REPEAT, 50_000, Rung.LEADER)), InvalidInput,
        )):
            with pytest.raises(error):
                call()
    with desk.writing("镇干部") as ctx, pytest.raises(NotAllowed):
        add_rule(ctx, rule)


@on_sqlite
def test_many_proposals_elsewhere_do_not_hide_one_s_own(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ladder, "LOOKED_AT", 2)
    own = in_the_township(desk)
    elsewhere = [desk.ask().problem_id for _ in range(3)]
    with desk.writing("王敏") as ctx:
        for problem_id in (own, *elsewhere):
            problem = ctx.session.get_one(Problem, problem_id)
            append_event(
                ctx, problem, ProblemEventKind.RAISE_PROPOSED, rung="outside", cause="declined", count=3,
            )
    with desk.reading("镇干部") as ctx:
        assert [one.problem_id for one in proposals(ctx)] == [own]
