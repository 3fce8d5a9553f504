"""The demonstration's accounts and their password, for the sign-in page and the console; nothing on a real database."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.domain.roles import Role
from data.models.account import Account
from data.models.place import County

PASSWORD = "yanshi2026"  # noqa: S105 - of invented people, printed at start and shown at sign-in
ORDER = (Role.OFFICER, Role.COOPERATIVE, Role.EXPERT, Role.LEADER, Role.INFORMANT, Role.ADMIN)


@dataclass(frozen=True)
class DemonstrationAccount:
    login: str
    name: str
    role: Role


def is_demonstration(session: Session) -> bool:
    return session.scalar(select(County.code).where(County.is_demonstration).limit(1)) is not None


def accounts(session: Session) -> list[DemonstrationAccount]:
    """One open account per role, the first made of each; empty unless the county is a demonstration."""
    if not is_demonstration(session):
        return []
    rows = session.scalars(select(Account).where(Account.is_closed.is_(False)).order_by(Account.id))
    first: dict[Role, Account] = {}
    for account in rows:
        first.setdefault(account.role, account)
    return [DemonstrationAccount(first[role].login, first[role].name, role) for role in ORDER if role in first]
