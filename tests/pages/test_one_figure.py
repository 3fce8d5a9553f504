"""One figure, wherever it stands: every screen, table and workbook says the same of the same people."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from data.domain.visit import COUNTED
from data.models.expert import Expert
from data.models.person import Person
from data.models.place import County, Place
from data.models.visit import Visit, VisitExpert, VisitPerson
from data.queries.expert_record import expert_record
from data.queries.impact import Impact, impact
from data.queries.impact_cells import by_cells, reached_by_any
from data.queries.impact_changes import changes
from data.queries.impact_compare import industry_by_town, overlap, projects_compared
from data.queries.impact_counted import by_rows
from data.queries.impact_peers import peers
from data.queries.impact_people import identities
from data.queries.impact_places import villages
from data.queries.impact_rows import Whom, person_rows, visit_rows
from data.queries.impact_scope import ImpactScope, scope_of
from data.queries.my_work import my_work
from data.queries.outcomes import project_figures
from data.queries.place_page import place_page
from data.queries.visits import visit_page
from data.reach.periods import PeriodKind
from data.services.context import Context
from data.services.exchange_out import export_services
from pages.shared.formats import number
from pages.shared.table import workbook
from tests.pages.conftest import run_entry, words

PROJECT = "西梅提质示范项目"


@pytest.fixture
def ctx(sample_runtime, sign_in) -> Iterator[Context]:
    """The leader's reading, after two people on one signed list were found to be one."""
    leader = sign_in("leader")
    with sample_runtime.writing(None) as ctx:
        _merge_two_of_one_list(ctx)
    with sample_runtime.reading(leader) as ctx:
        yield ctx


def _merge_two_of_one_list(ctx: Context) -> None:
    """So that a head count, and the names of a visit, no longer are its contacts."""
    visit = ctx.session.scalars(
        select(VisitPerson.visit_id).join(Visit, Visit.id == VisitPerson.visit_id)
        .where(VisitPerson.list_id.is_not(None), Visit.status.in_(COUNTED)).order_by(Visit.service_day.desc()).limit(1)
    ).one()
    first, second = ctx.session.scalars(
        select(Person).join(VisitPerson, VisitPerson.person_id == Person.id)
        .where(VisitPerson.visit_id == visit, Person.same_as_id.is_(None)).order_by(Person.id).limit(2)
    ).all()
    second.same_as_id = first.id


def _whole(ctx: Context) -> tuple[ImpactScope, Impact]:
    scope = scope_of(ctx, PeriodKind.YEAR)
    return scope, impact(ctx, scope)


def test_both_ways_of_counting_agree_on_the_banner(ctx: Context):
    for kind in PeriodKind:
        scope = scope_of(ctx, kind)
        pairs = identities(ctx, scope.county)
        cells, rows = by_cells(ctx, scope, pairs), by_rows(ctx, scope, pairs)
        reached = [{town: people for town, people in one.towns.items() if people.high} for one in (cells, rows)]
        assert reached[0] == reached[1]
        assert replace(cells, towns={}, reported=set()) == replace(rows, towns={}, reported=set())


def test_people_of_the_county_are_the_same_everywhere(ctx: Context):
    scope, found = _whole(ctx)
    people, pairs = found.people.reached, identities(ctx, scope.county)
    records = people.low + found.people.undecided
    assert person_rows(ctx, scope, Whom.REACHED).page.total == records
    assert reached_by_any(ctx, scope, pairs).high == records
    now = {one.code: one.now for one in changes(ctx, scope).figures}
    assert (now["people"], now["contacts"]) == (people.low, found.contacts.gross)
    assert sum(row.people.low > 0 for row in villages(ctx, scope)) >= found.coverage.villages == now["villages"]
    assert found.months[-1].people == people
    for path in ("impact", "impact-detail"):
        assert number(people.low) in _said(path)


def test_a_town_is_the_same_on_the_map_and_on_its_own_page(ctx: Context):
    scope, found = _whole(ctx)
    matrix = industry_by_town(ctx, scope)
    for tile in found.towns[:3]:
        own = impact(ctx, replace(scope, town=tile.code))
        assert own.people.reached == tile.people
        if tile.code in [town.code for town in matrix.towns]:
            column = [town.code for town in matrix.towns].index(tile.code)
            assert max(row[column] for row in matrix.people) <= own.people.reached.low


def test_a_project_is_the_same_in_list_page_views_and_rows(ctx: Context):
    scope = scope_of(ctx, PeriodKind.ALL)
    row = next(one for one in impact(ctx, scope).projects if one.name == PROJECT)
    page = project_figures(ctx, row.project_id).impact
    narrowed = impact(ctx, replace(scope, project_id=row.project_id))
    for found in (page, narrowed):
        assert (found.people.reached, found.contacts.gross, found.visits) == (row.people, row.contacts, row.visits)
    assert visit_rows(ctx, narrowed.scope).total == row.visits
    shared = overlap(ctx, scope)
    place = [one.name for one in shared.projects].index(PROJECT)
    assert shared.counts[place][place] == row.people.high - page.people.evidence.unnamed
    said = number(row.people.low)
    assert f"{said} 人" in _said("project", id=row.project_id)
    assert said in _said("impact-detail", project=row.project_id, period="all")


