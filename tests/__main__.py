"""`python3 -m tests [pytest options]`: install what the tests need, then run them all."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

from data.bootstrap import ROOT, Failed, enter_environment, install_packages

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def main() -> None:
    try:
        _install_what_is_missing()
    except Failed as error:
        sys.exit(f"\n{error}")
    enter_environment("tests", "requirements.txt", "tests/requirements.txt")
    import pytest

    os.chdir(ROOT)
    sys.exit(pytest.main(["-n", "2", "--max-worker-restart", "0", *sys.argv[1:]]))


def _install_what_is_missing() -> None:
    missing, advice = [], []
    if "DESK_TEST_BROWSER" not in os.environ:
        if not any(map(shutil.which, BROWSERS)):
            missing.append("chromium")
            advice.append("  DESK_TEST_BROWSER=/path/to/chromium        (apt: chromium, fonts-noto-cjk)")
        if not _has_chinese_font():
            missing.append("fonts-noto-cjk")
            advice.append("  a Chinese font in ~/.local/share/fonts     (apt: fonts-noto-cjk)")
    if not _has_library("libatomic.so.1"):
        missing.append("libatomic1")
        advice.append("  the library libatomic.so.1, for Playwright     (apt: libatomic1)")
    if "DESK_TEST_POSTGRES" not in os.environ and not _has_postgres():
        missing.append("postgresql")
        advice.append("  DESK_TEST_POSTGRES=postgresql://user:password@host/postgres   (may create databases)")
    if missing:
        install_packages(missing, "\n".join([
            f"测试还缺：{'、'.join(missing)}。请管理员用 apt 安装，或者设好下面的变量再运行：",
            f"The tests still need: {', '.join(missing)}. Have them installed by apt, or provide:", *advice,
        ]))


def _has_postgres() -> bool:
    return bool(shutil.which("postgres")) or any(Path("/usr/lib/postgresql").glob("*/bin/postgres"))


def _has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_chinese_font() -> bool:
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    names = ("*CJK*", "*wqy*", "*SourceHanSans*", "*msyh*")
    return any(next(folder.rglob(name), None) for folder in folders if folder.is_dir() for name in names)


if __name__ == "__main__":
    main()
