"""A service record on paper for its expert and the officer, and its light page at which anybody checks a code."""

from __future__ import annotations

import datetime as dt
import gzip
import re

import httpx
import pytest
from sqlalchemy import select

from data.domain.roles import Actor, Role
from data.models.account import Account
from data.queries.demonstration import PASSWORD
from data.runtime import Settings, open_runtime
from data.services.service_records import issue_record
from tests.processes import Server

IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def code(server: Server) -> str:
    """Of a record of the expert's last year, issued by the expert."""
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        account = ctx.session.scalars(select(Account).where(Account.login == "expert")).one()
        actor = Actor(account.id, 0, Role.EXPERT, account.name, account.area_code, None, account.expert_id)
    with runtime.writing(actor) as ctx:
        found = issue_record(ctx, actor.expert_id, ctx.today - dt.timedelta(days=365), ctx.today)
    runtime.close()
    return found


def signed_in(server: Server, login: str, lang: str = "zh") -> httpx.Client:
    return server.client(cookies={"desk_session": server.token(login, PASSWORD), "desk_lang": lang})


def test_the_paper_has_every_line_its_code_and_where_to_check_it(server: Server, code: str):
    with signed_in(server, "expert") as client:
        text = client.get(f"/service-record-sheet/{code}").text
    assert code in text and f"{server.url}/public/record" in text
    visits = int(re.search(r"服务次数<b>([\d,]+) 次", text)[1].replace(",", ""))
    assert visits and len(re.findall("<tr>", text)) > visits
    for words in ("农户确认解决", "直接受益人数", "一人只算一次", "演示数据"):
        assert words in text, words
    assert "<script" not in text


def test_the_officer_prints_it_in_english_and_others_learn_nothing(server: Server, code: str):
    with signed_in(server, "officer", "en") as client:
        assert "Service record of an expert" in client.get(f"/service-record-sheet/{code}").text
        assert client.get("/service-record-sheet/7KQM-2XWD").status_code == 404
        assert client.get("/service-record-sheet/x").status_code == 404
    for login in ("leader", "vet", "farmer", "admin", "town"):
        with signed_in(server, login) as client:
            answer = client.get(f"/service-record-sheet/{code}")
        assert answer.status_code == 404 and code not in answer.text
    with server.client() as client:
        assert client.get(f"/service-record-sheet/{code}").status_code == 303


def test_a_stranger_checks_a_code_on_a_light_page(server: Server, code: str):
    with server.client() as client:
        assert f'value="{code}"' in client.get(f"/public/record?code={code}").text
        answer = client.post("/public/record", data={"code": f" {code.lower()} "})
        english = client.post("/public/record", data={"code": code}, headers={"Cookie": "desk_lang=en"})
    assert answer.status_code == 200 and len(gzip.compress(answer.content)) < 6_000
    for words in ("是真的", "里面的服务都还算数", "服务天数", code):
        assert words in answer.text, words
    assert "Genuine" in english.text and "No: every service in it still counts." in english.text
    assert "<table" not in answer.text and "2026-0" not in answer.text, "no line, no number of a question"


def test_an_unknown_code_has_one_answer(server: Server):
    with server.client() as client:
        answers = [client.post("/public/record", data={"code": typed}) for typed in ("7KQM-2XWD", "x", "\0", "<b>x")]
        elsewhere = client.post("/public/record", data={"code": "x"}, headers={"Origin": "https://elsewhere"})
    assert elsewhere.status_code == 403
    assert {answer.status_code for answer in answers} == {404}
    said = {re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}
    assert len(said) == 1 and "没有这个编码的服务记录" in said.pop()
