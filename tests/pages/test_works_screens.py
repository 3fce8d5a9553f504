"""The screens of projects, platforms, bases, agreements and industries: each list, page, form and grid."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from data.models.agreement import Agreement
from data.models.expert import Expert
from data.models.project import Platform, Project
from data.models.taxonomy import Industry
from data.runtime import current_runtime
from tests.pages.conftest import run_entry, words

STEMS = ("project", "platform", "base", "agreement", "industry")
PLURAL = {"industry": "industries"}


def assert_fine(screen: AppTest) -> None:
    assert not screen.exception, screen.exception[0].value


def first_id(model) -> int:
    with current_runtime().reading(None) as ctx:
        return ctx.session.scalar(select(model.id).order_by(model.id).limit(1))


@pytest.mark.parametrize("stem", STEMS)
def test_list_form_and_grid_draw(sign_in, stem: str):
    plural = PLURAL.get(stem, f"{stem}s")
    sign_in("leader")
    assert_fine(run_entry(plural))
    sign_in("officer")
    for path in (plural, f"{stem}-edit", f"{plural}-grid"):
        assert_fine(run_entry(path))


@pytest.mark.parametrize(("stem", "model"), [("project", Project), ("platform", Platform), ("industry", Industry)])
def test_one_record_reads_for_officer_and_leader(sign_in, stem: str, model):
    for login in ("officer", "leader"):
        sign_in(login)
        screen = run_entry(stem, id=first_id(model))
        assert_fine(screen)
        assert "变动经过" in words(screen)


@pytest.mark.parametrize(("stem", "model"), [
    ("project", Project), ("agreement", Agreement), ("industry", Industry),
])
def test_a_record_with_figures_in_its_rows_is_opened_and_saved(sign_in, stem: str, model):
    sign_in("officer")
    screen = run_entry(f"{stem}-edit", id=first_id(model))
    assert_fine(screen)
    screen.button(key=f"{stem}_form:{first_id(model)}:send").click().run()
    assert_fine(screen)
    assert not screen.error


def test_an_agreement_leads_on_to_its_parties_for_whom_they_are_open(sign_in):
    name = "贺海峰"
    with current_runtime().writing(None) as ctx:
        agreement = ctx.session.scalars(select(Agreement).order_by(Agreement.id)).first()
        agreement.expert_id = ctx.session.scalar(select(Expert.id).where(Expert.name == name))
        agreement_id = agreement.id
    for login, leads in (("officer", True), ("leader", True), ("expert", False)):
        sign_in(login)
        screen = run_entry("agreement", id=agreement_id)
        assert_fine(screen)
        assert (name in [link.label for link in screen.get("page_link")]) is leads


def test_a_number_that_leads_nowhere_says_so(sign_in):
    sign_in("officer")
    for stem in STEMS:
        assert "没有这" in words(run_entry(stem, id=99999))
        assert "没有这" in words(run_entry(stem))


def test_an_industry_is_added_and_found(sign_in):
    sign_in("officer")
    screen = run_entry("industry-edit")
    for field, value in {"name": "中药材", "code": "I10", "short_name": "药材", "name_en": "Herbs",
                         "short_name_en": "Herbs"}.items():
        screen.text_input(key=f"industry_form:0:{field}").set_value(value).run()
    screen.button(key="industry_form:0:send").click().run()
    assert_fine(screen)
    listed = run_entry("industries")
    listed.text_input(key="industry_list_search").set_value("zhongyao").run()
    assert "中药材" in [link.label for link in listed.get("page_link")]
