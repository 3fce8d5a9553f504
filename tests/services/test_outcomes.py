"""An outcome is expected once, asked again after harvest, and its two sums never mix."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from data.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data.domain.outcome import Answer, Expectation, OutcomeKind
from data.domain.register import Indicator
from data.models.project import ProjectTarget
from data.queries.outcomes import ProjectFigures, outcomes_due, project_figures
from data.services.outcomes import answer_outcome, expect_outcome
from tests.village import NOW, TODAY, Village

EXPECTED = Expectation(OutcomeKind.AREA, None, TODAY.year, "水肥一体化", 300, "按协议的地块", TODAY)
TOLD = Answer(260, "收完量的", "会计")


def project(village: Village) -> int:
    return village.projects["西梅示范"]


def expect(village: Village, who: str = "officer", **changes) -> int:
    with village.writing(who) as ctx:
        return expect_outcome(ctx, project(village), replace(EXPECTED, **changes))


def answer(village: Village, outcome_id: int, version: int = 1, told: Answer = TOLD) -> None:
    with village.writing("officer") as ctx:
        answer_outcome(ctx, outcome_id, version, told)


def figures(village: Village, now: dt.datetime = NOW) -> ProjectFigures:
    with village.reading("officer", now=now) as ctx:
        return project_figures(ctx, project(village))


def test_the_expected_becomes_the_actual_and_stays_beside_it(village: Village):
    outcome_id = expect(village)
    assert figures(village).sums() == {OutcomeKind.AREA: (300, None)}
    answer(village, outcome_id)
    row = figures(village).outcomes[0]
    assert (row.expected, row.actual, row.actual_how, row.told_by) == (300, 260, "收完量的", "会计")
    assert figures(village).sums() == {OutcomeKind.AREA: (300, 260)}


def test_nothing_came_of_it_is_zero_and_not_asked_is_nothing(village: Village):
    first, _second = expect(village), expect(village, practice="换良种")
    answer(village, first, told=replace(TOLD, value=0))
    assert figures(village).sums() == {OutcomeKind.AREA: (600, 0)}


def test_it_is_asked_from_its_day_on(village: Village):
    expect(village, ask_on=TODAY + dt.timedelta(days=1))
    assert not figures(village).outcomes[0].is_due
    assert figures(village, NOW + dt.timedelta(days=1)).outcomes[0].is_due


def due(village: Village, who: str) -> list[int]:
    with village.reading(who) as ctx:
        return [one.outcome.id for one in outcomes_due(ctx)]


def test_it_stands_in_the_day_of_officer_and_expert_until_one_has_answered(village: Village):
    """The project's expert is asked like the bureau, an expert of no project is not; nobody's day has it twice."""
    later = expect(village, ask_on=TODAY + dt.timedelta(days=1), practice="换良种")
    outcome_id = expect(village)
    assert (due(village, "officer"), due(village, "expert"), due(village, "vet")) == ([outcome_id], [outcome_id], [])
    with village.reading("cooperative") as ctx, pytest.raises(NotAllowed):
        outcomes_due(ctx)
    with village.writing("vet") as ctx, pytest.raises(NotFound, match="project_missing"):
        answer_outcome(ctx, outcome_id, 1, TOLD)
    with village.writing("expert") as ctx:
        answer_outcome(ctx, outcome_id, 1, TOLD)
    assert due(village, "officer") == due(village, "expert") == []
    assert [row.id for row in figures(village).outcomes if row.actual is None] == [later]


def test_a_target_stands_beside_the_actual_of_its_year(village: Village):
    with village.writing("officer") as ctx:
        for year in (TODAY.year, TODAY.year + 1):
            ctx.session.add(ProjectTarget(
                project_id=project(village), year=year, indicator=Indicator.AREA_MU, value=500,
            ))
    answer(village, expect(village))
    assert [(one.year, one.done) for one in figures(village).promises] == [(TODAY.year + 1, None), (TODAY.year, 260)]


@pytest.mark.parametrize(("changes", "code"), [
    ({}, "outcome_twice"), ({"value": -1}, "outcome_value"), ({"season": 1999}, "outcome_season"),
    ({"how": " "}, "text_missing"), ({"practice": ""}, "text_missing"),
])
def test_what_is_wrong_is_said(village: Village, changes: dict, code: str):
    expect(village)
    with pytest.raises(InvalidInput, match=code):
        expect(village, **changes)


def test_two_people_do_not_overwrite_each_other(village: Village):
    outcome_id = expect(village)
    answer(village, outcome_id)
    with pytest.raises(Conflict, match="outcome_changed"):
        answer(village, outcome_id)


def test_only_whoever_keeps_the_project_writes_outcomes(village: Village):
    with pytest.raises(NotAllowed):
        expect(village, who="expert")
    with pytest.raises(NotFound, match="outcome_unknown"):
        answer(village, 999)
