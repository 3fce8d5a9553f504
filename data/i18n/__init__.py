"""Words in two languages: Chinese in the code, English in `en/*.po` (read at start, no build step)."""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("zh", "en")
LOCALES = {"zh": "zh_CN", "en": "en_GB"}
CATALOGUES = Path(__file__).parent / "en"
_language: ContextVar[str] = ContextVar("language", default="zh")


@cache
def translations(lang: str) -> gettext.NullTranslations:
    """The catalogue of `lang`: all fragments of `en/` merged, or the Chinese source itself."""
    if lang != "en":
        return gettext.NullTranslations()
    merged = Catalog(locale="en")
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id:
                    merged[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def set_language(lang: str) -> None:
    """The language of this thread or task from here on."""
    _language.set(lang if lang in LANGUAGES else "zh")


def language() -> str:
    return _language.get()


@contextmanager
def in_language(lang: str) -> Iterator[None]:
    token = _language.set(lang)
    try:
        yield
    finally:
        _language.reset(token)


def _(text: str) -> str:
    """`text` in the current language."""
    return translations(language()).gettext(text) if text else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """As gettext's ngettext; both forms are the same Chinese sentence, English has two."""
    return translations(language()).ngettext(singular, plural, n)


def N_(text: str) -> str:
    """Mark a string that is translated where it is shown."""
    return text
