"""J15 below the screens: asking for an expert, refusing one, and that nobody is punished for it."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from data.domain.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound
from data.domain.problem import ProblemEventKind, ProblemStatus
from data.domain.ties import ConflictKind, WishKind
from data.domain.visit import VisitKind, VisitStatus
from data.models.expert import Expert
from data.models.problem import Problem
from data.models.recommendation import Assignment, AssignmentState, Candidate, Exclusion, Recommendation
from data.models.tie import ConflictOfInterest, FarmWish
from data.models.visit import Visit, VisitExpert
from data.queries.matching_inputs import expert_profiles
from data.queries.ties import conflicts_of_expert, conflicts_of_farm, wishes_of_farm
from data.services.conflicts import declare_conflict, end_conflict
from data.services.dispatch import assign
from data.services.events import differing_problems
from data.services.recommend import explain_expert, recommend_for
from data.services.wishes import end_refusal, refuse_expert
from tests.desk import COUNTY, NOW, PLUM_VILLAGE, Desk, on_sqlite


def latest(ctx, problem_id: int) -> int:
    return ctx.session.scalar(select(func.max(Recommendation.id)).where(Recommendation.problem_id == problem_id))


def candidates(desk: Desk, problem_id: int) -> dict[str, Candidate]:
    """The candidates of the latest recommendation by name, best first."""
    names = {id_: name for name, id_ in desk.experts.items()}
    with desk.reading("王敏") as ctx:
        rows = ctx.session.scalars(
            select(Candidate).where(Candidate.recommendation_id == latest(ctx, problem_id)).order_by(Candidate.rank)
        ).all()
        ctx.session.expunge_all()
    return {names[row.expert_id]: row for row in rows}


def barred_by(desk: Desk, problem_id: int, name: str) -> list[str]:
    with desk.reading("王敏") as ctx:
        reasons = ctx.session.scalar(
            select(Exclusion.reasons).where(
                Exclusion.recommendation_id == latest(ctx, problem_id), Exclusion.expert_id == desk.experts[name],
            )
        )
    return [reason["code"] for reason in reasons or []]


def refuse(desk: Desk, problem_id: int, name: str, who: str = "喜莲", reason: str = "not_understood", words: str = ""):
    with desk.writing(who) as ctx:
        refuse_expert(ctx, problem_id, desk.experts[name], reason, words)


def recommend(desk: Desk, problem_id: int) -> None:
    with desk.writing("王敏") as ctx:
        recommend_for(ctx, problem_id)


# -- asking for -------------------------------------------------------------------------------------------


def test_whom_the_farm_asks_for_is_suggested_with_that_reason(desk: Desk):
    without = list(candidates(desk, desk.ask().problem_id))
    problem_id = desk.ask(expert_id=desk.experts["乔志远"]).problem_id
    found = candidates(desk, problem_id)
    assert "REQUESTED" in [reason["code"] for reason in found["乔志远"].reasons]
    assert list(found).index("乔志远") < without.index("乔志远")


@on_sqlite
def test_an_ineligible_expert_is_not_suggested_by_being_asked_for(desk: Desk):
    with desk.writing("管理员") as ctx:
        ctx.session.get_one(Expert, desk.experts["乔志远"]).max_open = 0
    problem_id = desk.ask(expert_id=desk.experts["乔志远"]).problem_id
    assert "乔志远" not in candidates(desk, problem_id)
    assert barred_by(desk, problem_id, "乔志远") == ["AT_LIMIT"]


@on_sqlite
@pytest.mark.parametrize("name", ["离岗的", "nobody"])
def test_whom_nobody_can_ask_for_loses_no_question_silently(desk: Desk, name: str):
    with pytest.raises(InvalidInput) as refused:
        desk.ask(expert_id=desk.experts.get(name, 9999))
    assert (refused.value.code, refused.value.field) == ("expert_not_to_ask", "expert")


@on_sqlite
def test_asking_for_an_expert_takes_a_refusal_back(desk: Desk):
    first = desk.ask().problem_id
    refuse(desk, first, "乔志远")
    assert barred_by(desk, first, "乔志远") == ["REFUSED_BY_FARM"]
    again = desk.ask(expert_id=desk.experts["乔志远"]).problem_id
    assert "乔志远" in candidates(desk, again)


# -- refusing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("accepted", [False, True])
def test_a_refused_expert_gives_the_question_back_unharmed(desk: Desk, accepted: bool):
    problem_id = desk.ask().problem_id
    with desk.reading("王敏") as ctx:
        before = {one.id: one for one in expert_profiles(ctx, COUNTY)}
    assignment_id, expert_id = desk.assign_first(problem_id)
    if accepted:
        desk.accept(assignment_id)
    refuse(desk, problem_id, "贺海峰", reason="other", words="上回说好来没来")
    with desk.reading("王敏") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        assert (problem.status, problem.expert_id) == (ProblemStatus.WAITING, None)
        assert ctx.session.get_one(Assignment, assignment_id).state is AssignmentState.REFUSED
        assert differing_problems(ctx, COUNTY) == []
        after = {one.id: one for one in expert_profiles(ctx, COUNTY)}
    assert after[expert_id] == before[expert_id], "neither load nor turn may suffer"
    assert barred_by(desk, problem_id, "贺海峰") == ["REFUSED_BY_FARM"]


def test_the_refused_are_not_offered_to_that_farm_again_and_to_others_as_before(desk: Desk):
    refuse(desk, desk.ask().problem_id, "贺海峰")
    assert "贺海峰" not in candidates(desk, desk.ask().problem_id)
    assert next(iter(candidates(desk, desk.ask(who="宏伟").problem_id))) == "贺海峰"


@on_sqlite
def test_even_an_officer_cannot_assign_whom_the_farm_refused(desk: Desk):
    problem_id = desk.ask().problem_id
    refuse(desk, problem_id, "贺海峰", who="王敏")
    with pytest.raises(Conflict) as refused, desk.writing("王敏") as ctx:
        version = ctx.session.get_one(Problem, problem_id).version
        assign(ctx, problem_id, version, desk.experts["贺海峰"], latest(ctx, problem_id), "asked")
    assert refused.value.params["rule"] == "REFUSED_BY_FARM"


@on_sqlite
def test_refusing_twice_is_refusing_once(desk: Desk):
    problem_id = desk.ask().problem_id
    refuse(desk, problem_id, "贺海峰")
    refuse(desk, problem_id, "贺海峰")
    with desk.reading("王敏") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(FarmWish)) == 1


@on_sqlite
def test_a_farm_may_change_its_mind(desk: Desk):
    problem_id = desk.ask().problem_id
    refuse(desk, problem_id, "贺海峰")
    with desk.reading("喜莲") as ctx:
        (wish,) = wishes_of_farm(ctx, desk.farms["喜莲果业合作社"])
    for _ in range(2):
        with desk.writing("喜莲") as ctx:
            end_refusal(ctx, wish.id)
    recommend(desk, problem_id)
    assert "贺海峰" in candidates(desk, problem_id)
    with desk.reading("喜莲") as ctx:
        assert wishes_of_farm(ctx, desk.farms["喜莲果业合作社"]) == []


@on_sqlite
@pytest.mark.parametrize(
    ("reason", "words", "code"),
    [("", "", "reason_missing"), ("ugly", "", "reason_unknown"), ("other", " ", "text_missing"),
     ("other", "字" * 201, "text_long")],
)
def test_a_refusal_says_why(desk: Desk, reason: str, words: str, code: str):
    problem_id = desk.ask().problem_id
    desk.assign_first(problem_id)
    with pytest.raises(InvalidInput) as refused:
        refuse(desk, problem_id, "贺海峰", reason=reason, words=words)
    assert refused.value.code == code
    with desk.reading("王敏") as ctx:
        assert ctx.session.get_one(Problem, problem_id).status is ProblemStatus.OFFERED


@on_sqlite
@pytest.mark.parametrize(
    ("who", "error"),
    [("宏伟", NotFound), ("镇干部", NotFound), ("贺海峰", NotAllowed), ("赵书记", NotAllowed), ("管理员", NotAllowed)],
)
def test_only_the_farm_and_its_officers_refuse(desk: Desk, who: str, error: type[AppError]):
    problem_id = desk.ask().problem_id
    desk.assign_first(problem_id)
    with pytest.raises(error):
        refuse(desk, problem_id, "贺海峰", who=who)


@on_sqlite
def test_once_finished_it_is_for_solved_or_not(desk: Desk):
    problem_id = desk.ask().problem_id
    desk.accept(desk.assign_first(problem_id)[0])
    with desk.writing("王敏") as ctx:
        from data.services.events import append_event

        append_event(ctx, ctx.session.get_one(Problem, problem_id), ProblemEventKind.FINISHED)
    with pytest.raises(Conflict) as refused:
        refuse(desk, problem_id, "贺海峰")
    assert refused.value.code == "work_done_already"


# -- conflicts of interest ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sells_input", "member", "kin", "same_unit", "assessor"])
@on_sqlite
def test_a_declared_conflict_keeps_the_expert_away_until_it_ends(desk: Desk, kind: str):
    with desk.writing("贺海峰") as ctx:
        conflict = declare_conflict(ctx, desk.experts["贺海峰"], desk.farms["喜莲果业合作社"], kind, "入股两千元")
    problem_id = desk.ask().problem_id
    assert barred_by(desk, problem_id, "贺海峰") == [f"CONFLICT_{kind.upper()}"]
    assert "贺海峰" in candidates(desk, desk.ask(who="宏伟").problem_id)
    with desk.writing("王敏") as ctx:
        end_conflict(ctx, conflict, "股退了")
        recommend_for(ctx, problem_id)
    assert "贺海峰" in candidates(desk, problem_id)


def test_conflicts_are_seen_from_both_sides(desk: Desk):
    farm_id = desk.farms["喜莲果业合作社"]
    with desk.writing("王敏") as ctx:
        declare_conflict(ctx, desk.experts["苏日娜"], farm_id, "kin")
    with desk.reading("王敏") as ctx:
        assert [row.expert for row in conflicts_of_farm(ctx, farm_id)] == ["苏日娜"]
        (row,) = conflicts_of_expert(ctx, desk.experts["苏日娜"])
        assert (row.kind, row.farm, row.who, row.at) == (ConflictKind.KIN, "喜莲果业合作社", "王敏", NOW)


@on_sqlite
@pytest.mark.parametrize(
    ("who", "error"),
    [("苏日娜", NotFound), ("喜莲", NotAllowed), ("赵书记", NotAllowed), ("管理员", NotAllowed)],
)
def test_nobody_declares_for_another_expert(desk: Desk, who: str, error: type[AppError]):
    with pytest.raises(error), desk.writing(who) as ctx:
        declare_conflict(ctx, desk.experts["贺海峰"], desk.farms["喜莲果业合作社"], "kin")


@on_sqlite
@pytest.mark.parametrize(
    ("kind", "farm", "code"),
    [("friend", "喜莲果业合作社", "kind_unknown"), ("long_service", "喜莲果业合作社", "kind_unknown"),
     ("kin", "nobody", "farm_unknown")],
)
def test_what_is_declared_must_exist(desk: Desk, kind: str, farm: str, code: str):
    with pytest.raises(InvalidInput) as refused, desk.writing("王敏") as ctx:
        declare_conflict(ctx, desk.experts["贺海峰"], desk.farms.get(farm, 9999), kind)
    assert refused.value.code == code


@on_sqlite
def test_the_same_conflict_is_declared_once(desk: Desk):
    with desk.writing("王敏") as ctx:
        declare_conflict(ctx, desk.experts["贺海峰"], desk.farms["喜莲果业合作社"], "kin")
    with pytest.raises(Conflict), desk.writing("王敏") as ctx:
        declare_conflict(ctx, desk.experts["贺海峰"], desk.farms["喜莲果业合作社"], "kin")
    with desk.reading("王敏") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(ConflictOfInterest)) == 1


def serve(desk: Desk, name: str, years: tuple[int, ...], status: VisitStatus = VisitStatus.LOGGED) -> None:
    with desk.writing("王敏") as ctx:
        for number, year in enumerate(years):
            visit = Visit(
                number=f"V{year}-{number}", token=f"{name}-{year}", county_code=COUNTY, place_code=PLUM_VILLAGE,
                farm_id=desk.farms["喜莲果业合作社"], kind=VisitKind.FIELD, service_day=dt.date(year, 5, 1),
                advice="剪枝", head_count=1, status=status, logged_by_id=ctx.actor.account_id, logged_at=ctx.now,
            )
            ctx.session.add(visit)
            ctx.session.flush()
            ctx.session.add(VisitExpert(visit_id=visit.id, expert_id=desk.experts[name]))


@pytest.mark.parametrize(
    ("years", "status", "codes"),
    [
        ((2023, 2024, 2025), VisitStatus.LOGGED, ["LONG_SERVICE"]),
        ((2023, 2024, 2025), VisitStatus.VOIDED, []),
        ((2022, 2024, 2025), VisitStatus.LOGGED, []),
    ],
)
def test_three_years_running_are_enough(desk: Desk, years: tuple[int, ...], status: VisitStatus, codes: list[str]):
    serve(desk, "贺海峰", years, status)
    problem_id = desk.ask().problem_id
    assert barred_by(desk, problem_id, "贺海峰") == codes


@on_sqlite
def test_but_a_farm_may_ask_for_the_expert_it_is_used_to(desk: Desk):
    serve(desk, "贺海峰", (2023, 2024, 2025))
    problem_id = desk.ask(expert_id=desk.experts["贺海峰"]).problem_id
    assert next(iter(candidates(desk, problem_id))) == "贺海峰"


@on_sqlite
def test_why_not_tells_the_rule(desk: Desk):
    with desk.writing("王敏") as ctx:
        declare_conflict(ctx, desk.experts["苏日娜"], desk.farms["喜莲果业合作社"], "sells_input")
    problem_id = desk.ask().problem_id
    with desk.reading("王敏") as ctx:
        check = explain_expert(ctx, problem_id, desk.experts["苏日娜"])
    assert check.reasons[0].code == "CONFLICT_SELLS_INPUT"
    assert check.rank is None


def test_wishes_are_kept_with_who_said_them(desk: Desk):
    problem_id = desk.ask(expert_id=desk.experts["苏日娜"]).problem_id
    refuse(desk, problem_id, "贺海峰", who="王敏")
    with desk.reading("王敏") as ctx:
        rows = ctx.session.execute(
            select(FarmWish.kind, FarmWish.problem_id, FarmWish.said_by_id).order_by(FarmWish.id)
        ).all()
    assert [tuple(row) for row in rows] == [
        (WishKind.ASKS, problem_id, desk.actors["喜莲"].account_id),
        (WishKind.REFUSES, problem_id, desk.actors["王敏"].account_id),
    ]
