"""The guide stays true: every picture it shows can be made from the running desk, and every picture made is shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.guide_pictures import FOLDER, PICTURES, walk
from tests.browser.records import records_of
from tests.processes import Server

READS_ONLY = True

GUIDE = FOLDER.parent
SHOWN = re.compile(r"!\[[^\]]+\]\(pictures/([\w-]+)\.png\)")


def test_the_pictures_can_be_made(desk: Server, browser: Browser, tmp_path: Path):
    made = walk(browser, desk, records_of(desk), tmp_path)
    assert [path.stem for path in made] == [picture.name for picture in PICTURES]


@pytest.mark.parametrize("language", ["README.md", "README.zh.md"])
def test_the_guide_shows_each_picture_once(language: str):
    shown = SHOWN.findall((GUIDE / language).read_text("utf-8"))
    of_language = [
        picture.name for picture in PICTURES if picture.lang == "zh" or language == "README.md"
    ]
    assert sorted(shown) == sorted(set(shown)), "twice"
    assert set(shown) <= set(of_language)
    assert {path.stem for path in FOLDER.glob("*.png")} == {picture.name for picture in PICTURES}
