"""The leader's first view on one sheet: the figures of the screen, for the bureau and the leader, and nobody else."""

from __future__ import annotations

import re

import httpx
import pytest

from data.domain.roles import Actor, Role
from data.queries.demonstration import PASSWORD
from data.queries.impact import Impact, impact
from data.queries.impact_scope import scope_of
from data.reach.periods import PeriodKind
from data.runtime import Settings, open_runtime
from tests.processes import Server

LEADER = Actor(1, 1, Role.LEADER, "领导", "150824")


def signed_in(server: Server, login: str, lang: str = "zh") -> httpx.Client:
    return server.client(cookies={"desk_session": server.token(login, PASSWORD), "desk_lang": lang})


def counted(server: Server, kind: PeriodKind) -> Impact:
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(LEADER) as ctx:
        found = impact(ctx, scope_of(ctx, kind))
    runtime.close()
    return found


@pytest.mark.parametrize("kind", [PeriodKind.YEAR, PeriodKind.QUARTER])
def test_the_sheet_has_the_figures_of_the_screen(server: Server, kind: PeriodKind):
    found = counted(server, kind)
    with signed_in(server, "leader") as client:
        text = client.get(f"/impact-sheet?period={kind}").text
    people = found.people.reached
    for words in (
        f"{people.low:,} 人", f"最少 {people.low:,}，最多 {people.high:,}", f"<b>{found.contacts.gross:,}</b>",
        f"<b>{found.households:,}</b>", f"<b>{found.problems.solved} 件</b>", "受益6.2万人", "演示数据", "经办人",
    ):
        assert words in text, words
    tiles = dict(re.findall(r'<div class="s\d"[^>]*>([^<]+)<b>([^<]+)</b></div>', text))
    assert tiles == {
        town.short_name: "未报" if town.state == "unreported" else f"{town.people.low:,}" for town in found.towns
    }
    assert "<script" not in text


def test_it_speaks_english_and_what_cannot_be_read_is_as_if_it_were_not_there(server: Server):
    with signed_in(server, "officer", "en") as client:
        answer = client.get("/impact-sheet?period=x<script>")
    assert answer.status_code == 200 and "People reached" in answer.text
    body = answer.text.partition("<main>")[2]
    assert not re.search(r"[\u3400-\u9fff]", body)


def test_what_was_not_closed_is_not_there(server: Server):
    with signed_in(server, "leader") as client:
        for query in ("closed=999", "closed=x", "closed=", "closed=1&version=7"):
            answer = client.get(f"/impact-sheet?{query}")
            assert answer.status_code == 404 and "没有这份结账" in answer.text, query


def test_others_learn_nothing(server: Server):
    for login in ("expert", "farmer", "admin"):
        with signed_in(server, login) as client:
            answers = [client.get(path) for path in ("/impact-sheet", "/impact-sheet?closed=1")]
        assert all(answer.status_code == 404 and "<h1>" not in answer.text for answer in answers)
    with server.client() as client:
        assert client.get("/impact-sheet").status_code == 303
