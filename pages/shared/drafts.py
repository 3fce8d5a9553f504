"""Forms that lose nothing: every change of a field is kept in the database, one token makes one record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from data.domain.errors import AppError
from data.services import drafts
from data.services.context import Context
from pages.shared import state
from pages.shared.guards import Screen

T = TypeVar("T")
SUBMIT = "submit"


class DraftForm:
    """One form of one account about one record (0: none).

    Widgets take `key=form.key("field")` and `on_change=form.keep`. The first run of a tab reads the draft and
    fills the widgets. After `send` the token stays until the page is opened afresh, so that a second click on
    the button, still under way, carries the same token and finds the same record.
    """

    def __init__(self, screen: Screen, name: str, fields: tuple[str, ...], about: int = 0):
        self.screen, self.name, self.fields, self.about = screen, name, fields, about
        if state.picked(self.key("sent")) and not state.picked(self.key(SUBMIT)):
            self._forget()
        if state.picked(self.key("token")) is None:
            self._read()

    def key(self, field: str) -> str:
        return f"{self.name}:{self.about}:{field}"

    def value(self, field: str, default: Any = None) -> Any:
        return state.picked(self.key(field), default)

    def propose(self, field: str, value: Any) -> None:
        """Fill an empty field with what is known anyway; nothing typed is overwritten."""
        if self.value(field) is None:
            state.pick(self.key(field), value)

    def keep(self) -> None:
        """Write what the fields hold; called by every widget's `on_change`."""
        values = {field: self.value(field) for field in self.fields}
        with self.screen.writing() as ctx:
            drafts.save_draft(ctx, self.name, values, self.about)

    def send(self, call: Callable[[Context, str], T]) -> T | AppError:
        """Run `call(ctx, token)` and forget the draft in the same transaction; the error when it fails."""
        try:
            with self.screen.writing() as ctx:
                result = call(ctx, self.value("token"))
                drafts.discard_draft(ctx, self.name, self.about)
        except AppError as error:
            return error
        state.pick(self.key("sent"), True)
        return result

    def _read(self) -> None:
        with self.screen.writing() as ctx:
            draft = drafts.load_draft(ctx, self.name, self.about)
        state.pick(self.key("token"), draft.token)
        for field, value in draft.values.items():
            if field in self.fields and value is not None:
                state.pick(self.key(field), value)

    def _forget(self) -> None:
        for field in (*self.fields, "token", "sent"):
            state.drop(self.key(field))
