"""Sentences for those who write programs against the HTTP door."""

from __future__ import annotations

from data.i18n import N_

API_SENTENCES: dict[str, str] = {
    "json_expected": N_("内容要是一个 JSON 对象，Content-Type 写 application/json。"),
    "key_missing": N_("请求头 Idempotency-Key 要填，{least}到{most}个字符；重发时用同一个。"),
    "field_unknown": N_("没有这一栏。能写的有：{known}。"),
    "object_expected": N_("这一栏要填一个 JSON 对象，代码对文字。"),
    "text_expected": N_("这一栏要填文字。"),
    "body_too_long": N_("内容太大，最多{most}KB。请写短些再发。"),
    "key_used": N_(
        "这个 Idempotency-Key 已经用过，收到的是编号{number}，和这次的内容不一样，这次的没有收。"
        "要是另一件事，请换一个 Idempotency-Key 再发。"
    ),
}
