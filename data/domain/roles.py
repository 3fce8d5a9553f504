"""Who acts: roles, and the actor every service receives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    ADMIN = "admin"
    OFFICER = "officer"
    COOPERATIVE = "cooperative"
    EXPERT = "expert"
    LEADER = "leader"
    INFORMANT = "informant"


@dataclass(frozen=True)
class Actor:
    """A signed-in account. `area_code` is the subtree of places the account works for (6, 9 or 12 digits)."""

    account_id: int
    session_id: int
    role: Role
    name: str
    area_code: str
    farm_id: int | None = None
    expert_id: int | None = None
