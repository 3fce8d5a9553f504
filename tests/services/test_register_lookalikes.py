"""A new expert or farm that looks like one of the register is said so before it is written."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.models.expert import Expert
from data.models.farm import Farm
from data.register.expert import EXPERT
from data.register.farm import FARM
from data.register.industry import INDUSTRY
from data.services.register_lookalikes import lookalikes
from tests.village import NEXT_VILLAGE, VILLAGE, Village, on_sqlite


def alike(village: Village, concept, who: str = "officer", **values) -> list[str]:
    with village.reading(who) as ctx:
        return [one.name for one in lookalikes(ctx, concept, values)]


def give(village: Village, model, name: str, /, **values) -> None:
    with village.writing("officer") as ctx:
        record = ctx.session.scalars(select(model).where(model.name == name)).one()
        for field, value in values.items():
            setattr(record, field, value)


@pytest.mark.parametrize("typed", [
    {"name": "贺海锋", "phone": "199 0000 3001"}, {"name": "贺海峰"}, {"name": "贺海峰", "phone": "19900003002"},
])
def test_an_expert_by_another_spelling_a_slip_or_the_name_alone(village: Village, typed: dict):
    give(village, Expert, "贺海峰", phone="19900003001")
    assert alike(village, EXPERT, **typed) == ["贺海峰"]


@on_sqlite
def test_a_farm_of_the_village_by_its_sound_or_anywhere_by_its_credit_code(village: Village):
    give(village, Farm, "喜莲果业合作社", credit_code="91150824MA0N000000")
    assert alike(village, FARM, name="喜连果业合作社", place_code=VILLAGE) == ["喜莲果业合作社"]
    code = "91150824MA0N000000"
    assert alike(village, FARM, name="喜莲果品专业社", place_code=NEXT_VILLAGE, credit_code=code) == ["喜莲果业合作社"]


@on_sqlite
def test_what_changed_meanwhile_is_known_at_once(village: Village):
    assert alike(village, EXPERT, name="云胜利") == []
    give(village, Expert, "田桂芳", name="云胜利")
    assert alike(village, EXPERT, name="云胜利") == ["云胜利"]
    give(village, Expert, "云胜利", is_active=False)
    assert alike(village, EXPERT, name="云胜利") == []


@on_sqlite
def test_nobody_is_alike_without_a_name_and_other_concepts_are_not_asked(village: Village):
    assert alike(village, EXPERT, name="", phone="19900003001") == []
    assert alike(village, INDUSTRY, name="果树") == []
    assert alike(village, EXPERT, name="欧阳春水", phone="15804780077") == []


@on_sqlite
def test_a_town_s_officer_is_not_told_of_farms_elsewhere(village: Village):
    assert alike(village, FARM, "far_officer", name="喜莲果业合作社", place_code=VILLAGE) == []
