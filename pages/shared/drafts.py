"""Forms that lose nothing: every change of a field is kept in the database, one token makes one record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from data.domain.errors import AppError, Conflict, InvalidForm
from data.services import drafts
from data.services.context import Context
from pages.shared import state
from pages.shared.components import show_error
from pages.shared.guards import Screen


class DraftForm:
    """One form of one account about one record (0: none).

    A widget takes `**form.field("name")`, one with options `**form.choice("name", options)`; below it
    `form.complain("name")` shows what is wrong with it. The button takes `on_click=form.send`, and the screen
    asks `form.sent()` before it draws. The first run of a tab reads the draft; what a page no longer shows
    (another page, a field that came and went) is filled in again from it. After sending, the token stays until
    the form is drawn afresh: a second click, still under way, carries the same token and finds the same record.
    Fields in `dates` hold dates.
    """

    def __init__(self, screen: Screen, name: str, fields: Sequence[str], about: int = 0, dates: Sequence[str] = ()):
        self.screen, self.name, self.fields, self.about, self.dates = screen, name, fields, about, dates
        self._complained: set[int] = set()
        if self.value("is_over") and self.value("result") is None:
            self._forget()
        if state.picked(self.key("token")) is None:
            self._read()
        self._fill()

    def key(self, field: str) -> str:
        return f"{self.name}:{self.about}:{field}"

    def field(self, field: str) -> dict[str, Any]:
        """The arguments of a widget that keeps its own words."""
        return {"key": self.key(field), "on_change": self.keep, "args": (field,)}

    def choice(self, field: str, options: Sequence[Any]) -> dict[str, Any]:
        """As `field`, for a widget with options; what is no longer among them is forgotten."""
        chosen = self.value(field)
        kept = [one for one in chosen if one in options] if isinstance(chosen, list) else chosen
        if kept != chosen:
            state.pick(self.key(field), kept)
        elif chosen is not None and not isinstance(chosen, list) and chosen not in options:
            state.drop(self.key(field))
        return {"options": options, **self.field(field)}

    def uploads(self, field: str) -> dict[str, Any]:
        """The arguments of an uploader: its files stay until the form is sent; the draft holds their number only."""
        return {"key": self._upload_key(field), "on_change": self._keep_count, "args": (field,)}

    def lost(self, field: str) -> int:
        """How many files had been chosen before the page was opened anew: a browser does not keep them."""
        return 0 if self.files(field) else self.value(field) or 0

    def files(self, field: str) -> tuple[bytes, ...]:
        found = state.picked(self._upload_key(field)) or []
        return tuple(file.getvalue() for file in (found if isinstance(found, list) else [found]))

    def value(self, field: str, default: Any = None) -> Any:
        return state.picked(self.key(field), default)

    def kept(self, field: str) -> Any:
        """What `field` held before the change under way."""
        return state.picked(self.key("values")).get(field)

    def put(self, field: str, value: Any) -> None:
        """Set a field before it is drawn, or from its own callback; the draft has it with the next change."""
        state.pick(self.key(field), value)
        self._note(field, value)

    def propose(self, field: str, value: Any) -> None:
        """Fill a field that nobody has touched with what is known anyway."""
        if field not in state.picked(self.key("values")):
            state.pick(self.key(field), value)
            self._note(field, value)

    def keep(self, field: str) -> None:
        """Write what the fields hold; called when `field` has changed."""
        self._blame(error for error in self._errors() if error.field != field)
        self._note(field, self.value(field))
        try:
            with self.screen.writing() as ctx:
                drafts.save_draft(ctx, self.name, state.picked(self.key("values")), self.about)
        except AppError as error:
            self._blame([error])

    def send(self, call: Callable[[Context, str], Any]) -> None:
        """A button's `on_click`: `call(ctx, token)` and the end of the draft in one transaction.

        What comes back is kept for `sent`; an error for `complain`, and with it everything typed.
        """
        token, is_second_click = self.value("token"), self.value("sending") == self.value("token")
        state.pick(self.key("sending"), token)
        try:
            with self.screen.writing() as ctx:
                if not is_second_click:
                    self._check_token(ctx, token)
                result = call(ctx, token)
                drafts.discard_draft(ctx, self.name, self.about)
        except AppError as error:
            state.drop(self.key("sending"))
            self._blame(error.errors if isinstance(error, InvalidForm) else [error])
            return
        state.pick(self.key("result"), result)

    def sent(self) -> Any:
        """What `send` brought, once; None when nothing was sent. Ask before drawing, and lead on to the receipt."""
        result = state.drop(self.key("result"))
        if result is not None:
            state.pick(self.key("is_over"), True)
        return result

    def complain(self, *fields: str) -> None:
        """The errors of the last try that are about one of `fields`."""
        for error in self._errors():
            if error.field in fields:
                self._complained.add(id(error))
                show_error(error)

    def complain_of_rest(self) -> None:
        """The errors of the last try that no field has shown."""
        for error in self._errors():
            if id(error) not in self._complained:
                show_error(error)

    def abandon(self) -> None:
        """A button's `on_click`: forget what was typed."""
        with self.screen.writing() as ctx:
            drafts.discard_draft(ctx, self.name, self.about)
        self._forget()

    def faults(self) -> int:
        """How many errors the last try had."""
        return len(self._errors())

    def _errors(self) -> Sequence[AppError]:
        return state.picked(self.key("errors"), ())

    def _blame(self, errors: Iterable[AppError]) -> None:
        state.pick(self.key("errors"), tuple(errors))

    def _keep_count(self, field: str) -> None:
        self.put(field, len(self.files(field)))
        self.keep(field)

    def _upload_key(self, field: str) -> str:
        return f"{self.key(field)}:{self.value('begun_with')}"

    def _check_token(self, ctx: Context, token: str) -> None:
        """Sent from another window meanwhile, this token would find that record, and these words would be lost."""
        kept = drafts.load_draft(ctx, self.name, self.about)
        if kept.token != token:
            state.drop(self.key("token"))
            raise Conflict("sent_elsewhere")

    def _note(self, field: str, value: Any) -> None:
        plain = value.isoformat() if isinstance(value, dt.date) else value
        state.pick(self.key("values"), {**state.picked(self.key("values")), field: plain})

    def _read(self) -> None:
        with self.screen.writing() as ctx:
            draft = drafts.load_draft(ctx, self.name, self.about)
        state.pick(self.key("token"), draft.token)
        if state.picked(self.key("begun_with")) is None:
            state.pick(self.key("begun_with"), draft.token)
            state.pick(self.key("values"), {name: draft.values[name] for name in self.fields if name in draft.values})

    def _fill(self) -> None:
        for field, value in state.picked(self.key("values")).items():
            if value is not None and self.value(field) is None:
                is_date = field in self.dates and isinstance(value, str)
                state.pick(self.key(field), dt.date.fromisoformat(value) if is_date else value)

    def _forget(self) -> None:
        for field in (*self.fields, "token", "begun_with", "values", "sending", "is_over", "errors"):
            state.drop(self.key(field))
