"""What the three parties say to an agreement, and its scan."""

from __future__ import annotations

from sqlalchemy import select

from data.domain.errors import Conflict, InvalidInput, NotAllowed
from data.domain.permissions import Permission
from data.domain.register import Decision, Party
from data.domain.roles import Role
from data.domain.text import optional_text
from data.models.agreement import Agreement, AgreementDecision
from data.models.problem import StoredFile
from data.queries.scope import find
from data.services.audit import record
from data.services.context import Context
from data.services.files import AGREEMENT_SCAN, file_row, store_scan

WORDS_MAX = 200
OWN_PARTY = {Role.EXPERT: Party.EXPERT, Role.COOPERATIVE: Party.FARM}


def decide(ctx: Context, agreement_id: int, version: int, party: str, decision: str, words: str | None = None) -> None:
    """One party passes the agreement, or returns it and says why. Officers write down what any party said.

    Raises NotAllowed (also for another party's word); NotFound; Conflict('record_changed') when the text has moved
    on, Conflict('record_retired'); InvalidInput choice_unknown, text_missing (returning needs words).
    """
    agreement = find(ctx, Permission.AGREEMENT_DECIDE, Agreement, agreement_id, lock=True)
    if agreement.version != version:
        raise Conflict("record_changed", agreement_id)
    if not agreement.is_active:
        raise Conflict("record_retired", agreement_id)
    for value, known, field in ((party, list(Party), "party"), (decision, list(Decision), "decision")):
        if value not in known:
            raise InvalidInput("choice_unknown", field=field, value=value)
    if OWN_PARTY.get(ctx.actor.role, party) != party:
        raise NotAllowed("not_allowed", Permission.AGREEMENT_DECIDE.value)
    said = optional_text(words, "words", longest=WORDS_MAX)
    if decision == Decision.RETURNED and not said:
        raise InvalidInput("text_missing", field="words")
    ctx.session.add(AgreementDecision(
        agreement_id=agreement_id, version=version, party=Party(party), decision=Decision(decision), words=said,
        account_id=ctx.actor.account_id, at=ctx.now,
    ))
    record(ctx, decision, "agreement", agreement_id, party=party)


def attach_scan(ctx: Context, agreement_id: int, raw: bytes) -> None:
    """The signed paper as a picture or PDF; a further one stands beside the first.

    Raises NotAllowed, NotFound, and what `files.store_scan` raises.
    """
    stored = store_scan(ctx, raw)
    find(ctx, Permission.AGREEMENT_EDIT, Agreement, agreement_id, lock=True)
    known = ctx.session.scalar(select(StoredFile.id).where(
        StoredFile.agreement_id == agreement_id, StoredFile.sha256 == stored[0],
    ))
    if known is None:
        file_row(ctx, stored, AGREEMENT_SCAN, agreement_id=agreement_id)
        record(ctx, "scan_attached", "agreement", agreement_id)
