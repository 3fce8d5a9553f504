"""The public door over HTTP: light, bounded, telling strangers nothing."""

from __future__ import annotations

import gzip
import io
import re
import socket
import uuid
from urllib.parse import unquote

import httpx
import pytest
from PIL import Image
from sqlalchemy import select
from starlette.requests import Request

from data.domain.branches import FACT_CODES, FACT_MAX, Branch
from data.domain.problem import ProblemStatus
from data.domain.public import PART_MAX
from data.domain.roles import Actor
from data.domain.slots import free_slots
from data.domain.text import WORDS_MAX
from data.models.account import Account
from data.models.expert import Expert
from data.models.problem import Problem
from data.queries.fact_requests import photos_of
from data.runtime import Settings, open_runtime
from data.services.public_uploads import stored_photos
from data.services.receipt_passes import make_pass
from data.services.slots import offer_slots
from pages.http.visitor import client_address
from tests.pictures import a_phone_photo, a_picture
from tests.processes import Server
from tests.public_door import ask_back, asked_by

LIGHTEST = 60_000


def test_the_form_is_light_and_in_both_languages(server: Server):
    with server.client() as client:
        page = client.get("/public/ask")
        assert page.status_code == 200 and "提交问题" in page.text and len(page.content) < LIGHTEST
        assert len(gzip.compress(page.content)) < LIGHTEST // 3
        english = client.get("/public/ask", headers={"Cookie": "desk_lang=en"})
        assert "Ask an expert" in english.text
        assert client.get("/public/ask?county=150825").status_code == 404
        assert client.get("/lang/en?next=/public/receipt").headers["location"] == "/public/receipt"


def test_what_is_typed_is_read_for_what_is_missing(server: Server):
    with server.client() as client:
        def read(text: str, **headers: str) -> dict:
            return client.post("/public/urgent", data={"county": "150824", "text": text}, headers=headers).json()

        yellow = read("葵花叶子发黄，该追什么肥")
        assert yellow["missing"].startswith("再说清这几样") and len(yellow["named"]) == 2
        assert "fertiliser_used" in yellow["named"] and 'id="fact_fertiliser_used"' in client.get("/public/ask").text
        assert read("葵花叶子发黄", Cookie="desk_lang=en")["missing"].startswith("Easier to answer")
        assert read("") == {"urgent": False, "missing": "", "branch": "", "named": [], "answers": []}
        dead = read("早起羊羔死了六只 还有十几只拉稀站不起来")
        assert (dead["urgent"], dead["missing"], dead["branch"], dead["answers"]) == (True, "", "animal", [])
        for unknown in ("999999", "x", ""):
            said = client.post("/public/helped", data={"county": "150824", "answer": unknown})
            assert said.status_code == 409


def test_a_stranger_learns_nothing_by_guessing(server: Server):
    with server.client() as client:
        assert client.get("/public/question/guessed").status_code == 404
        assert client.post("/public/question/guessed/confirm", data={"outcome": "solved"}).status_code == 404
        photo = client.post("/public/question/guessed/facts", data={"words": "黄了"}, files=pictures(40))
        assert photo.status_code == 404
        assert client.post("/public/question/guessed/reopen", data={"words": "又黄了"}).status_code == 404
        assert client.post("/public/question/guessed/slot", data={"slot": "2026-04-09 morning"}).status_code == 404
        wrong = client.post("/public/receipt", data={"number": "2026-0001", "phone": "19900000009"})
        assert wrong.status_code == 401 and "对不上" in wrong.text
        elsewhere = client.post("/public/ask?county=150824", data={}, headers={"Origin": "https://elsewhere"})
        assert elsewhere.status_code == 403


def test_what_is_too_big_is_refused_before_it_is_read(server: Server):
    with server.client() as client:
        token = uuid.uuid4()
        part = client.put(f"/public/photos/{token}/p?size=9&start=0", content=b"x" * (PART_MAX + 1))
        assert part.status_code == 413
        unknown = client.post("/public/ask?county=150824", content=iter([b"x"]))  # no length said
        assert unknown.status_code == 413 and "太大" in unknown.text


