"""The audit trail: who did what to which record, in the same transaction as the change."""

from __future__ import annotations

from data.models.account import AuditEvent
from data.services.context import Context


def record(ctx: Context, action: str, subject: str, subject_id: object, **details: object) -> None:
    """Append one audit row; `action` is `subject:verb`, `details` plain JSON values."""
    ctx.session.add(AuditEvent(
        at=ctx.now, account_id=ctx.account_id, action=f"{subject}:{action}",
        subject=subject, subject_id=str(subject_id), details=details,
    ))
