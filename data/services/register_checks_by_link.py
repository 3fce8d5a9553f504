"""Twice a year somebody is asked whether their record is still right, over a link that needs no account."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from data.domain.errors import Conflict, InvalidInput, NotFound
from data.domain.register import ChangeKind, CheckAnswer, Unreachable
from data.domain.text import optional_text
from data.models.register import RegisterCheck
from data.queries.register_masks import masked
from data.queries.scope import find
from data.register.concept import Concept, document_of
from data.register.concepts import CONCEPTS
from data.register.words import NOTHING, words
from data.services import audit
from data.services.context import Context
from data.services.register_ledger import append_change

VALID = dt.timedelta(days=30)
WORDS_MAX = 500
CONFIRMED_BY_LINK = "本人从核实链接答复"
ASKED = {
    "expert": ("unit", "subject", "phone", "contact_name", "crops"),
    "farm": ("contact_name", "phone", "crops", "need"),
}
"""Concept -> fields that are shown to whom the record is about; names of codes would need a signed-in reader."""


@dataclass(frozen=True)
class CheckPage:
    """`facts`: (label, value in words), the phone masked: whoever holds the link may not be who it was sent to."""

    name: str
    facts: tuple[tuple[str, str], ...]
    is_answered: bool


def make_check(ctx: Context, concept: Concept, record_id: int) -> str:
    """A new link's token for a record in use; earlier links of the record are over.

    Raises NotAllowed, NotFound, Conflict('record_retired').
    """
    record = find(ctx, concept.edit, concept.model, record_id, lock=True)
    if not record.is_active:
        raise Conflict("record_retired", record_id)
    token = secrets.token_urlsafe(16)
    for earlier in ctx.session.scalars(_of(concept.name, record_id).where(RegisterCheck.answered_at.is_(None))):
        earlier.expires_at = min(earlier.expires_at, ctx.now)
    ctx.session.add(RegisterCheck(
        concept=concept.name, record_id=record_id, token_hash=_hash(token), made_by_id=ctx.actor.account_id,
        made_at=ctx.now, expires_at=ctx.now + VALID,
    ))
    audit.record(ctx, "check_asked", concept.name, record_id)
    return token


def check_page(ctx: Context, token: str) -> CheckPage:
    """What the holder of a link sees; needs no actor. Raises NotFound('check_unknown') also for one that is over."""
    check, concept, record = _opened(ctx, token)
    document = document_of(concept, record)
    shown = {**document, **{name: value for name, value in masked(concept, document).items() if name == "phone"}}
    fields = [concept.by_name[name] for name in ASKED[concept.name]]
    said = [(field.label, words(field, shown[field.name], {})) for field in fields]
    return CheckPage(
        record.name, tuple((label, value) for label, value in said if value != NOTHING), check.answered_at is not None,
    )


def answer_check(ctx: Context, token: str, answer: str, said: str) -> None:
    """Right: the record was confirmed today. Gone: nobody counts on it any more. Changed: an officer reads the words.

    Answering again changes nothing. Raises NotFound('check_unknown'), InvalidInput choice_unknown, text_missing
    (changed needs words), text_long.
    """
    check, concept, record = _opened(ctx, token, lock=True)
    if check.answered_at is not None:
        return
    if answer not in list(CheckAnswer):
        raise InvalidInput("choice_unknown", field="answer", value=answer)
    text = optional_text(said, "words", longest=WORDS_MAX)
    if answer == CheckAnswer.CHANGED and not text:
        raise InvalidInput("text_missing", field="words")
    check.answered_at, check.answer, check.words = ctx.now, CheckAnswer(answer), text
    if answer == CheckAnswer.RIGHT:
        _change(ctx, concept, record, {"last_confirmed": ctx.today.isoformat(), "unreachable": None})
    elif answer == CheckAnswer.GONE:
        _change(ctx, concept, record, {"unreachable": Unreachable.MOVED.value})


def _change(ctx: Context, concept: Concept, record: Any, values: dict[str, Any]) -> None:
    document = document_of(concept, record)
    if any(document[name] != value for name, value in values.items()):
        append_change(ctx, concept, record, ChangeKind.EDITED, values, reason=CONFIRMED_BY_LINK)


def _opened(ctx: Context, token: str, *, lock: bool = False) -> tuple[RegisterCheck, Concept, Any]:
    check = ctx.session.scalar(select(RegisterCheck).where(RegisterCheck.token_hash == _hash(token)))
    if check is None or (check.expires_at <= ctx.now and check.answered_at is None):
        raise NotFound("check_unknown")
    concept = CONCEPTS[check.concept]
    model: Any = concept.model
    query = select(model).where(model.id == check.record_id)
    record = ctx.session.scalar(query.with_for_update(of=model) if lock else query)
    if record is None or not record.is_active:
        raise NotFound("check_unknown")
    return check, concept, record


def _of(concept: str, record_id: int):
    return select(RegisterCheck).where(RegisterCheck.concept == concept, RegisterCheck.record_id == record_id)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