def test_as_much_as_the_form_holds_is_read_and_more_is_refused_on_a_page(server: Server):
    dead = "早起羊羔死了六只 还有十几只拉稀站不起来"
    full = {"county": "150824", "text": dead + "。" + "字" * (WORDS_MAX - len(dead) - 1)}
    full |= {f"fact_{code}": "字" * FACT_MAX for code in FACT_CODES}
    with server.client() as client:
        assert client.post("/public/urgent", data=full).json()["urgent"]
        for lang, says in (("zh", "这次没有收"), ("en", "Not received")):
            much = client.post(
                "/public/receipt", data={"number": "9" * 50_000}, headers={"Cookie": f"desk_lang={lang}"},
            )
            assert much.status_code == 413 and says in much.text and "<html" in much.text
        broken = client.post(
            "/public/ask?county=150824", content=b"--x\r\nno head", headers={"Content-Type": "multipart/form-data"},
        )
        assert broken.status_code == 400 and "这一页没有收全" in broken.text


def test_too_many_photos_are_told_with_what_was_typed(server: Server):
    with server.client() as client:
        told = client.post("/public/ask?county=150824", data=form(), files=pictures(*range(40, 52)))
        assert told.status_code == 400 and "最多10张" in told.text and "西梅叶子卷边发黄" in told.text


def form(**changes) -> dict[str, str]:
    return {
        "text": "西梅叶子卷边发黄", "industry": "", "place": "150824100201", "name": "苗喜凤", "phone": "19900009911",
        "token": str(uuid.uuid4()), **changes,
    }


def pictures(*sizes: int) -> list[tuple[str, tuple[str, bytes, str]]]:
    return [("photos", (f"{size}.jpg", a_picture(size, size), "image/jpeg")) for size in sizes]


def test_a_length_that_does_not_hold_is_refused(server: Server):
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(
            f"POST /public/ask?county=150824 HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {server.url}\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9\r\n"
            "Transfer-Encoding: chunked\r\n\r\n4\r\n--x-\r\n0\r\n\r\n".encode()
        )
        assert line.recv(100).split()[1] == b"413"


def test_what_no_database_can_keep_is_unknown(server: Server):
    with server.client() as client:
        assert client.get("/public/ask?county=%00").status_code == 404
        assert client.post("/public/receipt", data={"number": "\0", "phone": "19900009911"}).status_code == 400
        assert client.delete(f"/public/photos/{uuid.uuid4()}/%00").status_code == 400


def test_a_second_try_without_script_has_the_photos_of_that_try(server: Server):
    first = form(text=" ")
    with server.client() as client:
        assert client.post("/public/ask?county=150824", data=first, files=pictures(40)).status_code == 400
        assert len(client.get(f"/public/photos/{first['token']}").json()) == 1
        first["text"] = "西梅叶子卷边发黄"
        wrong = [*pictures(40), ("photos", ("x.jpg", b"no picture", "image/jpeg"))]
        assert client.post("/public/ask?county=150824", data=first, files=wrong).status_code == 400
        for _ in range(2):
            assert client.post("/public/ask?county=150824", data=first, files=pictures(50, 60)).status_code == 303
        assert len(client.get(f"/public/photos/{first['token']}").json()) == 2


def test_other_words_on_a_sent_page_are_another_question(server: Server):
    first = form()
    with server.client() as client:
        client.post("/public/ask?county=150824", data=first, files=pictures(44))
        told = client.post("/public/ask?county=150824", data={**first, "text": "葡萄叶子也黄了"}, files=pictures(44))
        assert told.status_code == 400 and "/public/receipt?number=" in told.text and "葡萄叶子也黄了" in told.text
        assert first["token"] not in told.text


def test_the_branch_is_answered_without_script_and_shown_on_the_receipt(server: Server):
    with server.client() as client:
        page = client.get("/public/ask")
        assert page.text.count('class="branch"') == len(Branch) and page.text.count("<svg") == 5
        wrong = client.post("/public/ask?county=150824", data=form(text=" ", fact_area="<b>三亩</b>"))
        assert wrong.status_code == 400 and "&lt;b&gt;三亩&lt;/b&gt;" in wrong.text
        assert 'id="branch-plant" open' in wrong.text and 'id="branch-animal">' in wrong.text
        sent = client.post(
            "/public/ask?county=150824", data=form(phone="19900009913", fact_area="三亩多"), files=pictures(46),
        )
        said = client.get(sent.headers["location"]).text
        assert "三亩多" in said and "读作3亩上下" in said


