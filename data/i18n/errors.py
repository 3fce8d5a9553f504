"""One sentence per error code: what happened, then what to do."""

from __future__ import annotations

from data.domain.errors import AppError
from data.i18n import N_, _, in_language
from data.i18n.file_errors import FILE_SENTENCES
from data.i18n.visit_errors import VISIT_SENTENCES

SENTENCES: dict[str, str] = {
    **FILE_SENTENCES,
    **VISIT_SENTENCES,
    "sign_in_first": N_("请先登录。"),
    "too_many_tries": N_("试得太多了，请过{minutes}分钟再来。"),
    "account_closed": N_("这个账号停用了，请找科技局。"),
    "password_short": N_("密码太短，至少{least}个字符。"),
    "password_long": N_("密码太长，最多{most}个字符。"),
    "setup_done": N_("管理员已经设立过了，请直接登录。"),
    "setup_token_wrong": N_("一次性口令不对，请看启动程序的窗口里最后一次打印的那一个。"),
}


def sentence(error: AppError, lang: str) -> str:
    """The sentence of `error` in `lang`, its placeholders filled."""
    with in_language(lang):
        return _(SENTENCES[error.code]).format(**error.params)
