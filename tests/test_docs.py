"""The pages tell the truth: links lead somewhere, dependencies have a reason, variables are explained."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
PAGES = [*READMES, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
TOP_LEVEL = {
    "app.py", "pages", "matching", "data", "tests", "requirements.txt", "README.md", "README.zh.md", "pyproject.toml",
    ".streamlit", ".ci", "docs", "CHANGELOG.md", "LICENSE", ".gitignore", ".gitattributes",
}
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
VARIABLE = re.compile(r"""environ(?:\.get\(|\[)\s*["']((?:DESK_|DATABASE_)\w+)|["'](DESK_TEST_\w+)["']""")
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[\w+\])?", re.M)


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "-C", ROOT, "-c", f"safe.directory={ROOT}", "ls-files"], capture_output=True, text=True, check=True,
    )
    return listed.stdout.splitlines()


def test_links_lead_somewhere():
    assert not [
        f"{file.relative_to(ROOT)}: {target}" for file in PAGES
        for target in LINK.findall(file.read_text("utf-8")) if not (file.parent / target).exists()
    ]


def test_a_decision_carries_its_date():
    assert DECISIONS
    for file in DECISIONS:
        assert re.match(r"\d{4}-\d\d-\d\d-[a-z0-9-]+$", file.stem), file
        assert file.read_text("utf-8").startswith(f"# {file.stem[:10]} "), file


def test_every_dependency_has_its_reason():
    reasons = "".join(page.read_text("utf-8") for page in DECISIONS if page.stem.endswith("-dependencies")).lower()
    needed = PINNED.findall((ROOT / "requirements.txt").read_text()) + PINNED.findall(
        (ROOT / "tests" / "requirements.txt").read_text()
    )
    assert needed
    assert not [name for name in needed if f"`{name.lower()}`" not in reasons]


def test_every_variable_is_in_both_readmes():
    sources = [path for name in ("app.py", "data", "pages", "tests") for path in _python(ROOT / name)]
    found = {name for path in sources for pair in VARIABLE.findall(path.read_text("utf-8")) for name in pair if name}
    assert {"DATABASE_URL", "DESK_FOLDER", "DESK_TEST_BROWSER", "DESK_TEST_POSTGRES"} <= found
    missing = {(page.name, name) for page in READMES for name in found if name not in page.read_text("utf-8")}
    assert not missing


def test_nothing_names_the_machine_it_was_written_on():
    words = ("/work" + "/", ".." + "/shared")
    assert not [
        f"{name}: {word}" for name in tracked() for word in words
        if word.encode() in (ROOT / name).read_bytes()
    ]


def test_the_top_level_is_what_the_architecture_says():
    assert {name.split("/")[0] for name in tracked()} <= TOP_LEVEL


def _python(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.rglob("*.py"))