def test_the_answer_to_what_was_asked_back_brings_photos_without_script(server: Server):
    with server.client() as client:
        typed = form(phone="19900009914", text="葵花叶子上起黄斑，咋办")
        sent = client.post("/public/ask?county=150824", data=typed, files={"none": b""})
        address = sent.headers["location"].partition("?")[0]
        ask_back(server, "19900009914")
        page = client.get(address).text
        assert len(page.encode()) < LIGHTEST and page.count("<svg") == 2
        assert "还能传10张" in page and f'action="{address}/facts"' in page
        camera = [("photos", ("leaf.jpg", a_phone_photo(), "image/jpeg"))]
        empty = client.post(f"{address}/facts", data={"words": " "}, files=camera)
        assert empty.status_code == 400 and "这里还空着" in empty.text and "1张照片已经收到" in empty.text
        assert f'action="{address}/facts"' in empty.text
        many = client.post(f"{address}/facts", data={"words": "背面有白粉"}, files=pictures(*range(60, 71)))
        assert many.status_code == 400 and "最多10张" in many.text and "背面有白粉" in many.text
        assert client.post(f"{address}/facts", data={"words": "背面有白粉"}).status_code == 303
        assert "后来补充：背面有白粉 · 1张照片" in client.get(address).text
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        (sha256,) = photos_of(ctx, asked_by(ctx, "19900009914"))
        with Image.open(io.BytesIO(ctx.runtime.files.read(sha256))) as image:
            assert not image.getexif() and max(image.size) == 1600
    runtime.close()


def test_one_photo_that_cannot_be_read_takes_none_of_the_others_away(server: Server):
    with server.client() as client:
        sent = client.post("/public/ask?county=150824", data=form(phone="19900009915"), files={"none": b""})
        address = sent.headers["location"].partition("?")[0]
        ask_back(server, "19900009915")
        client.post(f"{address}/facts", data={"words": " "}, files=pictures(52))
        mixed = [("photos", ("x.jpg", b"no picture", "image/jpeg")), *pictures(53)]
        told = client.post(f"{address}/facts", data={"words": "背面有白粉"}, files=mixed)
        assert told.status_code == 400 and "2张照片已经收到" in told.text and "背面有白粉" in told.text
        assert client.post(f"{address}/facts", data={"words": "背面有白粉"}).status_code == 303
        assert "2张照片" in client.get(address).text


def finished(server: Server, phone: str) -> str:
    """The address of a question that the expert has called finished."""
    with server.client() as client:
        sent = client.post("/public/ask?county=150824", data=form(phone=phone), files={"none": b""})
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.writing(None) as ctx:
        problem = asked_by(ctx, phone)
        problem.expert_id = ctx.session.scalar(select(Expert.id).order_by(Expert.id).limit(1))
        problem.status = ProblemStatus.TO_CONFIRM
    runtime.close()
    return sent.headers["location"].partition("?")[0]


def test_half_a_loss_is_asked_for_beside_its_field_and_what_was_read_is_shown(server: Server):
    address = finished(server, "19900009916")
    with server.client() as client:
        def confirm(**said: str) -> httpx.Response:
            return client.post(f"{address}/confirm", data={"token": str(uuid.uuid4()), "outcome": "solved", **said})

        for said, beside, words in (
            ({"loss_avoided": "三万五"}, "how_wrong", "还没写怎么算的"),
            ({"loss_how": "十亩地"}, "loss_wrong", "请补上钱数"),
            ({"loss_avoided": "三五千吧不好说", "loss_how": "十亩地"}, "loss_wrong", "读不出"),
        ):
            told = confirm(**said)
            assert told.status_code == 400 and f'aria-describedby="{beside}"' in told.text
            assert re.search(f'id="{beside}">[^<]*{words}', told.text)
            assert all(one in told.text for one in said.values())
        assert confirm(loss_avoided="三万五", loss_how="十亩地").status_code == 303
        assert "少损失约35,000元：十亩地" in client.get(address).text


