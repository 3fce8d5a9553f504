"""The glossary is complete, and its identifiers are those of the code."""

import csv
import importlib
from collections import Counter
from enum import StrEnum

import pytest

from data.i18n import CATALOGUES

MODULES = (
    "data.domain.places", "data.domain.problem", "data.domain.register", "data.domain.roles", "data.domain.ties",
    "data.domain.visit", "data.domain.permissions", "data.exchange.county_files", "data.models.recommendation",
)  # fmt: skip
KEYWORDS = {name: value for module in MODULES for name, value in vars(importlib.import_module(module)).items()}


def glossary() -> list[dict[str, str]]:
    with (CATALOGUES.parent / "glossary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def enum_members() -> list[tuple[str, str]]:
    dotted = [row["identifier"].split(".") for row in glossary() if "." in row["identifier"]]
    return [(owner, member) for owner, member in dotted if member.isupper()]


def test_every_row_has_both_languages_and_an_identifier():
    for row in glossary():
        assert row["zh"] and row["en"] and row["identifier"]
        assert None not in row and None not in row.values()


def test_a_term_stands_once():
    assert [term for term, n in Counter(row["zh"] for row in glossary()).items() if n > 1] == []


@pytest.mark.parametrize(("owner", "member"), enum_members())
def test_identifiers_exist_in_the_code(owner: str, member: str):
    assert member in KEYWORDS[owner].__members__


@pytest.mark.parametrize("owner", ["ProblemStatus", "VisitKind", "FarmKind", "PlatformKind", "PlaceKind", "Grade"])
def test_what_people_see_of_these_lists_is_in_the_glossary(owner: str):
    kinds: type[StrEnum] = KEYWORDS[owner]
    named = {member for enum, member in enum_members() if enum == owner}
    assert set(kinds.__members__) == named
