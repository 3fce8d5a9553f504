"""`python3 -m data.exchange check FILE --kind …`: what the desk makes of a workbook, as JSON, without importing it."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from data.bootstrap import prepare_environment, restart_inside

KINDS = ("experts", "farms", "people", "visits", "problems", "projects", "signed_list")
NEEDED = ("python_calamine", "xlrd", "defusedxml", "xlsxwriter", "babel", "sqlalchemy")
REFUSED = 2


class Parser(argparse.ArgumentParser):
    """Also a wrong command gets its answer as JSON."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        answer({"refused": "usage", "message": f"命令写得不对 · wrong command: {message}"})


def main() -> None:
    options = _parser().parse_args()
    _ensure_packages([options.file, options.returned])
    from data.exchange import check_command  # what it needs is there only now

    answer(check_command.check(options))


def answer(found: dict) -> NoReturn:
    sys.stdout.reconfigure(encoding="utf-8")
    print(json.dumps(found, ensure_ascii=False))
    sys.exit(REFUSED if "refused" in found else 0)


def _ensure_packages(paths: list[str | None]) -> None:
    """Where a package is missing, install and restart as `python3 -m data` does, with standard output kept clean.

    The restart happens in the project's folder, so `paths` among the arguments are made absolute.
    """
    if all(importlib.util.find_spec(name) for name in NEEDED):
        return
    with _output_to_stderr():
        prepare_environment("requirements.txt")
    sys.argv[1:] = [str(Path(word).absolute()) if word in paths else word for word in sys.argv[1:]]
    restart_inside("data.exchange")


@contextmanager
def _output_to_stderr() -> Iterator[None]:
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _parser() -> Parser:
    parser = Parser(prog="python3 -m data.exchange", description="看一份表能不能导入 · check a workbook")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    check = commands.add_parser("check", help="一份文件，结果是JSON · one file; the answer is JSON")
    check.add_argument("file", metavar="FILE", help=".xlsx, .xls, .csv, .txt")
    check.add_argument("--kind", required=True, choices=KINDS)
    check.add_argument("--county", default="150824", metavar="CODE", help="6-digit code; its places are used")
    check.add_argument("--lang", default="zh", choices=("zh", "en"), help="language of the messages")
    check.add_argument("--returned", metavar="XLSX", help="write the workbook with a column of what is wrong")
    check.add_argument(
        "--database", nargs="?", const="", metavar="URL", help="compare with the register too; bare: the desk's own"
    )
    return parser


if __name__ == "__main__":
    main()
