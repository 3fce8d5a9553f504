"""Code lists: problem types, industries, disciplines. Layout: docs/county-files.md; faults as in county_files.py."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.domain.problem import Gate, Urgency
from data.exchange.entries import Entry, Fault, read_csv, unique

TAXONOMY = Path(__file__).parent.parent / "taxonomy"


@dataclass(frozen=True)
class ProblemTypeRow:
    """`disciplines`: GB/T 13745-2009 codes, the default lead first."""

    code: str
    zh: str
    en: str
    short_zh: str
    disciplines: tuple[str, ...]
    urgency: Urgency
    gate: Gate | None
    note: str


@dataclass(frozen=True)
class IndustryRow:
    code: str
    zh: str
    en: str
    short_zh: str
    short_en: str
    crops: tuple[str, ...]
    crops_en: tuple[str, ...]
    ground: str
    proposal: bool


@dataclass(frozen=True)
class DisciplineRow:
    """Keyed by code and edition; `successor` is the code in the 2009 edition."""

    code: str
    edition: str
    parent: str | None
    zh: str
    en: str
    successor: str | None


def load_disciplines(folder: Path = TAXONOMY) -> list[DisciplineRow]:
    """GB/T 13745 codes with their edition."""
    entries = read_csv(folder / "disciplines.csv", DisciplineRow.__dataclass_fields__)
    unique(entries, "code", "edition")
    known = {(entry.cells["edition"], entry.cells["code"]) for entry in entries}
    return [discipline_row(entry, known) for entry in entries]


def discipline_row(entry: Entry, known: set[tuple[str, str]]) -> DisciplineRow:
    code = entry.matching("code", r"\d{3}(\.\d{2}){0,2}")
    edition = entry.matching("edition", r"\d{4}")
    parent = entry.optional("parent")
    if parent != code.rpartition(".")[0]:
        raise entry.error("parent", Fault.PARENT_MISMATCH)
    if parent and (edition, parent) not in known:
        raise entry.error("parent", Fault.UNKNOWN_PARENT)
    successor = entry.optional("successor") or None
    if successor and ("2009", successor) not in known:
        raise entry.error("successor", Fault.UNKNOWN_DISCIPLINE)
    return DisciplineRow(code, edition, parent or None, entry.text("zh"), entry.text("en"), successor)


def load_problem_types(folder: Path = TAXONOMY) -> list[ProblemTypeRow]:
    """The problem types with lead disciplines, urgency and gate."""
    columns = ("code", "zh", "en", "short_zh", "disciplines", "default_urgency", "gate", "note")
    entries = read_csv(folder / "problem_types.csv", columns)
    unique(entries, "code")
    known = {row.code for row in load_disciplines(folder) if row.edition == "2009"}
    return [problem_type_row(entry, known) for entry in entries]


def problem_type_row(entry: Entry, known: set[str]) -> ProblemTypeRow:
    disciplines = entry.words("disciplines")
    for code in disciplines:
        if code not in known:
            raise entry.error("disciplines", Fault.UNKNOWN_DISCIPLINE, code)
    return ProblemTypeRow(
        code=entry.matching("code", r"P\d{2}"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        short_zh=entry.text("short_zh"),
        disciplines=disciplines,
        urgency=entry.word("default_urgency", Urgency),
        gate=entry.word("gate", Gate) if entry.optional("gate") else None,
        note=entry.optional("note"),
    )


def load_industries(folder: Path = TAXONOMY) -> list[IndustryRow]:
    """The industries a county starts with; `proposal` until the county has confirmed them."""
    entries = read_csv(folder / "industries.csv", IndustryRow.__dataclass_fields__)
    unique(entries, "code")
    return [industry_row(entry) for entry in entries]


def industry_row(entry: Entry) -> IndustryRow:
    crops, crops_en = entry.words("crops"), entry.words("crops_en")
    if len(crops) != len(crops_en):
        raise entry.error("crops_en", Fault.CELL_COUNT)
    return IndustryRow(
        code=entry.matching("code", r"[A-Za-z0-9]{1,8}"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        short_zh=entry.text("short_zh"),
        short_en=entry.text("short_en"),
        crops=crops,
        crops_en=crops_en,
        ground=entry.optional("ground"),
        proposal=entry.truth("proposal"),
    )
