"""Every error code that the code raises has a sentence whose placeholders the raise fills, and no sentence is idle."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from data.domain import errors as tree
from data.domain.errors import AppError, Conflict, InvalidForm
from data.exchange.entries import Fault
from data.exchange.workbooks.sheets import Refusal, RowFault
from data.i18n.errors import SENTENCES, sentence

ROOT = Path(__file__).resolve().parents[2]
ERRORS = {name for name, value in vars(tree).items() if isinstance(value, type) and issubclass(value, AppError)}
FAULTS = {
    "county_file_": [*Fault], "workbook_": [*Refusal],
    "workbook_row_": [*RowFault, "unknown_place_close", "missing_place"],  # two that `sentence_of` tells apart
    "word_": [  # what `read_rows` says of a single row: its name cannot stand twice
        "name_missing", "name_short", "name_long", "kind_unknown", "industry_unknown", "type_unknown",
        "broader_unknown",
    ],
}
ERRORS -= {"InvalidForm"}  # holds others; its own code is always the same


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for folder in ("data", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def raises() -> Iterator[tuple[str, set[str], set[str]]]:
    """(where, codes, names of the parameters given) of each place that makes an error."""
    for path, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS and node.args:
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield where, codes_of(node.args[0], module), {word.arg or "**" for word in node.keywords}


def codes_of(node: ast.expr, module: ast.Module) -> set[str]:
    """The texts an expression can stand for: a constant, either side of a condition, what a name or table holds."""
    match node:
        case ast.Constant(value=str(code)):
            return {code}
        case ast.IfExp(body=body, orelse=orelse):
            return codes_of(body, module) | codes_of(orelse, module)
        case ast.Subscript(value=ast.Name(id=name)) | ast.Name(id=name):
            return set().union(*(texts(value) for value in assigned(name, module)))
        case ast.JoinedStr(values=[ast.Constant(value=prefix), *_]):
            return {f"{prefix}{fault}" for fault in FAULTS[prefix]}
    raise AssertionError(f"cannot read the code in {ast.unparse(node)}")


def assigned(name: str, module: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == name for target in node.targets):
            yield node.value


def texts(node: ast.expr) -> set[str]:
    values = node.values if isinstance(node, ast.Dict) else [node]
    constants = [n.value for value in values for n in ast.walk(value) if isinstance(n, ast.Constant)]
    return {constant for constant in constants if isinstance(constant, str)}


def placeholders(code: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(SENTENCES[code]) if name}


def test_every_code_has_a_sentence():
    silent = [f"{where} {code}" for where, codes, _ in raises() for code in codes if code not in SENTENCES]
    assert not silent, "\n".join(silent)


def test_every_sentence_is_used():
    used = set().union(*(codes for _, codes, _ in raises()))
    assert not SENTENCES.keys() - used - {InvalidForm(()).code}


def test_placeholders_are_filled():
    empty = [
        f"{where} {code}: {placeholders(code) - given}"
        for where, codes, given in raises() if "**" not in given
        for code in codes if code in SENTENCES and not placeholders(code) <= given
    ]
    assert not empty, "\n".join(empty)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "王敏4月9日10:02已派给苏日娜。页面已经换成新的，不用再派。"),
        ("en", "王敏 assigned this to 苏日娜 on 9 Apr, 10:02. The page is up to date; nothing more to assign."),
    ],
)
def test_moments_are_told_in_beijing_time(lang: str, words: str):
    at = dt.datetime(2026, 4, 9, 2, 2, tzinfo=dt.UTC)
    assert sentence(Conflict("already_assigned", 7, who="王敏", expert="苏日娜", at=at), lang) == words


def test_a_rule_is_told_in_words():
    error = Conflict("expert_not_free", 7, expert="苏日娜", rule="AWAY")
    assert sentence(error, "zh") == "苏日娜现在派不了：在请假。请从新的推荐里另选一位。"
