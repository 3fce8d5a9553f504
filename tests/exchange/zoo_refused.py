"""Files that are refused, and some that only look as if they had to be."""

from __future__ import annotations

from tests.exchange.animals import EXPERTS, Animal, plain
from tests.exchange.made import (
    PERSON,
    csv,
    part,
    person,
    rezipped,
    xls,
    xlsx,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl__worksheets__sheet1_dot_xml"
ENTITY = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet'


def sheet_xml(old: bytes, new: bytes, content: bytes | None = None) -> bytes:
    content = content or plain()
    xml = part(content, "xl/worksheets/sheet1.xml")
    assert old in xml
    return rezipped(content, **{SHEET: xml.replace(old, new, 1)})


REFUSED = (
    Animal("text_named_new.xlsx", "experts", lambda: csv(*EXPERTS), refused="wrong_format"),
    Animal("no_bytes.csv", "experts", lambda: b"", refused="empty"),
    Animal("blank.csv", "experts", lambda: b"\xef\xbb\xbf \r\n\r\n", refused="empty"),
    Animal("empty.xlsx", "experts", xlsx, refused="empty"),
    Animal("header_only.xlsx", "experts", lambda: xlsx(PERSON), refused="no_rows"),
    Animal("header_and_totals.xlsx", "experts", lambda: xlsx(PERSON, ("合计", "0人", None)), refused="no_rows"),
    Animal("no_header.csv", "experts", lambda: csv(*EXPERTS[1:]), refused="no_header"),
    Animal(
        "no_phone_column.xlsx",
        "experts",
        lambda: xlsx(("姓名", "性别", "单位"), ("王强", "男", "站")),
        refused="missing_column",
    ),
    Animal(
        "name_column_only.xlsx", "experts", lambda: xlsx(("姓名", "籍贯"), ("王强", "旗里")), refused="missing_column"
    ),
    Animal(
        "household_without_header.xlsx",
        "people",
        lambda: xlsx(("王强", "户主", "19900000001", "德岭山镇"), ("李梅", "妻", "19900000001", "德岭山镇")),
        refused="no_header",
    ),
    Animal(
        "no_place_column.xlsx",
        "farms",
        lambda: xlsx(("主体名称", "联系电话"), ("甲", "19900000001")),
        refused="missing_column",
    ),
    Animal(
        "heading_twice.xlsx",
        "experts",
        lambda: xlsx((*PERSON, "手机号"), [*person(1), "1"]),
        refused="duplicate_heading",
    ),
    Animal(
        "two_synonyms.xlsx",
        "experts",
        lambda: xlsx((*PERSON, "联系电话"), [*person(1), "0478-5900123"]),
        (1, 0, 0),
        golden={2: {"phone": "19900000001"}},
    ),
    Animal("half.xlsx", "experts", lambda: plain()[:2000], refused="corrupt"),
    Animal("half.xls", "experts", lambda: xls(*EXPERTS)[:700], refused="corrupt"),
    Animal("macros.xlsm", "experts", lambda: rezipped(plain(), xl__vbaProject_dot_bin=b"x"), refused="macros"),
    Animal(
        "old_macros.xls", "experts", lambda: xls(*EXPERTS) + "_VBA_PROJECT_CUR".encode("utf-16-le"), refused="macros"
    ),
    Animal(
        "password.xlsx",
        "experts",
        lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        refused="encrypted",
    ),
    Animal(
        "letter.xlsx",
        "experts",
        lambda: rezipped(plain(), xl__workbook_dot_xml=None, word__document_dot_xml=b"<a/>"),
        refused="wrong_format",
    ),
    Animal("page.xls", "experts", lambda: "<html><table><tr><td>姓名".encode(), refused="wrong_format"),
    Animal("xml2003.xls", "experts", lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:x"/>', refused="wrong_format"),
    Animal(
        "xml2003_entity.xls",
        "experts",
        lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a/>',
        refused="unsafe",
    ),
    Animal("paper.pdf", "experts", lambda: b"%PDF-1.4 text", refused="wrong_format"),
    Animal("picture.xlsx", "experts", lambda: b"\x89PNG\r\n\x1a\n", refused="wrong_format"),
    Animal("bytes.csv", "experts", lambda: bytes(range(256)) * 20, refused="encoding"),
    Animal("control_characters.csv", "experts", lambda: b"\x01\x02\x03name,phone" * 99, refused="wrong_format"),
    Animal("entity.xlsx", "experts", lambda: sheet_xml(b"<worksheet", ENTITY), refused="unsafe"),
    Animal(
        "bomb.xlsx", "experts", lambda: sheet_xml(b"</sheetData>", b" " * 2**27 + b"</sheetData>"), refused="unsafe"
    ),
    Animal(
        "bomb_beside_the_sheets.xlsx",
        "experts",
        lambda: rezipped(plain(), xl__media__image1_dot_bin=b"\0" * (101 * 2**20)),
        refused="unsafe",
    ),
    Animal("climbing.xlsx", "experts", lambda: rezipped(plain(), **{"..__..__x": b"x"}), refused="unsafe"),
    Animal(
        "dde.xlsx",
        "experts",
        lambda: rezipped(plain(), xl__externalLinks__externalLink1_dot_xml=b"<a><ddeLink/></a>"),
        refused="unsafe",
    ),
    Animal("broken_xml.xlsx", "experts", lambda: sheet_xml(b"</sheetData>", b""), refused="corrupt"),
    Animal(
        "wide.xlsx",
        "experts",
        lambda: xlsx((*PERSON, *(f"列{n}" for n in range(1100))), person(1)),
        refused="too_large",
    ),
    Animal(
        "far_cell.xlsx",
        "experts",
        lambda: sheet_xml(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        refused="too_large",
    ),
    Animal(
        "far_colour.xlsx",
        "experts",
        lambda: sheet_xml(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'),
        (3, 0, 0),
    ),
    Animal(
        "long_cells.xlsx",
        "experts",
        lambda: xlsx(PERSON, person(1), person(2, unit="长" * 30_000), person(3, name="王" * 50)),
        (1, 2, 0),
        ((3, "工作单位", "too_long"), (4, "姓名", "too_long")),
    ),
)
