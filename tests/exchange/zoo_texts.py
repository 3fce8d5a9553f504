"""Text files: encodings, delimiters, quotation marks."""

from __future__ import annotations

from tests.exchange.animals import EXPERTS, Animal
from tests.exchange.made import (
    FARM,
    PERSON,
    csv,
    farm,
    person,
)

TEXTS = (
    Animal("text_named_old.xls", "experts", lambda: csv(*EXPERTS, delimiter="\t", encoding="gb18030"), (3, 0, 0)),
    Animal("utf8.csv", "experts", lambda: csv(*EXPERTS), (3, 0, 0)),
    Animal("gb18030.csv", "experts", lambda: csv(*EXPERTS, encoding="gb18030"), (3, 0, 0)),
    Animal("utf16.txt", "experts", lambda: csv(*EXPERTS, encoding="utf-16", delimiter="\t"), (3, 0, 0)),
    Animal("utf16_unmarked.txt", "experts", lambda: csv(*EXPERTS, encoding="utf-16-le", delimiter="\t"), (3, 0, 0)),
    Animal("semicolons.csv", "experts", lambda: csv(*EXPERTS, delimiter=";"), (3, 0, 0)),
    Animal("chinese_commas.csv", "experts", lambda: csv(*EXPERTS, delimiter="，"), (3, 0, 0)),
    Animal("carriage_returns.csv", "experts", lambda: csv(*EXPERTS, end="\r"), (3, 0, 0)),
    Animal(
        "empty_records.csv",
        "experts",
        lambda: csv(PERSON, (), person(1), (), ("", "", ""), person(2, phone="1")),
        (1, 1, 0),
        ((6, "手机号", "bad_phone"),),
    ),
    Animal(
        "one_line_of_another_encoding.csv",
        "experts",
        lambda: csv(PERSON, person(1)) + csv(("王二", "19900000022", "站"), encoding="gb18030") + csv(person(3)),
        (2, 1, 0),
        ((3, "姓名", "bad_encoding"),),
    ),
    Animal(
        "zero_byte.csv",
        "experts",
        lambda: csv(PERSON, person(1), ("王\0二", "19900000022", "站")),
        (1, 1, 0),
        ((3, "姓名", "bad_encoding"),),
    ),
    Animal(
        "half_decoded.csv",
        "experts",
        lambda: csv(PERSON, person(1), person(2, unit="锟斤拷")),
        (1, 1, 0),
        ((3, "工作单位", "bad_encoding"),),
    ),
    Animal(
        "quotation_never_closed.csv",
        "experts",
        lambda: csv(PERSON, person(1), ('"王二', "19900000022", "站"), person(3)),
        (2, 1, 0),
        ((3, "姓名", "bad_encoding"),),
    ),
    Animal(
        "two_stray_marks.csv",
        "experts",
        lambda: csv(PERSON, ('"王二', "19900000022", "站"), person(3), ('"王五', "19900000025", "站"), person(6)),
        (2, 2, 0),
        ((2, "姓名", "bad_encoding"), (4, "姓名", "bad_encoding")),
    ),
    Animal(
        "quoted_break.csv",
        "experts",
        lambda: csv(PERSON, person(1, unit='"旗\n畜牧站"'), person(2)),
        (2, 0, 0),
        golden={2: {"unit": "旗\n畜牧站"}},
    ),
    Animal(
        "comma_inside.csv",
        "farms",
        lambda: csv(FARM, [*farm(1)[:4], "1", "200"], farm(2)),
        (1, 1, 0),
        ((2, "", "bad_encoding"),),
    ),
    Animal(
        "kept_as_text.csv",
        "experts",
        lambda: csv(PERSON, person(1, phone='="19900000001"')),
        (1, 0, 0),
        golden={2: {"phone": "19900000001"}},
    ),
    Animal(
        "formulas.csv",
        "experts",
        lambda: csv(("序号", *PERSON, "其他"), ["=ROW()", *person(1), "=A1"], ["2", *person(2, name="=cmd|x!A0"), ""]),
        (1, 1, 0),
        ((3, "姓名", "formula_no_value"),),
    ),
    Animal(
        "error_as_text.csv",
        "farms",
        lambda: csv(FARM, farm(1), farm(2, area="#DIV/0!")),
        (1, 1, 0),
        ((3, "面积（亩）", "error_cell"),),
    ),
    Animal(
        "two_header_rows.csv",
        "experts",
        lambda: csv(
            ("名册",),
            ("序号", "基本情况", "", "联系方式", "备注"),
            ("", "姓名", "性别", "手机", ""),
            ("1", "王强", "男", "19900000001", "x"),
        ),
        (1, 0, 0),
        golden={4: {"remark": "x", "sex": "男"}},
    ),
)
