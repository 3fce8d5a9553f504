"""Checking a stranger's file in a process of its own, with bounded memory and time.

Whatever a hostile file does to the readers, the desk gets either a report or a refusal. The child runs
`python -m data.exchange.workbooks.child`; its answer is JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from data.domain.worktime import BEIJING
from data.exchange.workbooks.report_json import Json, refused_json
from data.exchange.workbooks.sheets import Refusal, refused

ROOT = Path(__file__).resolve().parents[3]
CHILD = "data.exchange.workbooks.child"
SECONDS = 24
PROGRESS = "rows "

log = logging.getLogger(__name__)


def check_file(
    path: Path,
    kind: str,
    county: str,
    *,
    lang: str = "zh",
    today: dt.date | None = None,
    returned: Path | None = None,
    order: Json | None = None,
    progress: Callable[[int], None] = lambda rows: None,
) -> Json:
    """The report on the file, or {"refused", "message"}; the forms are in docs/import-files.md.

    `returned`: where to write the workbook that goes back to the sender, with a column of what is wrong. `progress` is
    told the number of rows read so far, every few hundred rows. `order`: what a person said of the file: `columns`
    {heading: field or null}, `home` the code of the place of rows that name none; for the workbook that goes back
    `said` [{sheet, row, column, message}] beside what the file itself shows. With it the answer also has `seen`, the
    columns as they stand, and `about` for each fault, what its sentence is made of. Raises OSError if no process can
    be started.
    """
    day = today or dt.datetime.now(BEIJING).date()
    options = ["--kind", kind, "--county", county, "--lang", lang, "--today", day.isoformat()]
    if returned:
        options += ["--returned", str(returned.resolve())]
    with tempfile.TemporaryFile() as answer, tempfile.NamedTemporaryFile("w", encoding="utf-8") as orders:
        if order is not None:
            json.dump(order, orders, ensure_ascii=False)
            orders.flush()
            options += ["--order", orders.name]
        code = run([sys.executable, "-m", CHILD, str(path.resolve()), *options], answer, progress)
        answer.seek(0)
        if code == 0:
            return json.load(answer)
    return refused_json(refused(Refusal.TOO_LARGE if code < 0 else Refusal.CORRUPT), lang)


def check_content(name: str, content: bytes, kind: str, county: str, **options: Any) -> Json:
    """As `check_file`, for a file that was uploaded and has a name only."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{Path(name).suffix.lower()}"
        path.write_bytes(content)
        return check_file(path, kind, county, **options)


def run(command: list[str], answer: IO[bytes] | int, progress: Callable[[int], None]) -> int:
    """The child's exit code; negative if it was ended by a limit."""
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=answer, stderr=subprocess.PIPE) as child:
        clock = threading.Timer(SECONDS, child.kill)
        clock.start()
        last = ""
        try:
            for line in child.stderr or ():
                last = line.decode(errors="replace").strip() or last
                if last.startswith(PROGRESS):
                    progress(int(last.removeprefix(PROGRESS)))
        finally:
            clock.cancel()
    if child.returncode:
        log.info("the reader of a workbook ended with %s: %s", child.returncode, last)
    return child.returncode
