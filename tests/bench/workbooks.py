"""`python -m tests.bench.workbooks`: what checking a people's list costs, at 2,000 and 20,000 rows, and by its parts.

Processor time of this process, so that a busy machine does not matter; memory and wall time of the whole command.
Figures are printed, nothing is asserted: twenty thousand rows belong under ten seconds, growth under ten times.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from data.domain.places import PlaceLevel, town_of
from data.exchange.county_files import load_places, places_folder
from data.exchange.sheets_out import Column, write_csv, write_workbook
from data.exchange.workbooks.checking import check_sheets, setting_of
from data.exchange.workbooks.opening import open_sheets
from data.exchange.workbooks.place_finder import load_finder
from data.exchange.workbooks.report_json import report_json
from data.exchange.workbooks.returned import returned_workbook
from tests.exchange.made import id_number

COUNTY = "150824"
SIZES = (2_000, 20_000)
HEADINGS = (
    "户号", "户主姓名", "与户主关系", "姓名", "性别", "民族", "出生日期", "身份证号", "手机号", "苏木镇", "嘎查村",
    "组", "备注", "政治面貌", "开户行",
)  # fmt: skip


def main() -> None:
    print(f"{'':<30}" + "".join(f"{size:>12,}" for size in SIZES) + "       ratio")
    measured = [measure(size) for size in SIZES]
    for name, first in measured[0].items():
        last = measured[-1][name]
        print(f"{name:<30}{first:>12.2f}{last:>12.2f}{last / first:>12.1f}")


def measure(size: int) -> dict[str, float]:
    """Seconds by part for a list of `size` people; one row in fifty has a fault."""
    rows, columns = people(size), [Column(heading) for heading in HEADINGS]
    figures: dict[str, float] = {}
    workbook = timed(figures, "write .xlsx", lambda: write_workbook(columns, rows))
    text = timed(figures, "write .csv", lambda: write_csv(columns, rows))
    sheets = timed(figures, "open .xlsx", lambda: open_sheets("a.xlsx", workbook))
    timed(figures, "open .csv", lambda: open_sheets("a.csv", text))
    setting = setting_of("people", load_finder(COUNTY), dt.date.today())
    report = timed(figures, "check", lambda: check_sheets(sheets, setting))
    assert report.read == size
    assert report.rejected_rows == size // 50
    timed(figures, "report as JSON", lambda: json.dumps(report_json(report, "zh")))
    timed(figures, "workbook that goes back", lambda: returned_workbook(sheets, report, "zh"))
    figures |= whole_command(workbook)
    return figures


def timed(figures: dict[str, float], name: str, work: Callable) -> object:
    begun = time.process_time()
    result = work()
    figures[f"{name}, s"] = time.process_time() - begun
    return result


def whole_command(workbook: bytes) -> dict[str, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        Path(file.name).write_bytes(workbook)
        command = [sys.executable, "-m", "data.exchange", "check", file.name, "--kind", "people"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "command, s of processor": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "command, s on the wall": time.perf_counter() - begun,
        "command, MB at most": after.ru_maxrss / 1024,
    }


def people(size: int) -> list[list[str]]:
    """Invented people of the county's villages; every fiftieth has a number that Excel has ruined."""
    chance = random.Random(size)
    places = [place for place in load_places(places_folder(COUNTY)) if place.code.startswith(COUNTY)]
    names = {place.code: place.name for place in places}
    villages = [place for place in places if place.level is PlaceLevel.VILLAGE]
    return [person(number, chance.choice(villages), names) for number in range(size)]


def person(number: int, village: object, names: dict[str, str]) -> list[str]:
    born = dt.date(1950, 1, 1) + dt.timedelta(days=number)
    identity = id_number(f"150824{born:%Y%m%d}9{number % 90 + 1:02}")
    if number % 50 == 0:
        identity = f"{identity[:15]}000"
    return [
        str(number // 4), "王强", "妻", f"李{chr(0x4E00 + number % 5000)}", "女", "汉族", born.isoformat(), identity,
        f"199{number:08}", names[town_of(village.code)], village.name, str(number % 9 + 1), "渠南第二排" * 3,
        "群众", "农行",
    ]  # fmt: skip


if __name__ == "__main__":
    main()
