"""One tree of errors. Each carries a code; `data/i18n/errors.py` holds its sentence per language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self


class AppError(Exception):
    """Something a person can mend or must know.

    `code` names the sentence, `subject_id` the record concerned (None when there is none),
    `params` fill the sentence's placeholders. `field` names the form field, if one is to blame.
    """

    def __init__(self, code: str, subject_id: object = None, *, field: str | None = None, **params: object):
        super().__init__(code)
        self.code = code
        self.subject_id = subject_id
        self.field = field
        self.params = params

    def at(self, field: str | None, subject_id: object = None, **params: object) -> Self:
        """The same error, said of another field or record; `params` are added."""
        return type(self)(self.code, subject_id, field=field, **{**self.params, **params})

    @classmethod
    def again(cls, code: str, params: Mapping[str, object]) -> Self:
        """An error that was written down by its code and parameters."""
        return cls(code, **params)

    def __str__(self) -> str:
        about = "" if self.subject_id is None else f" [{self.subject_id}]"
        return f"{self.code}{about} {self.params or ''}".strip()


class InvalidInput(AppError, ValueError):
    """A field holds something that cannot be taken; the user can mend it."""


class InvalidForm(InvalidInput):
    """Several things in one form are to be mended; `errors` holds one InvalidInput for each."""

    def __init__(self, errors: Iterable[InvalidInput]):
        self.errors = tuple(errors)
        super().__init__("form_faults", count=len(self.errors))


class NotAllowed(AppError):
    """The actor may not do or see this."""


class NotFound(AppError):
    """No such record, or none that the actor may know of."""


class Conflict(AppError):
    """Somebody else was first, or the record's state forbids the step."""


class Refused(AppError):
    """A rule of the trade forbids it (throttle, size, licence)."""
