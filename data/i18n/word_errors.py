"""Sentences about the words of a county."""

from __future__ import annotations

from data.i18n import N_

WORD_SENTENCES = {
    "word_name_missing": N_("请写书面名称。"),
    "word_name_short": N_("「{value}」只有一个字，到处都会碰上。请写两个字以上的名称。"),
    "word_name_long": N_("「{value}」太长：名称最多20个字，不要把整句话当作名称。"),
    "word_kind_unknown": N_("请选它是哪一类。"),
    "word_industry_unknown": N_("产业「{value}」不认识，请从表里选。"),
    "word_type_unknown": N_("问题类型「{value}」不认识，请从表里选。"),
    "word_broader_unknown": N_("词库里没有「{value}」这个上级：请先加上级，或者留空。"),
    "word_many_names": N_("俗名最多{most}个，再多的请另加一条。"),
    "word_known": N_("旗里已经加过「{name}」。要加俗名，先停用那一条，再连俗名一起加。"),
    "word_unknown": N_("没有这个词，可能别人刚停用。请刷新页面。"),
}
