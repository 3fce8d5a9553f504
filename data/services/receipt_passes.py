"""Following a question without an account: number and phone open it, for a while, to this one browser."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
import uuid

from sqlalchemy import delete, select

from data.domain.contact import tidy_phone
from data.domain.errors import InvalidInput, NotFound
from data.domain.public import PASS_VALID, Use
from data.models.problem import Problem
from data.models.public import ReceiptPass
from data.services.context import Context
from data.services.public_limits import check_use, note_use

WRITTEN = re.compile(r"(?<!\d)(20\d\d)[^0-9]{0,3}(\d{4,6})(?!\d)", re.ASCII)


def make_pass(ctx: Context, problem_id: int) -> str:
    """A new pass for a question: its token, which is kept only as a hash."""
    token = secrets.token_urlsafe(24)
    ctx.session.add(ReceiptPass(
        token_hash=_hash(token), problem_id=problem_id, made_at=ctx.now, expires_at=ctx.now + PASS_VALID,
    ))
    return token


def show_receipt(ctx: Context, number: str, phone: str, client: str) -> str | None:
    """A pass for whoever knows number and phone; None when they do not belong together (written down, so commit).

    Misses count against the address and the phone: numbers follow each other, and one that is guessed at stays open
    to its asker. What cannot be a number is no miss. Raises InvalidInput phone_*, number_unread;
    Refused('too_many_uses', until).
    """
    digits, known = tidy_phone(phone), read_number(number)
    check_use(ctx, Use.MISS_CLIENT, client)
    check_use(ctx, Use.MISS_PHONE, digits)
    problem_id = ctx.session.scalar(
        select(Problem.id).where(Problem.number == known, Problem.asker_phone == digits)
        .order_by(Problem.id.desc()).limit(1)
    )
    if problem_id is None:
        note_use(ctx, Use.MISS_CLIENT, client)
        note_use(ctx, Use.MISS_PHONE, digits)
        return None
    return make_pass(ctx, problem_id)


def read_number(raw: str) -> str:
    """The first 2026-0630 in what was typed, 编号２０２６ ０６３０ as well. Raises InvalidInput('number_unread')."""
    found = WRITTEN.search(unicodedata.normalize("NFKC", raw))
    if found is None:
        raise InvalidInput("number_unread", field="number")
    return f"{found[1]}-{found[2]}"


def problem_of(ctx: Context, token: str) -> Problem:
    """The question a pass opens. Raises NotFound('pass_unknown') also for one that is over."""
    problem_id = ctx.session.scalar(
        select(ReceiptPass.problem_id)
        .where(ReceiptPass.token_hash == _hash(token), ReceiptPass.expires_at > ctx.now)
    )
    if problem_id is None:
        raise NotFound("pass_unknown")
    return ctx.session.get_one(Problem, problem_id)


def photos_token(token: str) -> str:
    """Under which the photos of an answer come in: the same each time this pass opens the page, a secret as it is."""
    return str(uuid.UUID(hex=_hash(f"photos {token}")[:32]))


def forget_passes(ctx: Context) -> int:
    """Passes that are over: how many are gone."""
    return ctx.session.execute(delete(ReceiptPass).where(ReceiptPass.expires_at <= ctx.now)).rowcount


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
