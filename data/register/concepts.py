"""All concepts of the register, by name."""

from __future__ import annotations

from data.register.agreement import AGREEMENT
from data.register.concept import Concept
from data.register.demo_base import DEMO_BASE
from data.register.expert import EXPERT
from data.register.farm import FARM
from data.register.industry import INDUSTRY
from data.register.platform import PLATFORM
from data.register.project import PROJECT
from data.register.sending_unit import SENDING_UNIT

CONCEPTS: dict[str, Concept] = {
    concept.name: concept
    for concept in (EXPERT, FARM, SENDING_UNIT, INDUSTRY, PLATFORM, DEMO_BASE, PROJECT, AGREEMENT)
}
