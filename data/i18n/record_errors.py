"""Sentences for service records."""

from data.i18n import N_

RECORD_SENTENCES: dict[str, str] = {
    "record_ahead": N_("最后一天还没到。请选今天或以前。"),
    "record_long": N_("一份记录最多{years}年。请把日子选短一点，分几份出。"),
    "record_unknown": N_("没有这份服务记录，或者它不归您看。"),
    "record_code_wrong": N_("没有这个编码的服务记录。请对着纸上的编码再看一遍。"),
}
