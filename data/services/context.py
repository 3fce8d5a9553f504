"""The first argument of every service: one transaction, one actor, one moment, one language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from data.domain.errors import NotAllowed
from data.domain.roles import Actor
from data.domain.worktime import BEIJING

if TYPE_CHECKING:
    from data.runtime import Runtime


@dataclass(frozen=True)
class Context:
    """`now` is aware; `today` is the date in Beijing. `actor` is None only before signing in."""

    runtime: Runtime
    session: Session
    signed_in: Actor | None
    now: dt.datetime
    lang: str = "zh"

    @property
    def actor(self) -> Actor:
        """The signed-in actor; raises NotAllowed('sign_in_first') for a stranger."""
        if self.signed_in is None:
            raise NotAllowed("sign_in_first")
        return self.signed_in

    @property
    def account_id(self) -> int | None:
        """Who is written down as having done it; None for somebody without an account, and for timed work."""
        return self.signed_in.account_id if self.signed_in else None

    @property
    def today(self) -> dt.date:
        return self.now.astimezone(BEIJING).date()
