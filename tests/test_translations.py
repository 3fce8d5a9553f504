"""Chinese is the source, English is complete: nothing untranslated, misspelt in its placeholders, or left over."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from data.i18n import CATALOGUES

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
OWN_NAMES = {"中文"}  # a language is named in itself


@cache
def extracted() -> dict[str, str]:
    """Every msgid of pages/ and data/, with a place where it stands."""
    found: dict[str, str] = {}
    for folder in ("pages", "data"):
        for file, line, message, *_ in extract_from_dir(ROOT / folder, METHODS, keywords=KEYWORDS):
            found[message if isinstance(message, str) else message[0]] = f"{folder}/{file}:{line}"
    return found


@cache
def fragments() -> dict[str, list]:
    loaded = {}
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            loaded[path.name] = [message for message in read_po(file, locale="en") if message.id]
    return loaded


def entries() -> dict[str, object]:
    return {_key(message): message for messages in fragments().values() for message in messages}


def _key(message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_string_has_an_english_entry():
    missing = {msgid: place for msgid, place in extracted().items() if msgid not in entries()}
    assert not missing, "no English for:\n" + "\n".join(f"{place}  {msgid}" for msgid, place in missing.items())


def test_no_entry_is_left_over():
    known = extracted()
    unused = [f"{name}  {_key(message)}" for name, found in fragments().items() for message in found
              if _key(message) not in known]
    assert not unused, "no longer in the code:\n" + "\n".join(unused)


def test_no_string_is_translated_twice():
    counted = Counter(_key(message) for messages in fragments().values() for message in messages)
    assert not [msgid for msgid, times in counted.items() if times > 1]


def test_english_is_english_and_complete():
    bad = [f"{_key(message)} -> {form!r}" for message in entries().values() for form in _forms(message)
           if not form.strip() or IDEOGRAPH.search(form) or message.fuzzy]
    assert not bad, "\n".join(bad)


def test_placeholders_are_the_same_in_both_languages():
    bad = [f"{_key(message)} -> {form!r}" for message in entries().values() for form in _forms(message)
           if _placeholders(form) != _placeholders(_key(message))]
    assert not bad, "\n".join(bad)


@pytest.mark.parametrize("path", sorted((ROOT / "pages").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_screens_hold_no_chinese_outside_translation(path: Path):
    tree = ast.parse(path.read_text("utf-8"))
    translated = {
        id(argument) for call in ast.walk(tree) if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS for argument in call.args
    }
    docstrings = {
        id(node.body[0].value) for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body and isinstance(node.body[0], ast.Expr)
    }
    bare = [f"{path.name}:{node.lineno} {node.value!r}" for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and IDEOGRAPH.search(node.value)
            and id(node) not in translated | docstrings and node.value not in OWN_NAMES]
    assert not bare, "\n".join(bare)


PYTHON = sorted(path for folder in ("pages", "data") for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_translation_hides_in_an_f_string(path: Path):
    """Extraction does not look into f-strings before Python 3.12, so such a string would stay Chinese."""
    strings = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.JoinedStr)]
    hidden = [f"{path.name}:{call.lineno}" for string in strings for call in ast.walk(string)
              if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS
              and isinstance(call.args[0], ast.Constant)]
    assert not hidden


@pytest.mark.parametrize("path", sorted((ROOT / "pages").rglob("*.html")), ids=lambda path: path.name)
def test_light_pages_hold_no_chinese_outside_translation(path: Path):
    bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", path.read_text("utf-8"), flags=re.S)
    assert set(re.findall(r"[\u3001-\u3011\u3400-\u9fff\uff01-\uff5e]+", bare)) <= OWN_NAMES
