"""One person or two: decisions, their consistency, the way back, and what several officers may do at once."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from data.domain.errors import AppError, Conflict, NotAllowed, NotFound
from data.domain.register import PairDecision
from data.domain.visit import VisitKind, VisitStatus
from data.models.account import AuditEvent
from data.models.farm import Farm, FarmMember
from data.models.person import IdentityPair, IdentityStep, Person
from data.models.problem import StoredFile
from data.models.visit import SignedList, Visit, VisitPerson, VisitProject
from data.queries.identity_pairs import waiting_ids
from data.queries.impact import impact
from data.queries.impact_rows import person_rows
from data.queries.impact_scope import scope_of
from data.reach.interval import Interval
from data.reach.periods import PeriodKind
from data.rollup.write import differing
from data.services.identities import decide, take_back
from tests.village import NOW, VILLAGE, Village, on_sqlite

SAME, DIFFERENT, WAITING = PairDecision.SAME, PairDecision.DIFFERENT, PairDecision.WAITING
NAMES = ("韩喜莲", "韩二", "贾福", "李强", "王秀兰")


def add_pair(village: Village, one: str, other: str, **values) -> int:
    a, b = sorted(village.person_ids(one, other))
    with village.writing("officer") as ctx:
        pair = IdentityPair(person_a_id=a, person_b_id=b, **values)
        ctx.session.add(pair)
        ctx.session.flush()
        return pair.id


def answer(village: Village, pair_id: int, decision: PairDecision, who: str = "officer") -> None:
    with village.writing(who) as ctx:
        version = ctx.session.get_one(IdentityPair, pair_id).version
        (decide(ctx, pair_id, version, decision) if decision is not WAITING else take_back(ctx, pair_id, version))


def stands_for(village: Village) -> dict[str, int | None]:
    with village.reading("officer") as ctx:
        return dict(ctx.session.execute(select(Person.name, Person.same_as_id)).all())


def links(village: Village) -> list:
    """Everything that points to a person."""
    with village.reading("officer") as ctx:
        return [
            ctx.session.execute(select(*columns).order_by(*columns)).all()
            for columns in (
                (Person.id, Person.same_as_id, Person.household_id), (VisitPerson.visit_id, VisitPerson.person_id),
                (Farm.id, Farm.contact_person_id), (FarmMember.farm_id, FarmMember.person_id),
            )
        ]


def hold_listed_training(village: Village, number: int, *names: str) -> None:
    """A counted training with a signed list of these, for 西梅示范."""
    with village.writing("officer") as ctx:
        visit = Visit(
            number=f"T-{number}", token=f"t{number}", county_code="150824", place_code=VILLAGE, kind=VisitKind.TRAINING,
            service_day=dt.date(2026, 3, number), advice="讲过", head_count=len(names), status=VisitStatus.LOGGED,
            logged_by_id=ctx.actor.account_id, logged_at=NOW,
        )
        ctx.session.add(visit)
        ctx.session.flush()
        file = StoredFile(
            sha256=f"{number:064}", media_type="image/jpeg", size=1, kind="list", visit_id=visit.id, added_at=NOW,
        )
        ctx.session.add(file)
        ctx.session.flush()
        signed = SignedList(visit_id=visit.id, file_id=file.id, attached_by_id=ctx.actor.account_id, attached_at=NOW)
        ctx.session.add_all([signed, VisitProject(visit_id=visit.id, project_id=village.projects["西梅示范"])])
        ctx.session.flush()
        ctx.session.add_all(
            VisitPerson(visit_id=visit.id, person_id=person_id, list_id=signed.id)
            for person_id in village.person_ids(*names)
        )


def figures(village: Village) -> tuple[Interval, Interval, int, int]:
    """People reached in all and by the project, households' rows behind the project, contacts."""
    with village.reading("leader") as ctx:
        scope = scope_of(ctx, PeriodKind.ALL, project_id=village.projects["西梅示范"])
        whole, narrowed = impact(ctx, scope_of(ctx, PeriodKind.ALL)), impact(ctx, scope)
        assert differing(ctx.session, "150824") == []
        return (
            whole.people.reached, narrowed.people.reached, person_rows(ctx, scope).page.total, whole.contacts.gross,
        )


