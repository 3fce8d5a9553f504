"""Somebody at the public door, for tests of its services."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import select

from data.domain.public import PART_MAX
from data.domain.roles import Actor
from data.models.account import Account
from data.models.problem import Problem
from data.runtime import Settings, open_runtime
from data.services.fact_requests import ask_for_facts
from data.services.files import store_photo
from data.services.public_questions import PublicForm, ask_publicly
from data.services.public_uploads import add_part, keep_whole
from tests.desk import COUNTY, NOW, PLUM_VILLAGE, PLUMS, Desk
from tests.processes import Server

HERE = "203.0.113.9"
PHONE = "19900009977"


def form(**changes) -> PublicForm:
    return PublicForm(**{"text": PLUMS, "place_code": PLUM_VILLAGE, "name": "苗喜凤", "phone": PHONE, **changes})


def a_token() -> str:
    return str(uuid.uuid4())


def stranger(desk: Desk, now: dt.datetime = NOW):
    return desk.runtime.writing(None, now=now)


def ask(desk: Desk, token: str = "", now: dt.datetime = NOW, client: str = HERE, **changes) -> tuple[int, str, str]:
    """(problem id, number, pass)."""
    with stranger(desk, now) as ctx:
        receipt, opened = ask_publicly(ctx, COUNTY, form(**changes), token or a_token(), client)
    return receipt.problem_id, receipt.number, opened


def send(desk: Desk, token: str, name: str, raw: bytes, size: int = PART_MAX, client: str = HERE) -> None:
    for start in range(0, len(raw), size):
        with stranger(desk) as ctx:
            _state, whole = add_part(ctx, token, name, len(raw), start, raw[start:start + size], client)
    assert whole == raw
    with stranger(desk) as ctx:
        keep_whole(ctx, token, name, store_photo(ctx, raw))


def ask_back(server: Server, phone: str) -> None:
    """A running desk's officer asks for photos of the question that `phone` asked."""
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        account = ctx.session.scalars(select(Account).where(Account.login == "officer")).one()
        actor = Actor(account.id, 0, account.role, account.name, account.area_code, None, None)
    with runtime.writing(actor) as ctx:
        problem = asked_by(ctx, phone)
        ask_for_facts(ctx, problem.id, problem.version, ("photo",), "请再拍张近的")
    runtime.close()


def asked_by(ctx, phone: str) -> Problem:
    return ctx.session.scalars(select(Problem).where(Problem.asker_phone == phone)).one()
