"""The leader's screens on the demonstration banner: the same figures as the queries, in both languages."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from data.domain.closed_period import ClosedKind, latest_over
from data.domain.roles import Actor, Role
from data.domain.visit import COUNTED
from data.domain.worktime import BEIJING
from data.models.visit import Visit
from data.queries.closed_periods import closed_periods
from data.queries.impact import Impact, impact
from data.queries.impact_scope import scope_of
from data.queries.period_figures import counted_now, stamp
from data.reach.periods import PeriodKind
from data.services.closed_periods import Signature, close_period
from data.services.outlines import keep_outlines
from data.services.visits import void
from pages.impact._times import HOUR, in_words
from pages.shared.period_words import period_name
from tests.pages.conftest import run_entry, words

IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
TOWN = "150824100"
OF_FIRST_VIEW = 3
TIMES = ("派出去", "有人答应办", "到地里、回话", "办好")
ADMIN = Actor(1, 1, Role.ADMIN, "管理员", "150824")


@pytest.fixture
def figures(sample_runtime, sign_in):
    """`figures(**narrowed)`: what the queries say to the leader."""
    leader = sign_in("leader")

    def read(kind: PeriodKind = PeriodKind.YEAR, **narrowed: object) -> Impact:
        with sample_runtime.reading(leader) as ctx:
            return impact(ctx, scope_of(ctx, kind, **narrowed))

    return read


def metrics(screen: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in screen.metric}


def chart(screen: AppTest, number: int) -> dict:
    return json.loads(screen.get("plotly_chart")[number].proto.spec)


def test_the_headline_is_the_querys(figures):
    found, screen = figures(), run_entry("impact")
    assert not screen.exception
    people = found.people.reached
    counted = {
        "直接受益人数": f"{people.low:,} 人", "服务人次": f"{found.contacts.gross:,}",
        "受益户数": f"{found.households:,}", "农户确认解决": f"{found.problems.solved} 件", "有服务的苏木镇": "7 / 10",
    }
    assert metrics(screen) == {**metrics(screen), **counted} and list(metrics(screen)) == [*counted, *TIMES]
    assert f"最少 {people.low:,}，最多 **{people.high:,}**" in words(screen)
    assert "对外常说「受益 6.2 万人」" in words(screen)


def test_every_town_stands_on_the_map_once(figures):
    found, screen = figures(), run_entry("impact")
    drawn = [text for trace in chart(screen, 1)["data"] for text in trace["text"]]
    assert len(drawn) == len(found.towns) == 12
    assert sum("未报" in text for text in drawn) == sum(town.state == "unreported" for town in found.towns)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", ["impact", "impact-detail"])
def test_screens_are_whole_in_both_languages(figures, path, lang):
    screen = run_entry(path, lang=lang)
    assert not screen.exception
    assert not screen.error
    assert len(screen.title) == 1
    if lang == "en":
        labels = [metric.label for metric in screen.metric] + [button.label for button in screen.button]
        assert not [label for label in labels if IDEOGRAPH.search(label)]


def test_the_countys_own_outlines_stand_in_for_the_tiles_with_their_number(sample_runtime, figures):
    """The schematic map stays the first; the other names the towns that have an outline, and opens them."""
    shape = {"type": "Polygon", "coordinates": [[[108, 41], [108.5, 41], [108.5, 41.5], [108, 41]]]}
    file = {"features": [{"properties": {"code": TOWN}, "geometry": shape}]}
    with sample_runtime.writing(ADMIN) as ctx:
        keep_outlines(ctx, "旗.geojson", json.dumps(file).encode(), "蒙S（2023）012号")
    screen = run_entry("impact")
    assert "审图号" not in words(screen)
    screen.button_group(key="impact_look").set_value("map").run()
    assert not screen.exception
    names = chart(screen, 1)["data"][-1]
    town = next(one for one in figures().towns if one.code == TOWN)
    assert (names["text"], names["customdata"]) == ([f"海流图<br><b>{town.people.low:,}</b>"], [[TOWN]])
    assert "审图号：蒙S（2023）012号" in words(screen).replace("\\", "")


def test_another_period_gives_other_figures(figures):
    screen = run_entry("impact")
    screen.get("button_group")[0].set_value(PeriodKind.QUARTER).run()
    assert metrics(screen)["直接受益人数"] == f"{figures(PeriodKind.QUARTER).people.reached.low:,} 人"


def test_projects_have_bars_and_no_sum(figures):
    screen = run_entry("impact")
    screen.get("button_group")[1].set_value("project").run()
    assert not screen.exception
    bars = next(trace for trace in chart(screen, 2)["data"] if trace["type"] == "bar")
    assert len(bars["customdata"]) == len(figures().projects)
    assert "各项相加不等于总数" in words(screen)


@pytest.mark.parametrize("query", [
    {"town": TOWN}, {"industry": "I4"}, {"project": 1}, {"by": "month"}, {"by": "project"}, {"by": "industry"},
    {"rows": "problems"}, {"rows": "logged_only"}, {"period": "all"}, {"since": "2020-01", "until": "2020-01"},
])
def test_every_part_opens(figures, query):
    screen = run_entry("impact-detail", **query)
    assert not screen.exception
    assert not screen.error


def test_a_part_has_its_own_figures(figures):
    screen = run_entry("impact-detail", town=TOWN)
    assert screen.title[0].value == f"直接受益人数 {figures(town=TOWN).people.reached.low:,} 人"
    assert "海流图镇" in words(screen)
    assert "6.2 万" not in words(screen)


def test_the_difference_adds_up_in_words(figures):
    found, page = figures(), words(run_entry("impact-detail"))
    evidence = found.people.evidence
    for part in (found.contacts.gross, found.contacts.repeats, evidence.unnamed, evidence.logged_only):
        assert f"<b>{part:,}</b>" in page


def test_people_are_masked_on_the_screen(figures):
    screen = run_entry("impact-detail", rows="reached")
    table = screen.table[0].value
    assert len(table) == 25
    assert all("*" in who for who in table["谁"])


@pytest.mark.parametrize("query", [
    {"town": "150825100"}, {"town": "abc"}, {"project": 99999}, {"town": "150824100201999"}, {"also": 99999},
])
def test_an_address_out_of_reach_gets_a_sentence(figures, query):
    screen = run_entry("impact-detail", **query)
    assert not screen.exception
    assert len(screen.error) == 1
    assert not screen.metric
    assert not screen.table


@pytest.mark.parametrize("query", [
    {"period": "never"}, {"since": "2026-13", "until": "2026-13"}, {"since": "2026-02", "until": "2026-01"},
    {"since": "2099-01", "until": "2099-01"}, {"by": "x<script>"}, {"rows": "all"},
])
def test_an_unreadable_address_is_as_if_it_were_not_there(figures, query):
    screen = run_entry("impact-detail", **query)
    assert screen.title[0].value == f"直接受益人数 {figures().people.reached.low:,} 人"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("view", ["changes", "projects", "peers", "overlap", "matrix", "flow"])
def test_every_view_is_whole(figures, view, lang):
    screen = run_entry("impact", lang=lang)
    screen.get("button_group")[2].set_value(view).run()
    assert not screen.exception
    assert not screen.error
    assert len(screen.table) == OF_FIRST_VIEW + 1


@pytest.mark.parametrize("view", ["projects", "peers", "overlap", "matrix", "flow"])
def test_every_part_of_a_view_opens_to_its_rows(figures, view):
    """One tap for the view, one for the part: then the visits, or the people, are on the page."""
    screen = run_entry("impact")
    screen.get("button_group")[2].set_value(view).run()
    parts = screen.selectbox(key=f"open_{view}")
    assert parts.options
    opened = parts.select_index(0).run()
    assert not opened.exception
    assert opened.title[0].value.startswith("直接受益人数")
    assert opened.table or "次到访" in words(opened)


def test_officers_read_what_was_closed_and_sign_nothing(sample_runtime, sign_in):
    """Whoever takes records back does not sign the figures; a leader of one place has no county to sign."""
    first, last = latest_over(ClosedKind.QUARTER, dt.datetime.now(BEIJING).date(), 1)[0]
    with sample_runtime.writing(sign_in("leader")) as ctx:
        seen = stamp(counted_now(ctx, ctx.actor.area_code, first, last))
        period_id = close_period(ctx, first, last, Signature("乌云", "旗科学技术局", seen))
    sign_in("officer")
    listed, one = run_entry("periods"), run_entry("period", id=str(period_id))
    assert not listed.exception and not one.exception
    assert "结账由领导签字" in words(listed) and "旗科学技术局 乌云" in words(one)
    assert not [button.label for screen in (listed, one) for button in screen.button if "签字" in button.label]
    sign_in("town")
    assert "结账是全旗的事" in words(run_entry("periods"))
    assert run_entry("period", id=str(period_id)).error


def test_what_is_signed_is_what_stood_on_the_screen(sample_runtime, sign_in):
    """Figures that move between the look and the press are shown anew, and signed by another press."""
    first, last = latest_over(ClosedKind.QUARTER, dt.datetime.now(BEIJING).date(), 1)[0]
    officer = sign_in("officer")
    sign_in("leader")
    screen = run_entry("periods")
    screen.text_input(key="signer_unit").input("旗科学技术局").run()
    with sample_runtime.writing(officer) as ctx:
        here = Visit.status.in_(COUNTED), Visit.service_day.between(first, last)
        visit = ctx.session.scalars(select(Visit).where(*here).limit(1)).one()
        void(ctx, visit.id, visit.version, "记重了")
    screen.button(key="close_period").click().run()
    assert [error.value for error in screen.error] == ["您看的时候数又变了。页面已经换成新的，请看一眼再签。"]
    screen.button(key="close_period").click().run()
    with sample_runtime.reading(officer) as ctx:
        (signed,) = closed_periods(ctx)
        assert (signed.first_day, signed.unit) == (first, "旗科学技术局")
    assert screen.title[0].value == period_name(first, last) and not screen.exception


def test_how_fast_says_that_it_is_the_median_in_one_unit_and_what_a_working_day_is(figures):
    screen = run_entry("impact")
    assert "一个工作日是本旗县的7小时" in words(screen)
    told = re.findall(r"一半在它以内，九成在([\d.]+)(小时|个工作日)以内", words(screen))
    units = [re.search(r"小时|个工作日", value)[0] for name, value in metrics(screen).items() if name in TIMES]
    assert told and [unit for _n, unit in told] == units
    assert not any(number.endswith(".0") for number, _unit in told)


@pytest.mark.parametrize(("minutes", "unit", "told"), [
    (60, HOUR, "1小时"), (90, HOUR, "1.5小时"), (420, 420, "1个工作日"), (630, 420, "1.5个工作日"),
    (4, HOUR, "0.1小时"),
])
def test_times_in_words_have_no_decimal_that_says_nothing(minutes, unit, told):
    assert in_words(minutes, unit) == told
