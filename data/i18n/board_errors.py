"""Sentences for what can go wrong on the board."""

from data.i18n import N_

BOARD_SENTENCES: dict[str, str] = {
    "board_unknown": N_("没有这块派单板，或者它不归您管。请刷新页面。"),
    "board_row_unknown": N_("派单板上已经没有这一项了。请刷新页面再看。"),
    "board_dispatched": N_("{who}{at}已经全部派出了。页面已经换成新的，不用再派。"),
    "board_changed": N_("{who}{at}改过派单板。页面已经换成新的，请看一眼再做。"),
    "board_moved": N_("算的时候有变动：{moved}。这一稿没有存，请点「再算一次」。"),
    "board_not_dispatched": N_("这块派单板没有派出，或者已经撤回了。请刷新页面看看。"),
    "board_to_solve": N_("有几处改了还没重算。请先点「重算」，再派出。"),
    "board_empty": N_("没有可以派出的。看看排不下的那几件怎么办。"),
    "board_row_changed": N_("{number}刚才有变动，一件都没有派出。请点「重算」，再派出。"),
    "board_undo_late": N_("派出已经超过{minutes}分钟，不能一起撤回了。请打电话跟专家说，由专家退回。"),
}

# Parts of a BoardStamp, as `board_moved` names them.
MOVED: dict[str, str] = {
    "day": N_("过了一天"),
    "problems": N_("有问题新来了、派出了或者改了"),
    "experts": N_("专家的名额、请假或者登记改了"),
    "cases": N_("有问题办完了，或者区划改了"),
    "wishes": N_("有农户点名要谁或者不要谁"),
    "conflicts": N_("有人报了利害关系或者销了"),
    "agreements": N_("三方协议改了"),
    "visits": N_("记了新的服务"),
    "engine": N_("本地的词或者推荐的权重改了"),
}
