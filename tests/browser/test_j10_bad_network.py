"""J10, bad network: words survive, two taps are one question, photos go on, a killed server leaves all or nothing."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Browser, Route, expect

from tests.browser.grower import VILLAGE, Grower, rows
from tests.conftest import copy_sample
from tests.processes import Server
from tests.public_door import ask_back

WORDS = "大棚黄瓜叶子起白粉，打了两遍药不管用"
LIGHTEST = 60_000


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return _noise(tmp_path / "leaf.jpg", 1)


def _noise(path: Path, seed: int) -> Path:
    """A photo of some hundred kilobytes: noise cannot be made small."""
    content = io.BytesIO()
    Image.frombytes("RGB", (700, 500), random.Random(seed).randbytes(700 * 500 * 3)).save(content, "JPEG", quality=95)
    path.write_bytes(content.getvalue())
    return path


def asked(server: Server, name: str) -> list[tuple]:
    """(id, number, photos) of the questions of an asker."""
    return rows(
        server, "SELECT problem.id, number, (SELECT count(*) FROM stored_file WHERE problem_id = problem.id) "
        "FROM problem WHERE asker_name = :name ORDER BY problem.id", name=name,
    )


def test_words_survive_without_network_and_two_taps_are_one(desk: Server, browser: Browser, photo: Path):
    grower = Grower.come(browser, desk)
    grower.page.clock.install()
    answer = grower.page.goto("/public/ask")
    assert len(answer.body()) < LIGHTEST
    expect(grower.page.get_by_label("您遇到什么事？")).to_be_visible()
    grower.write(WORDS, "苗白露", "19900008801")
    grower.choose("瓜菜大棚")
    grower.page.reload()
    expect(grower.page.locator("#text")).to_have_value(WORDS)
    grower.page.wait_for_function("navigator.serviceWorker.controller !== null")
    grower.page.reload()  # through the worker, which keeps the form now
    grower.context.set_offline(True)
    grower.page.reload()
    expect(grower.page.locator("#text")).to_have_value(WORDS)
    grower.page.locator("#text").press_sequentially("，咋办")
    grower.page.clock.fast_forward("01:00:00")
    grower.tap("提交问题")
    grower.sees(re.compile("没有网络。写的字"))
    grower.look("1-offline")
    grower.context.set_offline(False)  # and the question leaves by itself
    number = grower.number()
    grower.sees("收到了")
    grower.look("2-receipt")
    (row,) = asked(desk, "苗白露")
    assert row[1] == number
    grower.open()
    expect(grower.page.locator("#text")).to_have_value("")
    grower.write("第二件：黄瓜苦", "苗白露", "19900008801")
    grower.page.locator("#send").dblclick()
    second = grower.number()
    assert [row[1] for row in asked(desk, "苗白露")] == [number, second]


def test_a_photo_that_broke_off_goes_on(desk: Server, browser: Browser, photo: Path):
    grower = Grower.come(browser, desk)
    starts: list[int] = []

    def after(parts: int) -> Callable[[Route], None]:
        def handle(route: Route) -> None:
            if route.request.method != "PUT":
                return route.continue_()
            starts.append(int(re.search(r"start=(\d+)", route.request.url)[1]))
            return route.continue_() if len(starts) <= parts else route.abort()
        return handle

    grower.page.route("**/public/photos/**", after(2))
    grower.open()
    grower.write("葵花叶子上是啥虫", "苗照片", "19900008802")
    grower.page.locator("#photos").set_input_files(photo)
    grower.sees(re.compile("断了，有网接着传"))
    grower.look("3-broken")
    grower.page.unroute("**/public/photos/**")
    grower.page.reload()  # the file is gone from the page, what was sent is not
    grower.sees(re.compile("再选一次同一张"))
    grower.look("4-lost")
    again: list[str] = []
    grower.page.on("request", lambda one: again.append(one.url) if one.method == "PUT" else None)
    grower.page.locator("#photos").set_input_files(photo)
    grower.sees(re.compile("传好了"))
    assert starts[:2] == [0, 65536] and again and all("start=0" not in url for url in again)
    grower.send()
    assert [row[2] for row in asked(desk, "苗照片")] == [1]

    ask_back(desk, "19900008802")
    grower.page.reload()
    grower.sees("请您再说几样")
    grower.page.locator("#facts").fill("叶子背面也有")
    grower.page.locator("#photos").set_input_files(_noise(photo.parent / "back.jpg", 2))
    grower.sees(re.compile("传好了"))
    grower.look("5-asked-back")
    grower.page.reload()  # words and photo are still there
    grower.sees(re.compile("传好了"))
    expect(grower.page.locator("#facts")).to_have_value("叶子背面也有")
    grower.tap("说好了")
    grower.sees("后来补充：叶子背面也有 · 1张照片")
    grower.look("6-answered")
    assert [row[2] for row in asked(desk, "苗照片")] == [2]


def test_without_script_all_of_it_works(desk: Server, browser: Browser, photo: Path):
    grower = Grower.come(browser, desk, script=False)
    grower.open()
    grower.write(WORDS, "苗无本", "1990000880")
    grower.page.get_by_text("第二步").click()
    grower.page.get_by_text("种的", exact=True).click()
    grower.page.locator("#fact_area").fill("两座棚")
    grower.page.locator("#photos").set_input_files(photo)
    grower.tap("提交问题")
    grower.sees(re.compile("手机号少了1位"))
    expect(grower.page.locator("#text")).to_have_value(WORDS)
    expect(grower.page.locator("#fact_area")).to_be_visible()
    expect(grower.page.locator("#fact_area")).to_have_value("两座棚")
    grower.page.locator("#phone").fill("19900008803")
    number = grower.send()
    grower.sees("两座棚")
    assert [row[1:] for row in asked(desk, "苗无本")] == [(number, 1)]
    grower.open("/public/receipt")
    grower.page.locator("#number").fill(number)
    grower.page.locator("#phone").fill("19900008809")
    grower.tap("看到哪一步了")
    grower.sees(re.compile("编号和手机号对不上"))
    grower.page.locator("#phone").fill("19900008803")
    grower.tap("看到哪一步了")
    grower.sees(WORDS)


def test_a_killed_server_leaves_all_of_a_question_or_nothing(
    demonstration_template: Path, tmp_path: Path, start_server: Callable[..., Server],
):
    settings = copy_sample(demonstration_template, tmp_path / "var")
    server = start_server("python", database=settings.database_url, folder=settings.folder)
    port = int(server.url.rpartition(":")[2])
    place = rows(server, "SELECT code FROM place WHERE name = :name", name=VILLAGE)[0][0]
    acknowledged = {}
    for n, delay in enumerate((.06, 5)):
        token = f"00000000-0000-4000-8000-00000000000{n}"
        typed = {"text": f"{WORDS}{n}", "place": place, "name": f"苗断电{n}", "phone": f"1990000770{n}", "token": token}
        acknowledged[n] = _post_and_kill(server, typed, delay)
        server = start_server("python", database=settings.database_url, folder=settings.folder, port=port)
        before = asked(server, typed["name"])
        assert len(before) <= 1 and (before or not acknowledged[n])
        with server.client() as client:
            assert client.post("/public/ask?county=150824", data=typed, files={"none": b""}).status_code == 303
        (row,) = asked(server, typed["name"])
        assert not before or before == [row]
        events = rows(server, "SELECT kind FROM problem_event WHERE problem_id = :id ORDER BY sequence", id=row[0])
        assert events == [("submitted",), ("recommended",)]
    assert acknowledged[1]


def _post_and_kill(server: Server, typed: dict[str, str], delay: float) -> bool:
    """Whether the server had said yes before it was killed `delay` seconds after the request began."""
    from threading import Timer

    timer = Timer(delay, server.kill)
    timer.start()
    try:
        with server.client() as client:
            said = client.post("/public/ask?county=150824", data=typed, files={"none": b""}).status_code == 303
    except httpx.TransportError:
        said = False
    timer.join()
    return said
