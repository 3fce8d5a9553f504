"""The pictures of docs/guide: which screen, as whom, and the words that must stand on it.

`python -m tests.browser.guide_pictures` makes them anew; `test_guide.py` walks the same list in every run.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from data.migrations import migrate
from data.runtime import Settings, open_runtime
from data.sample import seed
from tests.browser.records import records_of
from tests.browser.walker import DESK, PHONE, TALL, Walker
from tests.conftest import BROWSER_OPTIONS, browser_path
from tests.processes import ROOT, Server, launch

FOLDER = ROOT / "docs" / "guide" / "pictures"
TALLEST = 1600


@dataclass(frozen=True)
class Picture:
    """`words` are Chinese sources; the walker looks for them in the picture's language."""

    name: str
    login: str
    path: str
    words: str
    width: int = DESK
    lang: str = "zh"


PICTURES = (
    Picture("officer-today", "officer", "/today", "今天"),
    Picture("officer-problem", "officer", "/problem?id={problem}", "读出来的要点"),
    Picture("officer-experts", "officer", "/experts", "专家"),
    Picture("officer-expert", "officer", "/expert?id={expert}", "怎么找到"),
    Picture("officer-farm", "officer", "/farm?id={farm}", "问过的和来过的"),
    Picture("officer-agreements", "officer", "/agreements", "三方协议"),
    Picture("officer-project", "officer", "/project?id={project}", "到今天做到了多少"),
    Picture("officer-places", "officer", "/places", "地方"),
    Picture("officer-problem-en", "officer", "/problem?id={problem}", "读出来的要点", lang="en"),
    Picture("cooperative-ask", "farmer", "/ask", "问专家", width=PHONE),
    Picture("cooperative-mine", "farmer", "/my-questions", "我的问题", width=PHONE),
    Picture("expert-work", "expert", "/my-work", "我的活", width=PHONE),
    Picture("expert-own", "expert", "/expert", "怎么找到", width=PHONE),
    Picture("leader-impact", "leader", "/impact", "服务成效"),
    Picture("leader-impact-phone", "leader", "/impact", "服务成效", width=PHONE),
    Picture("leader-impact-en", "leader", "/impact", "服务成效", lang="en"),
    Picture("admin-accounts", "admin", "/accounts", "用户"),
)


def walk(browser: Browser, server: Server, records: dict[str, int], folder: Path) -> list[Path]:
    """Make every picture of the list in `folder`: their paths, in order. Each person signs in once."""
    people: dict[tuple[str, str, int], Walker] = {}
    made = [_make(browser, server, people, picture, picture.path.format(**records), folder) for picture in PICTURES]
    for walker in people.values():
        walker.context.close()
    return made


def _make(
    browser: Browser, server: Server, people: dict[tuple[str, str, int], Walker], picture: Picture, path: str,
    folder: Path,
) -> Path:
    who = (picture.login, picture.lang, picture.width)
    if who in people:
        people[who].page.set_viewport_size({"width": picture.width, "height": TALL})
        people[who].open(path)
    else:
        people[who] = Walker.enter(browser, server, picture.login, lang=picture.lang, width=picture.width, path=path)
    walker = people[who]
    walker.sees(walker.words(picture.words))
    walker.fits()
    walker.grow(TALLEST)
    made = folder / f"{picture.name}.png"
    walker.page.screenshot(path=made)
    return made


def main() -> None:
    """A fresh demonstration in a temporary folder, served, walked and photographed."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        settings = Settings(f"sqlite:///{folder}/desk.db", Path(folder))
        migrate(settings.database_url)
        runtime = open_runtime(settings)
        seed(runtime)
        runtime.close()
        server = launch("python", settings.database_url, settings.folder)
        browser = playwright.chromium.launch(executable_path=browser_path(), args=list(BROWSER_OPTIONS))
        FOLDER.mkdir(parents=True, exist_ok=True)
        for path in walk(browser, server, records_of(server), FOLDER):
            _make_small(path)
        browser.close()
        server.stop()


def _make_small(path: Path) -> None:
    """As few colours as the eye needs: a repository is no photo album."""
    with Image.open(path) as picture:
        picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=128).save(path, optimize=True)


if __name__ == "__main__":
    main()
