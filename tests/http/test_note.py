"""The sheet with the reasons for assigning: for the bureau and the leader, whole, and nobody else's."""

from __future__ import annotations

import httpx
from sqlalchemy import select

from data.models.problem import Problem
from data.models.recommendation import Candidate, Recommendation
from data.queries.demonstration import PASSWORD
from data.runtime import Settings, open_runtime
from tests.processes import Server


def a_recommended_problem(server: Server) -> tuple[int, str]:
    """Id and number of a problem for which at least three experts fit."""
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        found = ctx.session.execute(
            select(Problem.id, Problem.number).join(Recommendation, Recommendation.problem_id == Problem.id)
            .join(Candidate, Candidate.recommendation_id == Recommendation.id)
            .where(Candidate.rank == 3).order_by(Problem.id.desc()).limit(1)
        ).one()
    runtime.close()
    return found.id, found.number


def signed_in(server: Server, login: str, lang: str = "zh") -> httpx.Client:
    return server.client(cookies={"desk_session": server.token(login, PASSWORD), "desk_lang": lang})


def test_the_sheet_has_three_people_their_evidence_the_parts_and_a_line_to_sign(server: Server):
    problem_id, number = a_recommended_problem(server)
    with signed_in(server, "officer") as client:
        text = client.get(f"/dispatch-note/{problem_id}").text
    assert number in text and "派单理由" in text
    assert text.count("<section>") == 3
    for words in ("办过的", "自己写的", "人在哪里", "要排第一", "合计", "经办人", "审核人"):
        assert words in text, words
    assert "<script" not in text


def test_it_speaks_english_too(server: Server):
    problem_id, _number = a_recommended_problem(server)
    with signed_in(server, "leader", "en") as client:
        text = client.get(f"/dispatch-note/{problem_id}").text
    assert "Reasons for assigning" in text and "To be first" in text


def test_who_may_not_oversee_the_question_learns_nothing(server: Server):
    problem_id, number = a_recommended_problem(server)
    for login in ("expert", "farmer"):
        with signed_in(server, login) as client:
            answer = client.get(f"/dispatch-note/{problem_id}")
        assert answer.status_code == 404 and number not in answer.text
    with signed_in(server, "officer") as client:
        assert client.get("/dispatch-note/999999").status_code == 404
    with server.client() as client:
        stranger = client.get(f"/dispatch-note/{problem_id}")
        assert stranger.status_code == 303 and "/auth/signin" in stranger.headers["location"]
