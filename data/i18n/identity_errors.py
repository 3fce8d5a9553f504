"""Sentences for what can go wrong when somebody decides who is the same person."""

from data.i18n import N_

IDENTITY_SENTENCES: dict[str, str] = {
    "pair_unknown": N_("没有这一对，或者它不归您认。请回到列表再点一次。"),
    "pair_decided": N_("这一对{who}{at}认过了。要改，先在「认过的」里撤回。"),
    "pair_changed": N_("刚才有人动过这一对。页面已经换成新的，请看一眼再认。"),
    "pair_contradicts": N_("{one}和{other}已经认定是两个人，不能又连成一个人。认错了就先在「认过的」里撤回。"),
    "pair_joined": N_("这两条经别的记录已经认成一个人了，不能又说是两个人。先在「认过的」里撤回中间那一对。"),
    "sample_empty": N_("现在没有可抽的对。先在全部名册里找一遍。"),
    "mostly_duplicates": N_(
        "{records}条记录只像{people}个人，一大半是重的，多半是同一份名单进了两遍。先停下了，什么也没改。"
    ),
}
