"""The house stands: who imports whom, and what may happen when a module is imported. Each fault names its line."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from pages.shared.menu import SCREENS

ROOT = Path(__file__).resolve().parent.parent
STANDARD = sys.stdlib_module_names
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_SCREEN = 500, 40, 100

# What each room may import beside itself and the standard library. The longest name that fits is the room.
ROOMS: dict[str, set[str]] = {
    "pages": {
        "data.services", "data.queries", "data.register", "data.domain", "data.exchange", "data.i18n", "matching",
        "streamlit", "plotly", "babel", "pandas",
    },
    "pages.http": {
        "data.services", "data.queries", "data.domain", "data.exchange", "data.i18n", "data.runtime", "pages.shared",
        "starlette", "jinja2",
    },
    "pages.shared": {
        "data.services", "data.queries", "data.register", "data.domain", "data.exchange", "data.i18n", "data.runtime",
        "matching",
        "streamlit", "plotly", "babel", "pandas", "PIL", "pages",
    },
    "data.jobs": {"data.services", "data.queries", "data.runtime", "data.domain", "sqlalchemy"},
    "data.services": {
        "data.queries", "data.register", "data.models", "data.domain", "data.reach", "data.rollup", "data.exchange",
        "data.runtime",
        "data.i18n", "matching", "sqlalchemy", "argon2", "PIL", "pypinyin", "holidays",
    },
    "data.queries": {
        "data.register", "data.models", "data.domain", "data.reach", "data.rollup", "data.i18n", "matching",
        "sqlalchemy", "pyroaring",
        "data.services.context",  # the type of every query's first argument
    },
    "data.exchange": {
        "data.domain", "data.queries", "data.i18n", "matching.text",
        "python_calamine", "xlrd", "defusedxml", "xlsxwriter",
    },
    "data.register": {"data.models", "data.domain", "data.i18n", "sqlalchemy", "babel"},
    "data.exchange.check_command": {
        "data.exchange", "data.domain", "data.queries", "data.runtime", "sqlalchemy",  # a command, as data.commands
    },
    "data.exchange.__main__": {"data.bootstrap", "data.exchange"},
    "data.reach": {"data.domain", "data.i18n", "numpy", "pyroaring"},
    "data.rollup": {"data.models", "data.domain", "data.reach", "pyroaring", "sqlalchemy"},
    "data.models": {"data.domain", "sqlalchemy"},
    "data.domain": set(),
    "data.i18n": {"data.domain", "babel"},
    "data.migrations": {"data.models", "data.database", "alembic", "sqlalchemy"},
    "data.places": {"pypinyin"},
    "data.sample": {
        "data.services", "data.queries", "data.register", "data.models", "data.domain", "data.exchange", "data.runtime",
        "data.i18n", "matching", "sqlalchemy", "PIL",
    },
    "data.runtime": {
        "data.database", "data.filestore", "data.identity_key", "data.domain", "data.rollup", "data.services.context",
        "sqlalchemy",
    },
    "data.database": {"sqlalchemy"},
    "data.filestore": set(),
    "data.identity_key": set(),
    "data.bootstrap": set(),
    "data.commands": {
        "data.bootstrap", "data.domain", "data.exchange", "data.i18n", "data.jobs", "data.migrations", "data.queries",
        "data.register", "data.runtime", "data.sample", "data.services",
        "sqlalchemy",  # its errors, which a command puts into words
    },
    "data.__main__": {"data.bootstrap", "data.commands", "data"},
    "data": set(),
    "matching": {"numpy", "scipy", "rjieba", "pypinyin"},
    "app": {
        "streamlit", "data.jobs", "data.runtime", "data.services", "pages.http", "pages.shared.failure", "pandas",
        "plotly",
    },
}

# Run in a process of its own: import everything and name each file, socket or database that is opened on the way.
IMPORTING = """
import importlib, sys
root, opened = sys.argv[1] + "/", set()
def watch(event, arguments):
    if event in ("socket.connect", "sqlite3.connect", "subprocess.Popen"):
        opened.add(f"{event} {arguments}")
    elif event == "open" and str(arguments[0]).startswith(root) and ".venv/" not in str(arguments[0]):
        if not str(arguments[0]).endswith((".py", ".pyc")) and ".pyc." not in str(arguments[0]):
            opened.add(str(arguments[0]))
sys.addaudithook(watch)
for module in sys.argv[2:]:
    importlib.import_module(module)
    for what in opened:
        print(f"importing {module} opens {what}")
    opened.clear()
"""


def sources() -> list[Path]:
    folders = [path for name in ("pages", "data", "matching") for path in sorted((ROOT / name).rglob("*.py"))]
    return [ROOT / "app.py", *(path for path in folders if "versions" not in path.parts)]


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    return max((room for room in ROOMS if _within(module, room)), key=len)


def _within(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """(line, module) of every import, also inside functions and under TYPE_CHECKING."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _is_allowed(room: str, imported: str) -> bool:
    if imported.split(".")[0] in STANDARD or imported.startswith("__future__"):
        return True
    allowed = {room, *ROOMS[room]}
    return any(_within(imported, name) for name in allowed)


def test_arrows_point_down_only():
    faults = [
        f"{path.relative_to(ROOT)}:{line}: {room} must not import {imported}"
        for path in sources() for room in [room_of(module_of(path))]
        for line, imported in imports_of(path) if not _is_allowed(room, imported)
    ]
    assert not faults, "\n".join(faults)


def test_a_screen_is_never_a_script_directly_in_pages():
    """Streamlit would answer its deep link on a fresh server without the entry script."""
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]
    assert [path.name for path in (ROOT / "pages" / "entry").glob("*.py")] == ["main.py"]


def test_state_is_touched_in_one_place():
    assert not _lines_with("session_state", but=ROOT / "pages" / "shared" / "state.py")


def test_no_markup_from_users():
    assert not _lines_with("unsafe_allow_html") + _lines_with("unsafe_allow_javascript")


def test_importing_does_nothing_else():
    modules = [name for path in sources() if (name := module_of(path)) != "app" and not _is_run(path)]
    ran = subprocess.run(
        [sys.executable, "-c", IMPORTING, str(ROOT), *modules], cwd=ROOT, capture_output=True, text=True, check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert not ran.stdout, ran.stdout


def test_what_must_be_read_is_short():
    faults = [fault for path in sources() for fault in _too_long(path)]
    assert not faults, "\n".join(faults)


def _too_long(path: Path) -> Iterator[str]:
    name, text = path.relative_to(ROOT), path.read_text("utf-8")
    most = LONGEST_SCREEN if _is_screen(path) else LONGEST_FILE
    if (lines := text.count("\n")) > most:
        yield f"{name}: {lines} lines, at most {most}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) > LONGEST_FUNCTION:
            yield f"{name}:{node.lineno}: {node.name} has {_length(node)} lines, at most {LONGEST_FUNCTION}"


def _lines_with(word: str, but: Path | None = None) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sources() if path != but
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if word in line
    ]


def _is_screen(path: Path) -> bool:
    return path in {screen.file for screen in SCREENS.values()}


def _is_run(path: Path) -> bool:
    """Scripts that Streamlit or a command runs are not imported."""
    return _is_screen(path) or path.stem in ("__main__", "main", "extract", "env")


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return function.end_lineno - function.lineno + 1
