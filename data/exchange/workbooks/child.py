"""`python -m data.exchange.workbooks.child FILE --kind K --county C …`: what `isolated` runs, once per file.

Prints one JSON object. Ends by a signal or with a code other than 0 where the file was too much for it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import sys
from pathlib import Path

from data.domain.errors import AppError
from data.exchange.workbooks.checking import check_sheets, setting_of
from data.exchange.workbooks.isolated import PROGRESS
from data.exchange.workbooks.opening import BYTES_MAX, open_sheets
from data.exchange.workbooks.place_finder import load_finder
from data.exchange.workbooks.report_json import Json, full_report_json, refused_json, report_json
from data.exchange.workbooks.returned import returned_workbook
from data.exchange.workbooks.seen import columns_seen
from data.exchange.workbooks.sheets import Refusal, refused

MEMORY = 440 * 2**20
CPU_SECONDS = 22


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.reconfigure(encoding="utf-8")
    options = _options()
    try:
        answer = _check(options)
    except AppError as error:
        answer = refused_json(error, options.lang)
    except MemoryError:
        answer = refused_json(refused(Refusal.TOO_LARGE), options.lang)
    json.dump(answer, sys.stdout, ensure_ascii=False)


def _check(options: argparse.Namespace) -> Json:
    order = json.loads(options.order.read_text("utf-8")) if options.order else {}
    setting = setting_of(
        options.kind, load_finder(options.county), options.today, order.get("columns") or {}, order.get("home"),
    )
    sheets = open_sheets(options.file.name, _content(options.file))
    seen = {"seen": columns_seen(sheets, setting.kind, setting.places)} if options.order else {}
    try:
        report = check_sheets(sheets, setting, _tell)
    except AppError as error:
        return refused_json(error, options.lang) | seen
    if options.returned:
        options.returned.write_bytes(returned_workbook(sheets, report, options.lang, order.get("said") or ()))
    return full_report_json(report, options.lang) | seen if seen else report_json(report, options.lang)


def _content(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise AppError("workbook_not_found", file=file.name)
        if file.stat().st_size > BYTES_MAX:
            raise refused(Refusal.TOO_LARGE)
        return file.read_bytes()
    except OSError:
        raise AppError("workbook_not_found", file=file.name) from None


def _tell(rows: int) -> None:
    sys.stderr.write(f"{PROGRESS}{rows}\n")
    sys.stderr.flush()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--kind", required=True)
    parser.add_argument("--county", required=True)
    parser.add_argument("--lang", required=True)
    parser.add_argument("--today", type=dt.date.fromisoformat, required=True)
    parser.add_argument("--returned", type=Path)
    parser.add_argument("--order", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