def test_a_target_is_held_against_the_same_figure_in_both_places(ctx: Context):
    compared = {row.project_id: row for row in projects_compared(ctx, scope_of(ctx, PeriodKind.YEAR)).rows}
    checked = 0
    for project_id, row in compared.items():
        promises = project_figures(ctx, project_id).promises
        for one in promises:
            if one.indicator == "people" and one.year == ctx.today.year:
                assert (one.target, one.done) == (row.target, row.people.low)
                checked += 1
    assert checked


def test_contacts_of_an_expert_are_those_of_the_visits(ctx: Context):
    """Merged people are one contact on the visit, on the expert's page and in the county's sum."""
    scope, found = _whole(ctx)
    listed = []
    for page in range(1, visit_rows(ctx, scope).pages + 1):
        listed += visit_rows(ctx, scope, page).rows
    assert sum(row.contacts for row in listed) == found.contacts.gross
    assert all(visit_page(ctx, row.visit_id).contacts == row.contacts for row in listed[:60])
    expert = ctx.session.scalars(select(Expert.id).where(Expert.name == "贺海峰")).one()
    own = set(ctx.session.scalars(select(VisitExpert.visit_id).where(VisitExpert.expert_id == expert)))
    recent = [row for row in listed if row.visit_id in own]
    service = expert_record(ctx, expert).service
    assert service[1] >= len(recent)
    assert service[2] >= sum(row.contacts for row in recent)


def test_contacts_of_an_experts_month_and_of_a_place_are_those_of_the_visits(ctx: Context, sample_runtime, sign_in):
    whole = scope_of(ctx, PeriodKind.ALL)
    pages = visit_rows(ctx, whole).pages
    contacts = {row.visit_id: row.contacts for page in range(1, pages + 1) for row in visit_rows(ctx, whole, page).rows}
    for town in impact(ctx, whole).towns[:4]:
        assert all(line.contacts == contacts[line.id] for line in place_page(ctx, town.code).visits)
    with sample_runtime.reading(sign_in("expert")) as own:
        month = ctx.today.replace(day=1)
        made = ctx.session.scalars(
            select(Visit.id).join(VisitExpert, VisitExpert.visit_id == Visit.id).where(
                VisitExpert.expert_id == own.actor.expert_id, Visit.service_day >= month, Visit.status.in_(COUNTED),
            )
        ).all()
        shown = my_work(own).month
    assert (shown.visits, shown.contacts) == (len(made), sum(contacts[id_] for id_ in made))


def test_projects_and_towns_beside_their_like_have_their_own_figures(ctx: Context):
    scope, found = _whole(ctx)
    people = {town.code: town.people for town in found.towns}
    population = dict(ctx.session.execute(select(Place.code, Place.registered_population)).all())
    towns = [one for of_class in peers(ctx, scope).towns for one in of_class.peers]
    assert towns
    for one in towns:
        assert round(one.low * population[one.code]) == people[one.code].low
    year = replace(scope, first_day=ctx.today.replace(month=1, day=1))
    for row in projects_compared(ctx, scope).rows[:4]:
        own = impact(ctx, replace(year, project_id=row.project_id))
        assert (own.people.reached, own.contacts.gross, own.visits) == (row.people, row.contacts, row.visits)


def test_services_that_are_handed_on_add_up_to_the_contacts_of_the_screen(ctx: Context, sample_runtime, sign_in):
    """Two names of one list that were found to be one person are one contact there, too."""
    scope, found = _whole(ctx)
    with sample_runtime.writing(sign_in("officer")) as officers:
        county = officers.session.get_one(County, scope.county)
        county.settings = {**county.settings, "exchange": [["编号", "number"], ["人次", "heads"]]}
        book = export_services(officers, scope.first_day, scope.last_day)
    lines = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()[1:]
    assert len(lines) == found.visits
    assert sum(int(heads) for _number, heads in lines) == found.contacts.gross


def test_the_workbook_says_what_the_screen_says(ctx: Context):
    """The table that is taken along holds the figures of the view, as numbers."""
    found = projects_compared(ctx, scope_of(ctx, PeriodKind.YEAR))
    rows = [(row.name, row.people.low, row.target) for row in found.rows]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook(("项目", "人", "目标"), rows))).get_sheet_by_index(0)
    read = sheet.to_python()[1:]
    assert [(name, int(people), int(target) if target != "" else None) for name, people, target in read] == rows


def _said(path: str, **query: object) -> str:
    screen = run_entry(path, **query)
    assert not screen.exception
    titles = [title.value for title in screen.title]
    metrics = [metric.value for metric in screen.metric]
    return "\n".join([words(screen), *titles, *metrics])
