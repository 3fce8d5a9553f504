"""Accepted rows that the register may know already wait for a person, on both databases."""

import datetime as dt
from pathlib import Path

import pytest

from data.exchange.workbooks.checking import check_bytes, setting_of
from data.exchange.workbooks.place_finder import load_finder
from data.exchange.workbooks.register_check import compare_with_register
from data.exchange.workbooks.report_json import report_json
from data.queries.register_keys import RegisterKey, register_keys
from tests.exchange.made import FARM, PEOPLE, PERSON, VISIT, farm, person, xlsx
from tests.exchange.test_check_command import run
from tests.village import COUNTY, Village

FINDER = load_finder(COUNTY)
TODAY = dt.date(2026, 11, 27)
ROWS = {
    "experts": (PERSON, person(1), person(2)),
    "farms": (FARM, farm(1), farm(2)),
    "people": (
        PEOPLE, ["王强", None, "19900000001", "德岭山镇", "四义堂村"], ["李强", None, None, "德岭山镇", "四义堂村"],
    ),
    "visits": (VISIT, ["2024-03-05", "王强", "电话", "四义堂村", 1], ["2024-03-06", "王强", "电话", "四义堂村", 1]),
}


def compared(kind: str, *known: RegisterKey) -> tuple[list[int], list[tuple[int, int]]]:
    """(rows accepted, (row, record) of those that wait)."""
    report = report_json(check_bytes("a.xlsx", xlsx(*ROWS[kind]), setting_of(kind, FINDER, TODAY)), "zh")
    found = compare_with_register(report, kind, known, "zh")
    assert found["read"] == found["accepted"] + found["waiting"] == 2
    assert (len(found["rows"]), len(found["waiting_rows"])) == (found["accepted"], found["waiting"])
    return [row["row"] for row in found["rows"]], [(row["row"], row["like"]["id"]) for row in found["waiting_rows"]]


@pytest.mark.parametrize(("kind", "record", "like"), [
    ("experts", RegisterKey(7, "王丁", "19900000002", None), 3),
    ("experts", RegisterKey(7, "别人", "19900000001", None), 2),
    ("experts", RegisterKey(7, "王一", None, None), None),
    ("farms", RegisterKey(7, "第2号合作社", None, "150824102207"), 3),
    ("farms", RegisterKey(7, "第2号合作社", None, "150824102206"), None),
    ("people", RegisterKey(7, "王强", "19900000001", "150824100201"), 2),
    ("people", RegisterKey(7, "李强", None, "150824102207"), 3),
    ("people", RegisterKey(7, "赵强", "19900000001", "150824102207"), None),
    ("visits", RegisterKey(7, "王强", "19900000001", "150824102207"), None),
])  # fmt: skip
def test_who_waits(kind: str, record: RegisterKey, like: int | None):
    accepted, waiting = compared(kind, record)
    assert waiting == ([(like, 7)] if like else [])
    assert accepted == [row for row in (2, 3) if row != like]


@pytest.mark.parametrize("kind", ["experts", "farms", "people"])
def test_the_register_is_known_by_name_phone_and_place(village: Village, kind: str):
    with village.reading("officer") as ctx:
        keys = register_keys(ctx.session, COUNTY, kind)
        assert register_keys(ctx.session, "150825", kind) == []
        assert register_keys(ctx.session, COUNTY, "visits") == []
    assert keys
    assert {bool(key.place_code) for key in keys} == {kind != "experts"}


def test_the_command_compares_with_the_database_it_is_given(village: Village, tmp_path: Path):
    with village.reading("officer") as ctx:
        url = ctx.session.get_bind().url.render_as_string(hide_password=False)
        known = next(key for key in register_keys(ctx.session, COUNTY, "people") if key.phone)
    file = tmp_path / "名单.xlsx"
    others = ["没有的人", None, None, "德岭山镇", "四义堂村"]
    file.write_bytes(xlsx(PEOPLE, [known.name, None, known.phone, "德岭山镇", "四义堂村"], others))
    code, found = run("check", file, "--kind", "people", "--database", url)
    assert (code, found["accepted"], found["waiting"]) == (0, 1, 1)
    assert found["waiting_rows"][0]["like"] == {"id": known.id, "name": known.name}
    assert found["waiting_rows"][0]["message"] == f"可能和库里的「{known.name}」是同一个。请看一看。"
