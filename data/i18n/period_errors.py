"""Sentences for closing a period."""

from data.i18n import N_

PERIOD_SENTENCES: dict[str, str] = {
    "period_backwards": N_("最后一天在第一天前面了。请改一下。"),
    "period_not_over": N_("这段时间还没过完，不能结账。请选昨天或以前结束的。"),
    "period_closed": N_("{first}到{last}已经结过账了，和选的日子有重叠。请打开那一份；要是数变了，在那里再签一次。"),
    "period_signed": N_("刚才有人先签了一次。页面已经换成新的，请看一眼再签。"),
    "period_unchanged": N_("和签的时候一样，没有要更正的。"),
    "period_unknown": N_("没有这份结账，或者它不归您看。请从「结账」里打开。"),
    "figures_moved": N_("您看的时候数又变了。页面已经换成新的，请看一眼再签。"),
}