def test_one_person_two_people_and_back_move_every_figure_as_defined(village: Village):
    hold_listed_training(village, 1, "贾福", "韩二")
    hold_listed_training(village, 2, "李强")
    pair = add_pair(village, "贾福", "李强")
    waiting, before = figures(village), links(village)
    assert waiting == (Interval(2, 3), Interval(2, 3), 3, 3)
    answer(village, pair, SAME)
    assert figures(village) == (Interval(2, 2), Interval(2, 2), 2, 3)
    answer(village, pair, WAITING)
    assert figures(village) == waiting and links(village) == before
    answer(village, pair, DIFFERENT)
    assert figures(village) == (Interval(3, 3), Interval(3, 3), 3, 3)
    answer(village, pair, WAITING)
    assert figures(village) == waiting and links(village) == before


def test_every_step_is_kept_with_who_made_it(village: Village):
    pair = add_pair(village, "贾福", "李强")
    answer(village, pair, SAME)
    answer(village, pair, WAITING, "second_officer")
    answer(village, pair, DIFFERENT)
    with village.reading("officer") as ctx:
        steps = ctx.session.execute(
            select(IdentityStep.version, IdentityStep.decision, IdentityStep.account_id).order_by(IdentityStep.version)
        ).all()
        first, second = (village.actors[who].account_id for who in ("officer", "second_officer"))
        assert steps == [(2, SAME, first), (3, WAITING, second), (4, DIFFERENT, first)]
        assert ctx.session.scalar(
            select(func.count()).where(AuditEvent.subject == "identity_pair", AuditEvent.subject_id == str(pair))
        ) == 3


STEPS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from([SAME, DIFFERENT, WAITING])), max_size=10)


def test_any_sequence_of_decisions_leaves_only_what_stands_and_undoes_to_nothing(village: Village):
    """Records stand for whom the pairs decided the same say, whatever was said and taken back before; and a step that
    would make two people told apart one is refused."""
    ends = [(0, 1), (1, 2), (2, 3), (3, 4), (0, 2), (1, 3)]
    pairs = [add_pair(village, NAMES[a], NAMES[b]) for a, b in ends]
    before = links(village)

    @settings(max_examples=12)
    @given(STEPS)
    def check(steps):
        standing: dict[int, PairDecision] = {}
        for place, decision in steps:
            try:
                answer(village, pairs[place], decision)
            except Conflict as error:
                assert error.code in {"pair_decided", "pair_contradicts", "pair_joined"}
                continue
            standing[place] = decision
        groups = _groups([ends[place] for place, decision in standing.items() if decision is SAME])
        ids = village.person_ids(*NAMES)
        told = stands_for(village)
        assert {k: told[name] or ids[k] for k, name in enumerate(NAMES)} == {k: ids[groups[k]] for k in range(5)}
        apart = [ends[place] for place, decision in standing.items() if decision is DIFFERENT]
        assert all(groups[a] != groups[b] for a, b in apart)
        for place in sorted(standing, reverse=len(steps) % 2 == 0):
            answer(village, pairs[place], WAITING)
        assert links(village) == before

    check()


def _groups(same: list[tuple[int, int]]) -> dict[int, int]:
    """Place -> first place of its group, by painting over."""
    group = {place: place for place in range(len(NAMES))}
    for a, b in same:
        kept, gone = sorted((group[a], group[b]))
        group = {place: kept if one == gone else one for place, one in group.items()}
    return group


def test_who_comes_second_is_told_who_was_first(village: Village):
    pair = add_pair(village, "贾福", "李强")
    with village.writing("officer") as ctx:
        decide(ctx, pair, 1, SAME)
    with village.writing("officer") as ctx:  # a second tap
        decide(ctx, pair, 1, SAME)
    with village.writing("second_officer") as ctx, pytest.raises(Conflict) as error:
        decide(ctx, pair, 1, SAME)
    assert error.value.code == "pair_decided" and error.value.params["who"] == "测试officer"
    answer(village, pair, WAITING)
    with village.writing("second_officer") as ctx, pytest.raises(Conflict, match="pair_changed"):
        decide(ctx, pair, 1, SAME)
    with village.writing("second_officer") as ctx:  # taken back already
        take_back(ctx, pair, 2)
    answer(village, pair, DIFFERENT)
    with village.writing("second_officer") as ctx, pytest.raises(Conflict, match="pair_changed"):
        take_back(ctx, pair, 2)


