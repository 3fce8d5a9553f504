"""All concepts of the register, by name."""

from __future__ import annotations

from data.register.concept import Concept
from data.register.expert import EXPERT
from data.register.farm import FARM
from data.register.sending_unit import SENDING_UNIT

CONCEPTS: dict[str, Concept] = {concept.name: concept for concept in (EXPERT, FARM, SENDING_UNIT)}
