"""`POST /api/problems` on the real route: a question with its facts, and what is not understood told by field."""

from __future__ import annotations

import uuid
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from data.domain.branches import FACT_CODES, FACT_MAX
from data.models.problem import Problem
from data.queries.demonstration import PASSWORD
from data.runtime import Settings, open_runtime
from tests.processes import Server

QUESTION = {
    "text": "羊羔不精神，咋办", "place_code": "150824100201", "asker_name": "苗程序", "asker_phone": "19900009921",
}


@pytest.fixture(scope="module")
def cookie(server: Server) -> dict[str, str]:
    return {"Cookie": f"desk_session={server.token('officer', PASSWORD)}"}


def post(server: Server, cookie: dict[str, str], key: str = "", **changes: Any) -> httpx.Response:
    with server.client(headers={**cookie, "Idempotency-Key": key or str(uuid.uuid4())}) as client:
        return client.post("/api/problems", json=QUESTION | changes)


def test_the_facts_are_kept_as_the_forms_are_and_sent_again_it_is_one(server: Server, cookie: dict[str, str]):
    key, facts = str(uuid.uuid4()), {"feed": " 就那些 ", "age": "半岁", "vaccine_used": ""}
    answers = [post(server, cookie, key, facts=facts) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201] and answers[0].json() == answers[1].json()
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        made = ctx.session.scalars(select(Problem).where(Problem.token == key)).one()
        assert (made.facts, made.number) == ({"feed": "就那些", "age": "半岁"}, answers[0].json()["number"])
        assert "feed" not in made.understanding["missing"]
    runtime.close()


@pytest.mark.parametrize(("changes", "code", "field", "says"), [
    ({"facts": {"wealth": "十万"}}, "fact_unknown", "facts", FACT_CODES[0]),
    ({"facts": {"area": "亩" * (FACT_MAX + 1)}}, "text_long", "facts.area", str(FACT_MAX)),
    ({"facts": {"area": 3}}, "text_expected", "facts.area", "文字"),
    ({"facts": ["三亩"]}, "object_expected", "facts", "JSON"),
    ({"fact": {"area": "三亩"}}, "field_unknown", "fact", "facts"),
    ({"industry": 0}, "text_expected", "industry", "文字"),
    ({"place_code": "150824100"}, "village_missing", "place_code", "村"),
    ({"asker_name": " "}, "text_missing", "asker_name", "空着"),
    ({"asker_phone": "12"}, "phone_short", "asker_phone", "位"),
    ({"text": 5, "facts": {"text": "x"}}, "text_expected", "text", "文字"),
])
def test_what_is_not_understood_is_told_and_nothing_is_kept(
    server: Server, cookie: dict[str, str], changes: dict, code: str, field: str, says: str,
):
    key = str(uuid.uuid4())
    answer = post(server, cookie, key, **changes)
    said = answer.json()
    assert (answer.status_code, said["code"], said["field"]) == (422, code, field) and says in said["message"]
    assert post(server, cookie, key).status_code == 201  # the key is still free


def test_the_same_key_with_another_content_is_refused_and_what_is_left_out_is_no_difference(
    server: Server, cookie: dict[str, str],
):
    key = str(uuid.uuid4())
    first = post(server, cookie, key, industry=None).json()
    assert post(server, cookie, key).json() == first
    for other in ({"text": "羊羔死了两只"}, {"facts": {"age": "半岁"}}, {"asker_phone": "19900009922"}):
        told = post(server, cookie, key, **other)
        assert (told.status_code, told.json()["code"]) == (409, "key_used")
        assert first["number"] in told.json()["message"]


@pytest.mark.parametrize(("content", "status", "code"), [
    ("[" * 8000, 422, "json_expected"), ("{", 422, "json_expected"), ("x" * 17_000, 413, "body_too_long"),
])
def test_what_cannot_be_read_is_told_as_json(
    server: Server, cookie: dict[str, str], content: str, status: int, code: str,
):
    headers = {**cookie, "Idempotency-Key": str(uuid.uuid4()), "Content-Type": "application/json"}
    with server.client(headers=headers) as client:
        answer = client.post("/api/problems", content=content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_who_is_not_signed_in_is_told_as_json(server: Server):
    answer = post(server, {})
    assert (answer.status_code, answer.json()["code"]) == (403, "sign_in_first")