def test_two_officers_at_the_same_moment_are_one_decision(village: Village):
    pair = add_pair(village, "贾福", "李强")

    def say(who: str, decision: PairDecision) -> str:
        try:
            with village.writing(who) as ctx:
                decide(ctx, pair, 1, decision)
            return "done"
        except AppError as error:
            return error.code

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(say, ("officer", "second_officer"), (SAME, DIFFERENT)))
    assert sorted(said) == ["done", "pair_decided"]
    with village.reading("officer") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(IdentityStep)) == 1


def test_a_pair_that_goes_with_an_undone_list_takes_its_steps_along(village: Village):
    pair = add_pair(village, "贾福", "李强")
    answer(village, pair, SAME)
    answer(village, pair, WAITING)
    with village.writing("officer") as ctx:
        ctx.session.execute(delete(IdentityPair).where(IdentityPair.id == pair))
    with village.reading("officer") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(IdentityStep)) == 0


@on_sqlite
def test_two_people_told_apart_do_not_become_one_by_way_of_others(village: Village):
    apart = add_pair(village, "韩喜莲", "贾福")
    one, other = add_pair(village, "韩喜莲", "韩二"), add_pair(village, "韩二", "贾福")
    answer(village, apart, DIFFERENT)
    answer(village, one, SAME)
    with pytest.raises(Conflict, match="pair_contradicts") as error:
        answer(village, other, SAME)
    assert {error.value.params["one"], error.value.params["other"]} == {"韩喜莲", "贾福"}
    answer(village, apart, WAITING)
    answer(village, other, SAME)
    with pytest.raises(Conflict, match="pair_joined"):
        answer(village, apart, DIFFERENT)


@on_sqlite
def test_what_other_decisions_have_settled_is_not_asked(village: Village):
    implied = add_pair(village, "韩喜莲", "贾福")
    one, other = add_pair(village, "韩喜莲", "韩二"), add_pair(village, "韩二", "贾福")
    with village.reading("officer") as ctx:
        assert set(waiting_ids(ctx)) == {implied, one, other}
    answer(village, one, SAME)
    answer(village, other, DIFFERENT)
    with village.reading("officer") as ctx:
        assert waiting_ids(ctx) == ()
    answer(village, other, WAITING)
    with village.reading("officer") as ctx:
        assert set(waiting_ids(ctx)) == {implied, other}


@on_sqlite
def test_pairs_that_move_a_figure_come_first_and_then_the_likeliest(village: Village):
    likely = add_pair(village, "韩喜莲", "韩二", probability=.9)
    moving = add_pair(village, "贾福", "李强", probability=.1)
    unknown = add_pair(village, "韩二", "王秀兰")
    hold_listed_training(village, 1, "贾福")
    hold_listed_training(village, 2, "李强")
    with village.reading("officer") as ctx:
        assert waiting_ids(ctx) == (moving, likely, unknown)


@on_sqlite
@pytest.mark.parametrize(("who", "error"), [
    ("far_officer", NotFound), ("leader", NotAllowed), ("expert", NotAllowed), ("cooperative", NotAllowed),
    ("admin", NotAllowed),
])
def test_others_neither_decide_nor_take_back(village: Village, who: str, error):
    pair = add_pair(village, "贾福", "李强")
    for call in (lambda ctx: decide(ctx, pair, 1, SAME), lambda ctx: take_back(ctx, pair, 1)):
        with village.writing(who) as ctx, pytest.raises(error):
            call(ctx)


@on_sqlite
def test_a_pair_across_towns_is_the_county_s(village: Village):
    pair = add_pair(village, "贾福", "孙远")
    with village.reading("far_officer") as ctx:
        assert waiting_ids(ctx) == ()
    with village.reading("officer") as ctx:
        assert waiting_ids(ctx) == (pair,)
