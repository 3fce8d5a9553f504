"""One sentence per error code: what happened, then what to do."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_skeleton

from data.domain.errors import AppError
from data.domain.slots import Slot
from data.domain.worktime import BEIJING
from data.i18n import LOCALES, N_, _, in_language, language
from data.i18n.api_errors import API_SENTENCES
from data.i18n.board_errors import BOARD_SENTENCES, MOVED
from data.i18n.desk_errors import DESK_SENTENCES
from data.i18n.file_errors import FILE_SENTENCES
from data.i18n.identity_errors import IDENTITY_SENTENCES
from data.i18n.import_errors import IMPORT_SENTENCES
from data.i18n.period_errors import PERIOD_SENTENCES
from data.i18n.place_errors import PLACE_SENTENCES
from data.i18n.public_errors import PUBLIC_SENTENCES
from data.i18n.reason_sentences import RULES
from data.i18n.record_errors import RECORD_SENTENCES
from data.i18n.register_errors import REGISTER_SENTENCES
from data.i18n.slots import slot_words
from data.i18n.visit_errors import VISIT_SENTENCES
from data.i18n.word_errors import WORD_SENTENCES
from data.i18n.workbook_errors import WORKBOOK_SENTENCES

SENTENCES: dict[str, str] = {
    **API_SENTENCES,
    **BOARD_SENTENCES,
    **DESK_SENTENCES,
    **FILE_SENTENCES,
    **IDENTITY_SENTENCES,
    **IMPORT_SENTENCES,
    **PERIOD_SENTENCES,
    **PLACE_SENTENCES,
    **PUBLIC_SENTENCES,
    **RECORD_SENTENCES,
    **REGISTER_SENTENCES,
    **VISIT_SENTENCES,
    **WORD_SENTENCES,
    **WORKBOOK_SENTENCES,
    "sign_in_first": N_("请先登录。"),
    "too_many_tries": N_("试得太多了，请过{minutes}分钟再来。"),
    "account_closed": N_("这个账号停用了，请找科技局。"),
    "password_short": N_("密码太短，至少{least}个字符。"),
    "password_long": N_("密码太长，最多{most}个字符。"),
    "sent_elsewhere": N_("这张表刚才在别的窗口交过了，那一件收到了。要是另一件事，请再点一次。"),
    "setup_done": N_("管理员已经设立过了，请直接登录。"),
    "setup_token_wrong": N_("一次性口令不对，请看启动程序的窗口里最后一次打印的那一个。"),
}


def sentence(error: AppError, lang: str) -> str:
    """The sentence of `error` in `lang`, its placeholders filled; moments in Beijing time, rules in words."""
    with in_language(lang):
        params = {name: _words(name, value) for name, value in error.params.items()}
        return _(SENTENCES[error.code]).format(**params)


def _words(name: str, value: object) -> object:
    if name == "rule":
        return _(RULES[str(value)])
    if name == "moved":
        return _("；").join(_(MOVED[str(part)]) for part in value)
    if isinstance(value, Slot):
        return slot_words(value, _day(value.day))
    if isinstance(value, tuple):
        return _("、").join(map(str, value))
    if isinstance(value, dt.datetime):
        local = value.astimezone(BEIJING)
        return f"{_day(local.date())}{', ' if language() == 'en' else ''}{local:%H:%M}"
    return _day(value) if isinstance(value, dt.date) else value


def _day(day: dt.date) -> str:
    return format_skeleton("MMMd", day, locale=LOCALES[language()])
