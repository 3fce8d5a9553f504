"""Proposed projects: of the expert, for the farm or the place, on that day. Against a plain reading of the rule."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from data.domain.projects import ProjectFacts, own, proposed

DAYS = [dt.date(2026, 1, day) for day in range(1, 6)]
PLACES = ["150824", "150824100", "150824100201", "150824101"]
days = st.sampled_from(DAYS)
facts = st.builds(
    ProjectFacts, id=st.integers(1, 9), name=st.just("p"), first_day=days, last_day=st.none() | days,
    expert_ids=st.frozensets(st.integers(1, 3)), farm_ids=st.frozensets(st.integers(1, 3)),
    place_codes=st.frozensets(st.sampled_from(PLACES), max_size=2),
)
QUESTION = (
    st.lists(facts, max_size=6), st.sets(st.integers(1, 3)), st.none() | st.integers(1, 3), st.sampled_from(PLACES),
    days,
)


@given(*QUESTION)
def test_the_rule(projects, experts, farm_id, place, day) -> None:
    def is_proposed(project: ProjectFacts) -> bool:
        of_expert = any(expert in experts for expert in project.expert_ids)
        at_farm = farm_id is not None and farm_id in project.farm_ids
        at_place = any(place[:len(code)] == code for code in project.place_codes)
        begun, not_over = day >= project.first_day, project.last_day is None or day <= project.last_day
        return of_expert and (at_farm or at_place) and begun and not_over

    assert proposed(projects, experts, farm_id, place, day) == [one for one in projects if is_proposed(one)]


@given(*QUESTION)
def test_what_is_proposed_is_own(projects, experts, farm_id, place, day) -> None:
    of_expert = own(projects, experts, day)
    assert all(project in of_expert for project in proposed(projects, experts, farm_id, place, day))
