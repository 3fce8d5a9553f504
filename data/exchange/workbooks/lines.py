"""Which lines under a header are rows. Totals, section lines, notes, repeated headers and empty lines are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from data.exchange.workbooks.kinds import Kind
from data.exchange.workbooks.layout import Table, fill_merged
from data.exchange.workbooks.place_finder import PlaceFinder
from data.exchange.workbooks.sheets import Cell, Spoilt, Spot, squeezed
from data.exchange.workbooks.values.numbers import UNITS

TOTAL = re.compile(
    r"(?:本[页月季周年次]度?|上半年|下半年|全年|以上|[0-9一二三四五六七八九十]{1,4}(?:年度?|月份?|季度)|全旗|全县|全镇|各镇|各村|分类"
    r"|.{2,10}?[镇乡村苏木嘎查])?(?:合计|小计|总计|共计|累计|其中|总合计)"
    r"(?:[:：(（].*|[0-9].*)?"
)
ALONE = re.compile(
    r"[(（]?(?:以下空白|以下无正文|续表|续上表|续)[)）]?|第[0-9一二三四五六七八九十]+页.*|共[0-9]+.*|总[人户]?数[:：]?.*"
    r"|本表一式.*|.{0,20}[(（](?:盖章|签章|签字|公章)[)）].{0,12}|以上(?:情况|内容|信息|数据|人员|名单).{0,12}|特此说明.?"
    r"|(?:以上|数据)?截[至止].*|数据来源.*|[-—]+[0-9]*[-—]*|[0-9]+/[0-9]+页?"
)
LABELS = (
    "填表人|填报人|制表人?|经办人|审核人?|审批人?|复核人?|校对人?|汇总人|负责人|单位负责人|主管领导|分管领导|领导签字|"
    "负责人签字|联系人|联系电话|电话|签字|签章|盖章|单位盖章|单位|填报单位|填表单位|报送单位|制表单位|填报日期|填表日期|"
    "填报时间|填表时间|制表日期|制表时间|报送日期|打印日期|日期|说明|填表说明|填报说明|备注|附注|注|附|备注说明|注意事项|要求"
)
NOTE = re.compile(rf"(?:{LABELS})(?:[(（].*?[)）])?[:：].*", re.S)
SEALED = re.compile(r".{0,20}[(（](?:盖章|签章|签字|公章)[)）]")
TITLE = re.compile(r".{2,}(?:名单|名册|花名册|登记表|统计表|汇总表|明细表|一览表|台账)(?:[(（].*)?")
BARE_NOTE = re.compile(rf"(?:{LABELS})(?:[(（].*?[)）])?")
DATE = re.compile(r"[12][0-9]{3}[年./-][0-9]{1,2}[月./-]?(?:[0-9]{1,2}日?)?")
SECTION = re.compile(r"[(（]?[一二三四五六七八九十]+(?:[)）、.．:：]|$).*", re.S)
NUMBERED = re.compile(r"[(（]?[0-9]{1,2}[.．、)）](?![0-9]).*", re.S)
NUMERAL = re.compile(r"[(（]?[一二三四五六七八九十]+[)）、.．]?")
EXAMPLE = frozenset(("例", "示例", "样例", "例如", "填写示例", "例:", "例：", "示例：", "示例:"))
EXPLANATIONS = frozenset(("必填", "选填", "文本", "数字", "日期", "单位")).union(*UNITS.values())
LONG_NOTE = 25
FEW, MOST_IN_NOTE = 3, 4


@dataclass(frozen=True)
class Line:
    """A row of the table. `row`: as Excel numbers it. `town`: code of the town a section line above it names."""

    row: int
    cells: list[Cell]
    town: str | None


class LineReader:
    """Goes through the lines of one table. Fills merged cells downwards in its sheet."""

    def __init__(self, table: Table, kind: Kind, places: PlaceFinder):
        self.table, self.places = table, places
        sheet, header = table.sheet, table.header
        self.filled: set[Spot] = set(fill_merged(sheet, header.bottom + 1))
        self.titles = {squeezed(cell) for row in sheet.rows[: header.top] for cell in row if squeezed(cell)}
        least = max(2, len(header.columns) // 2)
        self.wide = {merged.top for merged in sheet.merged if merged.right - merged.left + 1 >= least}
        self.headings = [
            {column.index: squeezed(row[column.index]) for column in header.columns if column.index < len(row)}
            for row in sheet.rows[header.top : header.bottom + 1]
        ]
        self.order: list[int] | None = None
        self.headed = {column.index for column in header.columns}
        self.numbers = {column.index for column in header.columns if column.is_running_number}
        required = {column.index for column in header.columns if column.field and column.field.required}
        self.questions = required if kind.name == "problems" else set()

    def lines(self) -> Iterator[Line]:
        town = None
        for index in range(self.table.header.bottom + 1, len(self.table.sheet.rows)):
            cells = self.in_order(self.table.sheet.rows[index])
            texts = self.own_texts(index, cells)
            if not texts or self.turns_columns(texts, index):
                continue
            if self.is_row(index, texts):
                yield Line(index + 1, cells, town)
            elif len(texts) <= FEW and (named := self.section_town(texts)):
                town = named

    def turns_columns(self, texts: dict[int, str], index: int) -> bool:
        """A second header with the same headings in another order: what is below it is read in that order."""
        headings = self.headings[-1]
        written = {column: squeezed(cell) for column, cell in enumerate(self.table.sheet.rows[index]) if squeezed(cell)}
        if len(texts) < len(headings) or sorted(written.values()) != sorted(headings.values()):
            return False
        places = {text: column for column, text in written.items()}
        width = len(self.table.sheet.rows[index])
        order = [places.get(headings.get(column, ""), column) for column in range(width)]
        self.order = order if order != list(range(width)) else None
        return True

    def in_order(self, cells: list[Cell]) -> list[Cell]:
        if self.order is None:
            return cells
        taken = [cells[column] if column < len(cells) else None for column in self.order]
        return [*taken, *cells[len(self.order):]]

    def own_texts(self, index: int, cells: list[Cell]) -> dict[int, str]:
        """What the line itself says under the headings: without running numbers and what merged ranges bring down."""
        texts = {}
        for column, cell in enumerate(cells):
            text = "" if (index, column) in self.filled else squeezed(cell)
            if text and column in self.headed and not (column in self.numbers and is_counted(cell, text)):
                texts[column] = text
        return texts

    def is_row(self, index: int, texts: dict[int, str]) -> bool:
        words = list(texts.values())
        if self.repeats_header(texts) or self.explains_columns(index, words) or words[0] in EXAMPLE:
            return False
        if len(words) == 1:
            return not self.is_lone_note(index, texts)
        if next(iter(texts)) in self.questions:
            return True  # a question may begin as a note does: 要求：…
        return not (is_total(words) or is_note(words) or self.is_section(texts))

    def repeats_header(self, texts: dict[int, str]) -> bool:
        """At least two cells, and most, are what stands over their column."""
        return any(
            sum(text == row.get(column) for column, text in texts.items()) >= max(2, 0.6 * len(texts))
            for row in self.headings
        )

    def explains_columns(self, index: int, words: list[str]) -> bool:
        """The line right under the header that says 必填, 亩 and 万元, or counts the columns: (1) (2) (3)."""
        if index != self.table.header.bottom + 1:
            return False
        numbers = [word.strip("()（）") for word in words]
        if all(number in EXPLANATIONS for number in numbers):
            return True
        if len(words) < FEW or not all(map(is_digits, numbers)):
            return False
        return all(int(after) == int(before) + 1 for before, after in pairwise(numbers))

    def is_section(self, texts: dict[int, str]) -> bool:
        """一、乌加河镇 | 共5户; or, with the numeral where the running numbers stand: 一 | 乌加河镇 | 12"""
        column, text = next(iter(texts.items()))
        if column in self.numbers and NUMERAL.fullmatch(text):
            return len(texts) <= FEW
        return len(texts) == 2 and bool(SECTION.fullmatch(text))

    def is_lone_note(self, index: int, texts: dict[int, str]) -> bool:
        """The line's only text is a title, section, note, date or page number and not what is left of a row."""
        ((column, text),) = texts.items()
        if index in self.wide or column in self.numbers or text in self.titles or self.is_place_line(column, text):
            return True
        if ALONE.fullmatch(text) or is_total([text]) or is_note([text]):
            return True
        if TITLE.fullmatch(text) and column not in self.questions:
            return True
        if DATE.fullmatch(text):
            return isinstance(self.table.sheet.rows[index][column], str)  # a date cell is what is left of a row
        if column in self.questions:
            return False
        return bool(SECTION.fullmatch(text) or NUMBERED.fullmatch(text)) or len(text) > LONG_NOTE

    def is_place_line(self, column: int, text: str) -> bool:
        """The name of a town and nothing else, near the left edge."""
        first = min(column.index for column in self.table.header.columns)
        return column <= first + 1 and self.places.find_town(text) is not None

    def section_town(self, texts: dict[int, str]) -> str | None:
        for text in texts.values():
            name = re.sub(r"^[(（]?[一二三四五六七八九十0-9]+[)）、.．:：]", "", text)
            if (code := self.places.find_town(name) or self.places.town_within(name)) and not TOTAL.fullmatch(text):
                return code
        return None


def is_total(words: list[str]) -> bool:
    return any(TOTAL.fullmatch(word) for word in words[:2])


def is_note(words: list[str]) -> bool:
    """填表人：…, or the bare label with what belongs to it in the next cells."""
    if NOTE.fullmatch(words[0]) or (len(words) <= FEW and SEALED.fullmatch(words[0])):
        return True
    return len(words) <= MOST_IN_NOTE and bool(BARE_NOTE.fullmatch(words[0]))


def is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def is_counted(cell: Cell, text: str) -> bool:
    """A running number, or a formula that would be one."""
    return is_digits(text) or isinstance(cell, Spoilt)
