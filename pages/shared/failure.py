"""What a reader sees when a screen fails: a sentence and an incident number, never a stack trace."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from data.domain.errors import AppError
from data.i18n import _, language
from data.i18n.errors import sentence
from pages.shared.formats import plain

log = logging.getLogger("desk")


def show_failure(error: BaseException) -> bool:
    """For `st.App(on_script_error=…)`: an `AppError` speaks for itself, anything else goes to the log."""
    if isinstance(error, AppError):
        st.error(plain(sentence(error, language())), icon=":material/error:")
        return True
    incident = secrets.token_hex(3)
    log.error("screen failed, incident %s", incident, exc_info=error)
    st.error(
        _("这一页没能打开，已经记下（{incident}）。填的字都还在，请再点一次；还不行，把这个编号告诉管理员。")
        .format(incident=incident),
        icon=":material/error:",
    )
    return True
