"""The sheet for the next selection: for the bureau and the leader, and nobody else's."""

from __future__ import annotations

import httpx
import pytest

from data.queries.demonstration import PASSWORD
from tests.processes import Server


def signed_in(server: Server, login: str, lang: str = "zh") -> httpx.Client:
    return server.client(cookies={"desk_session": server.token(login, PASSWORD), "desk_lang": lang})


def test_the_sheet_says_what_is_short_whom_to_recruit_and_what_changes(server: Server):
    with signed_in(server, "leader") as client:
        text = client.get("/recruit-case?wanted=3&gone=7&share=0.5").text
    for words in ("再请专家的理由", "只靠一个人的", "没有人的", "再请谁", "拿最近一年重来一遍", "走了1位", "经办人"):
        assert words in text, words
    assert text.count("<li><b>") <= 3
    assert "<script" not in text


@pytest.mark.parametrize("query", ["", "?wanted=99&gone=x,,-1&share=nan", "?wanted=&gone=999999999&share="])
def test_what_cannot_be_read_is_as_if_it_were_not_there(server: Server, query: str):
    with signed_in(server, "officer", "en") as client:
        answer = client.get(f"/recruit-case{query}")
    assert answer.status_code == 200 and "The case for more experts" in answer.text
    assert "1 gone" not in answer.text


def test_others_learn_nothing(server: Server):
    for login in ("expert", "farmer", "admin"):
        with signed_in(server, login) as client:
            answer = client.get("/recruit-case")
        assert answer.status_code == 404 and "只靠" not in answer.text
    with server.client() as client:
        assert client.get("/recruit-case").status_code == 303
