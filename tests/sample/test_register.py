"""The register of the banner: what a county's has, with the gaps and faults that keep an office busy."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from data.domain.expert import expert_faults
from data.domain.register import ExpertKind, Licence
from data.models.expert import Expert
from data.register.concept import document_of
from data.register.expert import EXPERT
from data.services.context import Context
from tests.sample.conftest import TODAY

HALF_YEAR = dt.timedelta(days=180)


def experts_of(ctx: Context) -> list[Expert]:
    return list(ctx.session.scalars(select(Expert)))


def test_experts_are_of_every_kind(ctx: Context) -> None:
    assert {expert.kind for expert in experts_of(ctx)} == set(ExpertKind)


def test_no_expert_s_record_contradicts_itself(ctx: Context) -> None:
    faults = {expert.name: list(expert_faults(document_of(EXPERT, expert))) for expert in experts_of(ctx)}
    assert not {name: found for name, found in faults.items() if found}


def test_teams_have_leader_members_and_one_a_term_that_is_over(ctx: Context) -> None:
    teams = [expert for expert in experts_of(ctx) if expert.kind is ExpertKind.TEAM]
    assert len(teams) >= 3
    assert all(team.leader_id and team.member_ids for team in teams)
    assert any(team.term_last and team.term_last < TODAY for team in teams)


def test_a_licence_has_run_out_and_another_soon_will(ctx: Context) -> None:
    ends = [one.valid_until for expert in experts_of(ctx) for one in expert.licences if one.valid_until]
    assert any(day < TODAY for day in ends)
    assert any(TODAY <= day <= TODAY + dt.timedelta(days=30) for day in ends)


def test_whoever_treats_may_do_so(ctx: Context) -> None:
    vets = [expert for expert in experts_of(ctx) if expert.holds(Licence.VETERINARIAN, TODAY)]
    assert len(vets) >= 3


def test_some_cannot_be_reached_and_some_were_not_confirmed_for_half_a_year(ctx: Context) -> None:
    experts = experts_of(ctx)
    assert len({expert.unreachable for expert in experts if expert.unreachable}) == 3
    stale = [one for one in experts if one.last_confirmed is None or one.last_confirmed < TODAY - HALF_YEAR]
    assert 3 <= len(stale) < len(experts) / 2
    assert any(not expert.is_active for expert in experts)


def test_units_send_postings_have_terms_seasons_are_kept_free(ctx: Context) -> None:
    experts = experts_of(ctx)
    assert len({expert.sending_unit_id for expert in experts if expert.sending_unit_id}) >= 10
    assert sum(any(one.last_day < TODAY for one in expert.postings) for expert in experts) >= 5
    assert sum(bool(expert.seasons) for expert in experts) >= 5
    assert sum(expert.three_areas_year is not None for expert in experts) >= 5
