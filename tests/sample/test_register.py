"""The register of the banner: what a county's has, with the gaps and faults that keep an office busy."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from sqlalchemy import select

from data.domain.expert import expert_faults
from data.domain.farm import farm_faults
from data.domain.register import BaseKind, ChangeKind, Decision, ExpertKind, FarmKind, Licence, Party
from data.models.agreement import Agreement, AgreementDecision
from data.models.demo_base import DemoBase
from data.models.expert import Expert
from data.models.farm import Farm, FarmMember
from data.models.problem import Problem, StoredFile
from data.models.project import Project
from data.models.register import RegisterCard
from data.models.taxonomy import Flagship
from data.register.agreement import AGREEMENT
from data.register.concept import document_of
from data.register.concepts import CONCEPTS
from data.register.expert import EXPERT
from data.register.farm import FARM
from data.register.industry import INDUSTRY
from data.register.project import PROJECT
from data.services.context import Context
from data.services.register_ledger import changes_of, replay, stored_state
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


def farms_of(ctx: Context) -> list[Farm]:
    return list(ctx.session.scalars(select(Farm)))


def test_no_farm_s_record_contradicts_itself(ctx: Context) -> None:
    faults = {farm.name: list(farm_faults(document_of(FARM, farm))) for farm in farms_of(ctx)}
    assert not {name: found for name, found in faults.items() if found}


def test_farms_are_of_every_kind_and_mostly_households(ctx: Context) -> None:
    kinds = Counter(farm.kind for farm in farms_of(ctx))
    assert set(kinds) == set(FarmKind)
    assert kinds.most_common(1)[0][0] is FarmKind.HOUSEHOLD


def test_area_and_head_are_known_per_year_of_most_farms(ctx: Context) -> None:
    farms = farms_of(ctx)
    known = [farm for farm in farms if farm.years]
    assert 0.6 * len(farms) < len(known) < len(farms)
    assert {row.year for farm in known for row in farm.years} == {TODAY.year - 2, TODAY.year - 1, TODAY.year}


def test_households_belong_to_cooperatives_as_members(ctx: Context) -> None:
    members = {tuple(row) for row in ctx.session.execute(select(FarmMember.farm_id, FarmMember.person_id))}
    joined = [farm for farm in farms_of(ctx) if farm.parent_id]
    assert len(joined) >= 20
    assert all((farm.parent_id, farm.contact_person_id) in members for farm in joined)


def test_some_farms_have_a_badge_some_cannot_be_reached_some_have_given_up(ctx: Context) -> None:
    farms = farms_of(ctx)
    assert len({farm.demo_level for farm in farms if farm.demo_level}) >= 2
    assert 3 <= sum(farm.unreachable is not None for farm in farms) <= 0.2 * len(farms)
    assert 1 <= sum(not farm.is_active for farm in farms) <= 0.05 * len(farms)
    assert any(farm.language == "mn" for farm in farms)


def test_whoever_has_given_up_or_cannot_be_reached_asks_nothing(ctx: Context) -> None:
    asking = set(ctx.session.scalars(select(Problem.farm_id)))
    assert not {farm.id for farm in farms_of(ctx) if farm.unreachable or not farm.is_active} & asking


def test_no_project_s_or_agreement_s_record_contradicts_itself(ctx: Context) -> None:
    faults = {
        record.name: list(concept.faults(document_of(concept, record)))
        for concept in (PROJECT, AGREEMENT, INDUSTRY) for record in ctx.session.scalars(select(concept.model))
    }
    assert not {name: found for name, found in faults.items() if found}


def test_projects_have_leaders_money_and_targets_per_year(ctx: Context) -> None:
    projects = list(ctx.session.scalars(select(Project)))
    assert all(project.leader_id in project.expert_ids and project.funds for project in projects)
    assert sum(len({target.year for target in project.targets}) >= 2 for project in projects) >= 6
    assert any(project.partners for project in projects)
    assert any(project.last_day and project.last_day < TODAY for project in projects)


def test_bases_link_research_demonstration_and_application(ctx: Context) -> None:
    bases = list(ctx.session.scalars(select(DemoBase)))
    whole = [base for base in bases if base.platform_id and base.shows and base.farm_ids]
    assert {base.kind for base in bases} == set(BaseKind)
    assert 3 <= len(whole) < len(bases)


def test_agreements_stand_everywhere_between_new_and_over(ctx: Context) -> None:
    decided = select(AgreementDecision.agreement_id, AgreementDecision.decision)
    passed = Counter(id_ for id_, word in ctx.session.execute(decided) if word is Decision.PASSED)
    returned = {id_ for id_, word in ctx.session.execute(decided) if word is Decision.RETURNED}
    scanned = set(ctx.session.scalars(select(StoredFile.agreement_id)))
    ids = dict(ctx.session.execute(select(Agreement.id, Agreement.last_day)).all())
    in_force = {id_ for id_, last in ids.items() if passed[id_] == len(Party) and id_ in scanned and last >= TODAY}
    assert len(ids) >= 15 and len(in_force) >= 3
    assert any(last < TODAY for last in ids.values())
    assert returned and any(passed[id_] == len(Party) and id_ not in scanned for id_ in ids)
    assert any(0 < passed[id_] < len(Party) for id_ in ids)


def test_seven_towns_are_known_for_something(ctx: Context) -> None:
    assert len(set(ctx.session.scalars(select(Flagship.place_code)))) == 7


def test_the_register_has_a_history_that_leads_to_what_it_is(ctx: Context) -> None:
    kinds: Counter[ChangeKind] = Counter()
    for concept in (EXPERT, FARM):
        for record in ctx.session.scalars(select(concept.model)):
            steps = changes_of(ctx.session, concept, record.id)
            kinds.update(step.kind for step in steps)
            assert not steps or replay(steps) == stored_state(concept, record)
    assert kinds[ChangeKind.EDITED] >= 6 and kinds[ChangeKind.RETIRED] >= 1


def test_every_record_has_a_card_to_be_found_by(ctx: Context) -> None:
    for concept in CONCEPTS.values():
        cards = set(ctx.session.scalars(select(RegisterCard.record_id).where(RegisterCard.concept == concept.name)))
        assert cards == set(ctx.session.scalars(select(concept.model.id)))
