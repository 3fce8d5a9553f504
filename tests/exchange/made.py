"""Awkward files made in code. All persons are invented; phones of the series 19900xxxxxx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

import openpyxl
import xlsxwriter
import xlwt

PERSON = ("姓名", "手机号", "工作单位")
FARM = ("主体名称", "联系电话", "乡镇", "嘎查村", "面积（亩）")
PEOPLE = ("姓名", "身份证号", "手机号", "苏木镇", "嘎查村")
VISIT = ("服务日期", "专家姓名", "服务方式", "嘎查村", "服务人数")
PROBLEM = ("登记时间", "反映人", "联系电话", "苏木镇", "问题描述")


def person(number: int, **changed: object) -> list[object]:
    """One expert's row under PERSON; `name`, `phone`, `unit` may be changed."""
    row = {"name": f"王{chr(0x4E00 + number)}", "phone": f"199{number:08}", "unit": "旗畜牧站"}
    return list((row | changed).values())


def farm(number: int, **changed: object) -> list[object]:
    row = {"name": f"第{number}号合作社", "phone": f"199{number:08}", "town": "德岭山镇", "village": "四义堂村"}
    row["area"] = 10
    return list((row | changed).values())


def id_number(first_17: str) -> str:
    """With the check character of GB 11643, reckoned the slow way."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(first_17))
    return first_17 + next("0123456789X"[check] for check in range(11) if (total + check) % 11 == 1)


def credit_code(first_17: str) -> str:
    """With the check character of GB 32100."""
    characters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(characters.index(c) * pow(3, place, 31) for place, c in enumerate(first_17))
    return first_17 + next(c for c in characters if (total + characters.index(c)) % 31 == 0)


def xlsx(*rows: Sequence[object], **more: Sequence[Sequence[object]]) -> bytes:
    """One sheet of these rows, and further sheets by name. Text is text, None leaves a cell out."""
    book = openpyxl.Workbook()
    fill(book.active, rows)
    for name, others in more.items():
        fill(book.create_sheet(name), others)
    return saved(book)


def fill(page: object, rows: Iterable[Sequence[object]]) -> None:
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                cell = page.cell(number, column, value)
                if isinstance(value, str) and not value.startswith("=F:"):
                    cell.data_type = "s"
                elif isinstance(value, str):
                    cell.value = "=" + value.removeprefix("=F:")


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(*rows: Sequence[object]) -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("Sheet1")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, xlwt.Formula) or value is not None:
                page.write(number, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def calculated(formula: str, value: object, rows: Sequence[Sequence[object]], spot: tuple[int, int]) -> bytes:
    """`rows` with a formula at `spot` (row and column from 0) whose value is stored, as Excel saves it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write(number, column, cell)
        page.write_formula(*spot, formula, None, value)
    return out.getvalue()


def csv(*rows: Sequence[object], encoding: str = "utf-8", delimiter: str = ",", end: str = "\r\n") -> bytes:
    return end.join(delimiter.join("" if v is None else str(v) for v in row) for row in (*rows, ())).encode(encoding)


def rezipped(content: bytes, **changed: bytes | None) -> bytes:
    """The archive with parts replaced, added or (None) left out; in their names `__` stands for / and `_dot_` for ."""
    parts = {name.replace("__", "/").replace("_dot_", "."): part for name, part in changed.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(content)).read(name)
