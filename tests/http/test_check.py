"""The light page on which somebody without an account checks their record."""

from __future__ import annotations

from sqlalchemy import select

from data.models.expert import Expert
from data.queries.demonstration import PASSWORD
from data.register.expert import EXPERT
from data.runtime import Settings, open_runtime
from data.sample.accounts import DEMO_ACCOUNTS
from data.services.register_checks_by_link import make_check
from data.services.sessions import actor_for_token
from tests.processes import Server

LARGEST = 20_000


def token_of(server: Server, name: str) -> str:
    session = server.token(DEMO_ACCOUNTS[0].login, PASSWORD)
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.writing(None) as ctx:
        actor = actor_for_token(ctx.session, session, ctx.now)
    with runtime.writing(actor) as ctx:
        expert_id = ctx.session.scalar(select(Expert.id).where(Expert.name == name))
        token = make_check(ctx, EXPERT, expert_id)
    runtime.close()
    return token


def test_a_stranger_with_the_link_answers_and_one_without_learns_nothing(server: Server):
    path = f"/check/{token_of(server, '乔志远')}"
    with server.client() as client:
        page = client.get(path)
        assert page.status_code == 200 and "乔志远" in page.text and len(page.content) < LARGEST
        refused = client.post(path, data={"answer": "changed", "words": ""})
        assert refused.status_code == 400 and "还空着" in refused.text
        assert "收到了" in client.post(path, data={"answer": "changed", "words": "手机换了<b>"}).text
        assert "收到了" in client.get(path).text
        nothing = client.get("/check/guessed")
        assert nothing.status_code == 404 and "过期" in nothing.text
        assert client.post(path, data={"answer": "right"}, headers={"Origin": "https://elsewhere"}).status_code == 403
