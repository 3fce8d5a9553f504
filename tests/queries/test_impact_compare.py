"""The comparing views agree with the figures they stand beside, on drawn worlds, and with plain loops."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from sqlalchemy import select

from data.domain.errors import NotAllowed
from data.domain.roles import Role
from data.models.expert import Expert
from data.models.place import Place
from data.models.project import ProjectFund
from data.queries.impact import impact
from data.queries.impact_cells import reached_by_any
from data.queries.impact_changes import Change, changes
from data.queries.impact_compare import Matrix, Named, Overlap, industry_by_town, overlap, projects_compared
from data.queries.impact_flow import flow
from data.queries.impact_peers import Peer, peers
from data.queries.impact_people import identities
from data.queries.impact_rows import Whom, person_rows
from data.queries.impact_scope import ImpactScope
from tests.queries.slow_impact import SlowImpact
from tests.queries.small_world import COUNTY, LEADER, NORTH, PROJECTS, RANCH, SOUTH, TODAY, WORLDS
from tests.queries.test_impact import county, reading, visit, world  # noqa: F401  the fixture of that module

YEAR = ImpactScope(COUNTY, dt.date(2025, 5, 1), TODAY)
TOWNS = (SOUTH, NORTH, RANCH)


@settings(max_examples=25)
@given(drawn=WORLDS)
def test_views_agree_with_plain_loops(county, drawn):  # noqa: F811
    with reading(county, drawn) as ctx:
        slow = SlowImpact(ctx.session, YEAR)
        of = {p: slow.reached([v for v in slow.visits if p in slow.projects_of[v.id]]) for p in PROJECTS}
        _overlap_agrees(overlap(ctx, YEAR), of)
        both = person_rows(ctx, replace(YEAR, project_id=1), Whom.REACHED, also=2)
        assert both.page.total == len(of[1] & of[2])
        _matrix_agrees(ctx, industry_by_town(ctx, YEAR))
        _flow_agrees(ctx, flow(ctx, YEAR), slow)
        _changes_agree(ctx)
        together = reached_by_any(ctx, YEAR, identities(ctx, COUNTY), projects=PROJECTS)
        assert together.high == len(set().union(*of.values()))


def _overlap_agrees(found, of: dict[int, set[int]]) -> None:
    ids = [int(project.code) for project in found.projects]
    assert found.counts == tuple(tuple(len(of[a] & of[b]) for b in ids) for a in ids)
    assert set(ids) >= {project for project, people in of.items() if people}


def _matrix_agrees(ctx, found) -> None:
    for industry, row in zip(found.industries, found.people, strict=True):
        for town, people in zip(found.towns, row, strict=True):
            scope = replace(YEAR, industry=industry.code, town=town.code)
            slow = SlowImpact(ctx.session, scope)
            assert people == slow.interval(slow.visits).low


def _flow_agrees(ctx, found, slow: SlowImpact) -> None:
    leaves = Counter({
        (expert, one.service_day, project, slow.at(one)[:9], one.industry)
        for one in slow.visits for expert in slow.experts_of[one.id] for project in slow.projects_of[one.id] or {None}
    })
    units = dict(ctx.session.execute(select(Expert.id, Expert.unit)).all())
    expected: Counter[tuple[int, str, str]] = Counter()
    for expert, _day, project, town, industry in leaves:
        way = units[expert], f"项目{project}" if project else "", _carrier(project, town), f"地方{town}", industry or ""
        expected.update((layer, *ends) for layer, ends in enumerate(pairwise(way)))
    assert {(one.source.layer, one.source.name, one.target.name): one.days for one in found} == expected


def _carrier(project: int | None, town: str) -> str:
    """Project 1 has a base in the south and a platform, project 2 has neither."""
    if project != 1:
        return ""
    return "园区" if town == SOUTH else "小院"


def _changes_agree(ctx) -> None:
    found = changes(ctx, YEAR)
    before = replace(YEAR, first_day=found.first_day, last_day=found.last_day)
    assert found.first_day == dt.date(2024, 5, 1)
    for one in found.figures:
        now, then = (_figure(impact(ctx, scope), one.code) for scope in (YEAR, before))
        assert (one.now, one.before) == (now, then)


def _figure(found, code: str) -> int:
    return {
        "people": found.people.reached.low, "contacts": found.contacts.gross, "households": found.households,
        "training_contacts": found.contacts.training, "villages": found.coverage.villages,
    }[code]


def test_a_project_is_compared_by_its_calendar_year(county):  # noqa: F811
    """April to December 2025 lies in the scope, and not in the year the target is for."""
    both = visit({1: "A", 2: "A"}, projects=frozenset({1}))
    earlier = visit({3: "A"}, projects=frozenset({1}), day=dt.date(2025, 5, 1))
    with reading(county, world(both, earlier)) as ctx:
        found = {row.project_id: row for row in projects_compared(ctx, YEAR).rows}
    assert list(found) == [1]
    assert (found[1].people.low, found[1].contacts, found[1].target, found[1].share) == (2, 2, None, None)


def test_like_is_compared_with_like_between_two_ends(county):  # noqa: F811
    """Two of the north's forty are reached for sure, and one head is unnamed; the town of no population is named."""
    served = visit({1: "A", 2: "A"}, projects=frozenset({1}), unnamed=1, place=NORTH)
    with reading(county, world(served)) as ctx:
        ctx.session.get_one(Place, NORTH).registered_population = 40
        ctx.session.get_one(Place, SOUTH).kind = "sumu"
        ctx.session.add(ProjectFund(project_id=1, year=TODAY.year, source="旗", amount_yuan=600))
        ctx.session.flush()
        found = peers(ctx, YEAR)
    sumu, = found.towns
    assert (sumu.name, sumu.left_out, sumu.median) == ("sumu", (f"地方{SOUTH}",), 2 / 40)
    assert sumu.peers == (Peer(NORTH, f"地方{NORTH}", 2 / 40, 3 / 40),)
    project, = found.projects
    assert project.peers == (Peer("1", "项目1", 200, 300),)


@pytest.mark.parametrize("view", [projects_compared, peers, overlap, industry_by_town, flow, changes])
def test_views_are_for_whom_impact_is(county, view):  # noqa: F811
    with reading(county, world(), replace(LEADER, role=Role.EXPERT)) as ctx, pytest.raises(NotAllowed):
        view(ctx, YEAR)


def test_only_a_period_that_is_not_over_still_grows(county):  # noqa: F811
    march = replace(YEAR, first_day=dt.date(2026, 3, 1), last_day=dt.date(2026, 3, 31))
    old = replace(YEAR, last_day=dt.date(2025, 12, 31))
    with reading(county, world()) as ctx:
        assert changes(ctx, YEAR).is_running
        assert not changes(ctx, march).is_running
        assert (projects_compared(ctx, YEAR).year, projects_compared(ctx, old).year) == (2026, 2025)


def test_what_is_most_comes_first():
    first, second, third = (Named(str(n), name) for n, name in enumerate(("甲", "乙", "丙")))
    common = Overlap((first, second, third), ((9, 2, 0), (2, 8, 5), (0, 5, 7)))
    assert common.pairs() == [(third, second, 5), (second, first, 2)]
    matrix = Matrix((first, second), (first, second, third), ((3, 0, 4), (5, 0, 4)))
    assert matrix.first_of_towns() == [(first, second, 5), (third, first, 4)]
    assert matrix.fields() == [(first, second, 5), (third, first, 4), (third, second, 4), (first, first, 3)]
    assert (Change("people", 30, 20).share, Change("people", 30, 19).share) == (0.5, None)
