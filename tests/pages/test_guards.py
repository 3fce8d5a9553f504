"""Strangers and wrong roles meet a sentence on every screen; a new screen without a guard fails here."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.domain.roles import Role
from pages.shared.menu import HOMES, SCREENS, in_menu_order
from tests.pages.conftest import SECONDS, run_entry, words

PAGES = Path(__file__).resolve().parents[2] / "pages"
NO_SCREENS = {"shared", "http", "entry"}
FILES = sorted(
    path for path in PAGES.glob("*/*.py") if path.parent.name not in NO_SCREENS and not path.name.startswith("_")
)
OFFICER, COOPERATIVE, EXPERT, LEADER, ADMIN, INFORMANT = (
    Role.OFFICER, Role.COOPERATIVE, Role.EXPERT, Role.LEADER, Role.ADMIN, Role.INFORMANT,
)
MAY_OPEN = {
    "today": {OFFICER},
    "to-call": {OFFICER, INFORMANT},
    "problems": {OFFICER, LEADER},
    "problem": {OFFICER, LEADER, EXPERT, COOPERATIVE},
    "board": {OFFICER},
    "coverage": {LEADER, OFFICER},
    "my-questions": {COOPERATIVE, INFORMANT},
    "ask": {COOPERATIVE, OFFICER, INFORMANT},
    "can-take": {OFFICER},
    "chat": {OFFICER, INFORMANT},
    "receipt": {COOPERATIVE, OFFICER, INFORMANT},
    "duty": {OFFICER},
    "office-hours": {OFFICER, ADMIN},
    "ladder": {OFFICER, ADMIN},
    "leaving": {OFFICER},
    "confirm": {COOPERATIVE, OFFICER, INFORMANT},
    "my-work": {EXPERT},
    "training": {EXPERT, OFFICER},
    "log-visit": {EXPERT},
    "signed-answers": {OFFICER},
    "visit": {EXPERT, OFFICER, LEADER, COOPERATIVE},
    "experts": {OFFICER, LEADER},
    "expert": {OFFICER, LEADER, EXPERT},
    "expert-edit": {OFFICER, EXPERT},
    "service-record": {OFFICER, EXPERT},
    "experts-grid": {OFFICER},
    "farms": {OFFICER, LEADER},
    "farm": {OFFICER, LEADER, COOPERATIVE},
    "farm-edit": {OFFICER, COOPERATIVE},
    "farms-grid": {OFFICER},
    "same-person": {OFFICER},
    "same-person-decided": {OFFICER},
    "same-person-check": {OFFICER},
    "person": {OFFICER, LEADER},
    "sending-units": {OFFICER},
    "sending-unit": {OFFICER},
    "places": {OFFICER, LEADER, ADMIN},
    "place": {OFFICER, LEADER, ADMIN},
    "place-changes": {OFFICER, LEADER, ADMIN},
    "place-change": {OFFICER, ADMIN},
    "projects": {OFFICER, LEADER},
    "project": {OFFICER, LEADER},
    "platforms": {OFFICER, LEADER},
    "platform": {OFFICER, LEADER},
    "bases": {OFFICER, LEADER},
    "base": {OFFICER, LEADER},
    "industries": {OFFICER, LEADER},
    "industry": {OFFICER, LEADER},
    "agreements": {OFFICER, LEADER, EXPERT, COOPERATIVE},
    "agreement": {OFFICER, LEADER, EXPERT, COOPERATIVE},
    "project-edit": {OFFICER},
    "projects-grid": {OFFICER},
    "platform-edit": {OFFICER},
    "platforms-grid": {OFFICER},
    "base-edit": {OFFICER},
    "bases-grid": {OFFICER},
    "agreement-edit": {OFFICER},
    "agreements-grid": {OFFICER},
    "industry-edit": {OFFICER},
    "industries-grid": {OFFICER},
    "outlines": {ADMIN},
    "imports": {OFFICER},
    "import": {OFFICER},
    "impact": {LEADER, OFFICER},
    "impact-detail": {LEADER, OFFICER},
    "periods": {LEADER, OFFICER},
    "period": {LEADER, OFFICER},
    "policy": {OFFICER, LEADER, ADMIN},
    "words": {OFFICER, ADMIN},
    "accounts": {ADMIN},
}
WRONG = [(path, role) for path, roles in MAY_OPEN.items() for role in Role if role not in roles]


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def test_every_screen_is_in_the_menu_and_in_this_test():
    assert {screen.file for screen in SCREENS.values()} == set(FILES)
    assert set(SCREENS) == set(MAY_OPEN)


def test_nothing_answers_a_deep_link_by_itself():
    """A script directly in pages/ would run without the entry script on a fresh server."""
    assert [path.name for path in PAGES.glob("*.py")] == ["__init__.py"]
    assert [path.name for path in (PAGES / "entry").iterdir() if path.suffix == ".py"] == ["main.py"]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_the_guard_is_the_first_statement(path: Path):
    body = ast.parse(path.read_text("utf-8")).body
    statements = [node for node in body if not isinstance(
        node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef) and not _is_docstring(node)]
    first = next(node for node in statements if not _is_constant(node))
    assert isinstance(first, ast.Assign) and isinstance(first.value, ast.Call), ast.unparse(first)
    assert ast.unparse(first.value.func) == "require"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_constant(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).isupper()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_stranger_is_asked_to_sign_in(path: Path, small_desk, hold_token):
    hold_token(None)
    screen = AppTest.from_file(str(path), default_timeout=SECONDS).run()
    assert not screen.exception
    assert [note.value for note in screen.info] == ["请先登录，登录后回到这一页。"]
    assert "/auth/signin" in screen.html[0].value
    assert not screen.markdown and not screen.button


@pytest.mark.parametrize("token", ["", "forged", "x" * 5000])
def test_a_forged_token_is_a_stranger(token: str, small_desk, hold_token):
    hold_token(token)
    assert "请先登录" in words(run_entry("today"))


@pytest.mark.parametrize(("path", "role"), WRONG, ids=lambda value: str(value))
def test_a_wrong_role_is_shown_its_own_page(path: str, role: Role, small_desk, hold_token):
    hold_token(small_desk[role])
    screen = AppTest.from_file(str(SCREENS[path].file), default_timeout=SECONDS).run()
    assert not screen.exception
    assert screen.info[0].value.startswith("这页归") and SCREENS[HOMES[role]].title_for(role) in screen.info[0].value
    assert screen.html[0].value.startswith(f'<a href="/{HOMES[role]}">')
    assert not screen.markdown and not screen.button


@pytest.mark.parametrize("role", list(Role))
def test_home_is_first_in_the_menu_of_each_role(role: Role):
    first = next(one for one in in_menu_order(role) if role in one.menu)
    assert first.path == HOMES[role] and len(in_menu_order(role)) == len(SCREENS)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_starts_at_home(role: Role, small_desk, hold_token):
    hold_token(small_desk[role])
    screen = run_entry()
    assert not screen.exception and not screen.info


def test_a_session_that_ended_elsewhere_ends_here(small_desk, hold_token):
    from data.runtime import current_runtime
    from data.services.sessions import sign_out

    hold_token(small_desk[ADMIN])
    screen = run_entry("accounts")
    assert screen.title
    with current_runtime().writing(None) as ctx:
        sign_out(ctx, small_desk[ADMIN])
    screen.run()
    assert "请先登录" in words(screen) and not screen.title
