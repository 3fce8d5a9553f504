"""Problem types, industries, disciplines: complete in both languages, and every fault named."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data.domain.errors import AppError
from data.domain.problem import Gate, Urgency
from data.exchange.code_lists import TAXONOMY, load_disciplines, load_industries, load_problem_types


def problem_type(code: str):
    return next(row for row in load_problem_types() if row.code == code)


def test_there_are_twenty_six_problem_types_in_order():
    assert [row.code for row in load_problem_types()] == [f"P{n:02}" for n in range(1, 26)] + ["P99"]


def test_every_lead_discipline_is_in_the_list():
    known = {row.code for row in load_disciplines() if row.edition == "2009"}
    leads = {code for row in load_problem_types() for code in row.disciplines}
    assert leads <= known
    assert len(leads) == 17


@pytest.mark.parametrize(
    ("code", "gate", "urgency"),
    [
        ("P01", Gate.PESTICIDE, Urgency.HIGH),
        ("P02", Gate.PESTICIDE, Urgency.HIGH),
        ("P10", Gate.MASS_EVENT, Urgency.HIGH),
        ("P11", Gate.ANIMAL_EPIDEMIC, Urgency.HIGH),
        ("P12", Gate.PRESCRIPTION, Urgency.HIGH),
        ("P20", None, Urgency.PLANNING),
        ("P23", Gate.HANDOVER, Urgency.NORMAL),
        ("P25", Gate.HANDOVER, Urgency.NORMAL),
        ("P99", None, Urgency.NORMAL),
    ],
)
def test_gates_and_urgencies(code: str, gate: Gate | None, urgency: Urgency):
    row = problem_type(code)
    assert (row.gate, row.urgency) == (gate, urgency)


def test_only_what_specialists_do_not_answer_has_no_discipline():
    assert [row.code for row in load_problem_types() if not row.disciplines] == ["P23", "P25", "P99"]


def test_short_names_fit_a_card_and_are_unique():
    for rows in (load_problem_types(), load_industries()):
        shorts = [row.short_zh for row in rows]
        assert all(1 < len(short) <= 6 for short in shorts)
        assert len(set(shorts)) == len(shorts)


def test_industries_are_nine_and_other_all_proposed():
    rows = load_industries()
    assert [row.short_zh for row in rows] == [
        "粮食", "油料", "瓜菜大棚", "林果", "绒山羊", "肉羊", "牛马驼", "饲草草原", "农机加工", "其他",
    ]  # fmt: skip
    assert all(row.proposal for row in rows)
    assert all(len(row.crops) == len(row.crops_en) for row in rows)


@pytest.mark.parametrize("load", [load_problem_types, load_industries, load_disciplines])
def test_both_languages_are_complete(load: Callable[[], list]):
    for row in load():
        assert any("\u4e00" <= c <= "\u9fff" for c in row.zh)
        assert row.en.isascii()
        assert row.en[0].isupper()


def test_the_older_edition_leads_to_the_newer():
    old = next(row for row in load_disciplines() if (row.edition, row.code) == ("1992", "210.70"))
    assert old.successor == "416.50"


def test_parents_of_disciplines_are_their_prefix():
    for row in load_disciplines():
        assert row.parent is None or row.code.startswith(f"{row.parent}.")


@pytest.fixture
def fault(tmp_path: Path) -> Callable[[str, str, str], AppError]:
    """Change one spot of a copied list, load all lists, return the error."""
    folder = shutil.copytree(TAXONOMY, tmp_path / "taxonomy")

    def load(file: str, old: str, new: str) -> AppError:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(AppError) as caught:
            load_problem_types(folder)
            load_industries(folder)
        return caught.value

    return load


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "row", "column"),
    [
        ("problem_types.csv", "P02,", "P01,", "duplicate", 3, "code"),
        ("problem_types.csv", "P02,", "Q02,", "wrong_form", 3, "code"),
        ("problem_types.csv", "P02,", "P２2,", "wrong_form", 3, "code"),
        ("problem_types.csv", "210.60;180.54", "210.60;180.99", "unknown_discipline", 3, "disciplines"),
        ("problem_types.csv", "210.60;180.54", "210.60;210.70", "unknown_discipline", 3, "disciplines"),
        ("problem_types.csv", "210.60;180.54", "210.60;", "blanks", 3, "disciplines"),
        ("problem_types.csv", "180.54,high", "180.54,soon", "unknown_word", 3, "default_urgency"),
        ("problem_types.csv", "high,mass_event", "high,hail", "unknown_word", 11, "gate"),
        ("problem_types.csv", ",Pests,", ",,", "empty", 3, "en"),
        ("industries.csv", "肉羊,meat sheep", "肉羊;羔羊,meat sheep", "cell_count", 7, "crops_en"),
        ("industries.csv", "N2,true", "N2,yes", "unknown_word", 3, "proposal"),
        ("disciplines.csv", "210.20,2009,210", "210.20,2009,220", "parent_mismatch", 6, "parent"),
        ("disciplines.csv", "210,2009,,", "211,2009,,", "unknown_parent", 6, "parent"),
        ("disciplines.csv", "210.30,2009", "210.20,2009", "duplicate", 7, "code"),
        ("disciplines.csv", "416.50\n", "416.99\n", "unknown_discipline", 30, "successor"),
        ("disciplines.csv", "210.20,2009", "210.2,2009", "wrong_form", 6, "code"),
    ],
)
def test_a_fault_names_file_row_and_column(fault, file: str, old: str, new: str, code: str, row: int, column: str):
    error = fault(file, old, new)
    assert error.code == f"county_file_{code}"
    assert (error.params["file"], error.params["row"], error.params["column"]) == (file, row, column)