def test_words_that_came_too_late_to_reopen_are_shown_again(server: Server):
    address = finished(server, "19900009917")
    with server.client() as client:
        client.post(f"{address}/confirm", data={"token": str(uuid.uuid4()), "outcome": "solved"})
        for _ in range(2):
            assert client.post(f"{address}/reopen", data={"words": "又黄了"}).status_code == 303
        late = client.post(f"{address}/reopen", data={"words": "果子也掉了"})
        assert late.status_code == 400 and "还没有收" in late.text and "果子也掉了" in late.text


def test_an_answer_that_says_nothing_is_not_taken(server: Server):
    with server.client() as client:
        opened = client.post("/public/ask?county=150824", data=form(phone="19900009912"), files=pictures(48))
        address = opened.headers["location"].partition("?")[0] + "/confirm"
        for said, words in (({}, "请选解决了没有"), ({"outcome": "solved", "rating": "5" * 5000}, "1到5分")):
            answer = client.post(address, data={"token": str(uuid.uuid4()), **said})
            assert answer.status_code == 400 and words in answer.text


def test_a_time_is_chosen_once_without_script(server: Server):
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        problem, account = ctx.session.execute(
            select(Problem, Account).join(Account, Account.expert_id == Problem.expert_id)
            .where(Problem.status == ProblemStatus.IN_PROGRESS, Problem.due_at > ctx.now).limit(1)
        ).one()
        first, second = free_slots(ctx.now, problem.due_at, ())[:2]
        actor = Actor(account.id, 0, account.role, account.name, account.area_code, None, account.expert_id)
        problem_id = problem.id
    with runtime.writing(actor) as ctx:
        offer_slots(ctx, problem_id, [first, second])
        address = f"/public/question/{make_pass(ctx, problem_id)}"
    runtime.close()
    with server.client() as client:
        assert f'value="{first.code}"' in client.get(address).text
        nothing = client.post(f"{address}/slot", data={})
        assert nothing.status_code == 400 and "还没选时间" in nothing.text
        back = re.search(r'href="/lang/en\?next=([^"]+)"', nothing.text)
        assert back and unquote(back[1]) == address, "the other language shows the question, not the form's target"
        assert client.post(f"{address}/slot", data={"slot": second.code}).status_code == 303
        assert "约好的时间" in client.get(address).text
        again = client.post(f"{address}/slot", data={"slot": first.code})
        assert again.status_code == 400 and "时间已经选好了" in again.text


@pytest.mark.parametrize(("address", "client"), [
    ("203.0.113.9", "203.0.113.9"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("::ffff:203.0.113.9", "203.0.113.9"), ("unix", "unix"),
])
def test_one_connection_is_one_client(address: str, client: str):
    assert client_address(Request({"type": "http", "client": (address, 1)})) == client


def test_a_photo_comes_in_without_camera_and_place(server: Server):
    token, raw = str(uuid.uuid4()), a_phone_photo()
    with server.client() as client:
        for start in range(0, len(raw), PART_MAX):
            said = client.put(
                f"/public/photos/{token}/p1?size={len(raw)}&start={start}", content=raw[start:start + PART_MAX],
            ).json()
        assert said == {"name": "p1", "size": len(raw), "received": len(raw), "whole": True}
        assert client.get(f"/public/photos/{token}").json() == [said]
        broken = client.put(f"/public/photos/{token}/p2?size=3&start=0", content=b"abc")
        assert broken.status_code == 400
        assert [one["name"] for one in client.get(f"/public/photos/{token}").json()] == ["p1"]
        assert client.get("/public/photos/guessed").status_code == 400
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        ((sha256, _kind, _size),) = stored_photos(ctx, token)
        with Image.open(io.BytesIO(ctx.runtime.files.read(sha256))) as image:
            assert not image.getexif() and max(image.size) == 1600
    runtime.close()
