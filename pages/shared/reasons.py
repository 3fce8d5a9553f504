"""Reasons of a recommendation as sentences: codes become words of the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from data.domain.places import county_of
from data.i18n import N_, _, language
from data.i18n.reasons import sentence
from data.queries.taxonomy import code_names
from data.register.languages import LANGUAGES
from data.services.context import Context
from data.services.engines import text_engine
from pages.shared.formats import day

Names = Callable[[str, str], str]
LICENCES = {"vet": N_("执业兽医师资格"), "vet_rural": N_("乡村兽医资格")}
WRITTEN_SMALL = {"problem_type", "industry", "date"}


class Coded(Protocol):
    """A reason: kind plus, minus, no or step, and what its sentence is made of."""

    @property
    def kind(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def params(self) -> Mapping[str, Any]: ...


class Teller:
    """Tells reasons in the language of this run; reads the code lists once."""

    def __init__(self, ctx: Context):
        self._words = code_names(ctx)
        self._lexicon = text_engine(ctx, county_of(ctx.actor.area_code)).lexicon
        self._today = ctx.today

    def tell(self, reason: Coded) -> str:
        told = sentence(reason.code, reason.params, _, self._within)
        return told[:1].upper() + told[1:]

    def _within(self, kind: str, code: str) -> str:
        """As `name`, within a sentence: English writes problem types and industries small there."""
        words = self.name(kind, code)
        is_small = kind in WRITTEN_SMALL and words[1:2].islower()
        return words[:1].lower() + words[1:] if is_small else words

    def rows(self, reasons: Iterable[Coded]) -> list[tuple[str, str]]:
        """For `components.reason_list`; all that would make first in one row, the last."""
        told = list(reasons)
        ways = [reason for reason in told if reason.kind == "change"]
        rows = [(reason.kind, self.tell(reason)) for reason in told if reason.kind != "change"]
        return [*rows, ("change", self._ways(ways))] if ways else rows

    def _ways(self, ways: Sequence[Coded]) -> str:
        """The changes that would each be enough; for somebody not proposed, the rank that one would give."""
        if ways[0].code.startswith("RANK"):
            return self.tell(ways[0])
        each = (sentence(way.code, way.params, _, self._within) for way in ways)
        return _("要排第一：{ways}").format(ways=_("，或者").join(each))

    def name(self, kind: str, code: str) -> str:
        """The words for a code; a code nobody knows stands for itself."""
        match kind:
            case "date":
                return day(dt.date.fromisoformat(code), self._today)
            case "crop" | "concept":
                return self._of_lexicon(code)
            case "language":
                return _(LANGUAGES[code]) if code in LANGUAGES else code
            case "licence":
                return _(LICENCES[code]) if code in LICENCES else code
            case _:
                return self._words.get((kind, str(code)), str(code))

    def _of_lexicon(self, name: str) -> str:
        return self._lexicon.english(name) or name if language() == "en" else name
