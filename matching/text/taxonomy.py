"""Codes only; names in both languages belong to the caller. Source: docs of the problem types and industries."""

from __future__ import annotations

PROBLEM_TYPES = (*(f"P{n:02d}" for n in range(1, 26)), "P99")
INDUSTRIES = (*(f"I{n}" for n in range(1, 10)), "other")

UNSURE = "P99"
NOT_OURS = "P25"
EPIDEMIC_TYPE = "P11"

PLANT_TYPES = frozenset({"P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10"})
ANIMAL_TYPES = frozenset({"P11", "P12", "P13", "P14", "P15"})
BUSINESS_TYPES = frozenset({"P19", "P20", "P21", "P22", "P23", "P24", "P25"})

PLANT_INDUSTRIES = frozenset({"I1", "I2", "I3", "I4"})
ANIMAL_INDUSTRIES = frozenset({"I5", "I6", "I7"})

GATES = ("animal_epidemic", "handover", "mass_event", "prescription", "pesticide")
URGENCIES = ("critical", "high", "normal", "planning")
