"""Places as they were and as they are now: what was counted before a change stays, and what is counted now adds up."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from data.domain.errors import AppError, NotAllowed
from data.domain.place_changes import ChangeKind, ChangeRequest, NewPlace
from data.domain.places import PlaceKind
from data.domain.roles import Actor, Role
from data.domain.visit import VisitKind, VisitStatus
from data.queries.impact import Impact, impact
from data.queries.impact_people import contacts_by
from data.queries.impact_rows import visit_rows
from data.queries.impact_scope import ImpactScope, PlacesAs, by_town
from data.queries.place_ledger import differing_places, ledger_stamp
from data.services.context import Context
from data.services.place_changes import change_places, undo_change
from tests.queries.small_world import COUNTY, LEADER, NORTH, SOUTH, TODAY, VILLAGES, WORLDS, DrawnVisit, World
from tests.queries.test_impact import assert_equal_to_loops, county, county_on_postgres, reading  # noqa: F401

OFFICER = Actor(1, 1, Role.OFFICER, "测试", COUNTY)
WEST, EAST = VILLAGES[:2]
JOINED = NewPlace(NORTH + "301", "合并嘎查", PlaceKind.GACHA, "Joined gacha")
HALF = NewPlace(NORTH + "302", "分出嘎查", PlaceKind.GACHA, "Half gacha")


def change(kind: ChangeKind, olds, into, **more) -> ChangeRequest:
    return ChangeRequest(kind, TODAY, "文", tuple(olds), tuple(into), **more)


VILLAGE_CHANGES = (
    change(ChangeKind.MERGE, [WEST, EAST], [JOINED]),
    change(ChangeKind.SPLIT, [WEST], [WEST, HALF], decisions={("farm", 1): HALF.code, ("person", 3): HALF.code}),
    change(ChangeKind.MOVE, [WEST], [replace(JOINED, code=SOUTH + "301")]),
    change(ChangeKind.RENAME, [WEST], [replace(JOINED, code=WEST)]),
)
TOWNS_MERGE = change(ChangeKind.MERGE, [NORTH], [SOUTH], carried={WEST: SOUTH + "401", EAST: SOUTH + "402"})
HISTORIES = st.lists(st.sampled_from([*VILLAGE_CHANGES, TOWNS_MERGE]), min_size=1, max_size=3)
NOW = ImpactScope(COUNTY, dt.date(2000, 1, 1), TODAY)
THEN = replace(NOW, places_as=PlacesAs.THEN)


def write(ctx: Context, request: ChangeRequest) -> int:
    officer = replace(ctx, signed_in=OFFICER)
    made = change_places(officer, request, ledger_stamp(ctx, COUNTY))
    ctx.session.expire_all()
    return made


def undo(ctx: Context, change_id: int) -> None:
    undo_change(replace(ctx, signed_in=OFFICER), change_id, ledger_stamp(ctx, COUNTY))
    ctx.session.expire_all()


def figures(found: Impact) -> tuple:
    """All but the scope, and of the places those that were reached."""
    towns = [(town.code, town.name, town.people, town.state) for town in found.towns if town.people.high]
    return replace(found, scope=NOW, towns=[], coverage=None, places_changed=False), towns, found.coverage.villages


def written(ctx: Context, requests: list[ChangeRequest]) -> list[int]:
    """Those of `requests` that the earlier ones leave possible."""
    made = []
    for request in requests:
        with suppress(AppError):
            made.append(write(ctx, request))
    return made


def check(ctx: Context, requests: list[ChangeRequest]) -> None:
    frozen = figures(impact(ctx, THEN))
    assert figures(impact(ctx, NOW)) == frozen
    before = impact(ctx, NOW)
    made = written(ctx, requests)
    assert made and differing_places(ctx, COUNTY) == []
    assert figures(impact(ctx, THEN)) == frozen
    for scope in (NOW, THEN, replace(NOW, town=SOUTH), replace(THEN, town=NORTH)):
        assert_equal_to_loops(ctx, scope)
    after = impact(ctx, NOW)
    assert sum(contacts_by(ctx, NOW, by_town(NOW)).values()) == before.contacts.gross == after.contacts.gross
    assert (after.people, after.problems, after.visits) == (before.people, before.problems, before.visits)
    for change_id in reversed(made):
        undo(ctx, change_id)
    assert figures(impact(ctx, NOW)) == frozen == figures(impact(ctx, THEN))


@settings(max_examples=12)
@given(world=WORLDS, requests=HISTORIES)
def test_then_is_frozen_and_now_adds_up(county, world, requests):  # noqa: F811
    with reading(county, world) as ctx:
        check(ctx, requests)


@settings(max_examples=4)
@given(world=WORLDS, requests=HISTORIES)
def test_then_is_frozen_and_now_adds_up_on_postgres(county_on_postgres, world, requests):  # noqa: F811
    with reading(county_on_postgres, world) as ctx:
        check(ctx, requests)


VISIT = DrawnVisit(
    TODAY, WEST, VisitStatus.LOGGED, VisitKind.FIELD, None, {1: "A", 2: "C"}, 0, frozenset(), frozenset({1}), None,
)


def test_the_new_towns_officer_reads_then_and_now(county):  # noqa: F811
    """After the towns have merged, the north's visit belongs to the south, then as now; before, it did not."""
    south_then = replace(THEN, area_code=SOUTH)
    with reading(county, World((VISIT,), (), {}), replace(LEADER, area_code=SOUTH)) as ctx:
        assert impact(ctx, south_then).visits == 0
        write(ctx, TOWNS_MERGE)
        then, now = impact(ctx, south_then), impact(ctx, replace(south_then, places_as=PlacesAs.NOW))
        assert (then.visits, now.visits) == (1, 1)
        assert {town.code: town.people.low for town in then.towns} == {NORTH: 1, SOUTH: 0}
        assert {town.code: town.people.low for town in now.towns} == {SOUTH: 1}
        assert visit_rows(ctx, replace(south_then, town=NORTH)).rows[0].place.startswith("地方150824201")
        assert visit_rows(ctx, replace(south_then, places_as=PlacesAs.NOW)).rows[0].place.startswith(f"地方{SOUTH}")


def test_a_period_before_a_rename_shows_the_old_name(county):  # noqa: F811
    renamed = change(ChangeKind.RENAME, [NORTH], [NewPlace(NORTH, "北镇", PlaceKind.TOWN, "North town")])
    before = replace(THEN, last_day=TODAY - dt.timedelta(days=1))
    with reading(county, World((VISIT,), (), {})) as ctx:
        made = write(ctx, renamed)
        names = {scope: {town.code: town.name for town in impact(ctx, scope).towns}[NORTH] for scope in (before, THEN)}
        assert names == {before: f"地方{NORTH}", THEN: "北镇"}
        assert impact(ctx, replace(before, town=NORTH)).place == f"地方{NORTH}"
        undo(ctx, made)
        assert {town.code: town.name for town in impact(ctx, NOW).towns}[NORTH] == f"地方{NORTH}"


def test_then_opens_no_other_area(county):  # noqa: F811
    with reading(county, World((VISIT,), (), {}), replace(LEADER, area_code=SOUTH)) as ctx:
        assert impact(ctx, replace(THEN, area_code=SOUTH, town=NORTH)).visits == 0
        for scope in (THEN, replace(NOW, area_code=SOUTH, town=NORTH)):
            try:
                impact(ctx, scope)
            except NotAllowed:
                continue
            raise AssertionError(scope)
