"""Sentences for what can go wrong when places are edited or changed."""

from data.i18n import N_

PLACE_SENTENCES: dict[str, str] = {
    "place_gone": N_("{name}已经并入或改成{now}。请选{now}。"),
    "place_not_living": N_("{name}已经不在了，不能再变更。请从现有的地方里选。"),
    "place_twice": N_("同一个地方选了两次，或者还没选。请再选一遍。"),
    "place_levels": N_("要么都是苏木镇，要么都是嘎查村，不能混着来。请再选一遍。"),
    "merge_needs_two": N_("合并要两个以上的地方并成一个。请再选一个。"),
    "split_needs_two": N_("拆分要把一个地方分成两个以上。请再加一个。"),
    "split_keeps_first": N_("原来的地方要是还在，就排在第一个：没说去哪里的都留在那里。"),
    "rename_needs_name": N_("名字、种类、代码都和原来一样。请改一样。"),
    "move_needs_town": N_("只有嘎查村能划到别的苏木镇，而且要换一个苏木镇。请再选一遍。"),
    "decisions_elsewhere": N_("有的户分到了拆出来的几个地方以外。请再选一遍。"),
    "place_kind": N_("这种叫法不适合这一级。请从列表里选。"),
    "place_codes_full": N_("这个苏木镇下面的代码用完了。请先问统计局。"),
    "place_code_parent": N_("代码{value}要以所在苏木镇（或者旗县）的代码开头，那个苏木镇还得在。请改一下。"),
    "place_code_taken": N_("代码{value}已经用过了。一个代码只能用一次，请换一个。"),
    "place_name_taken": N_("同一个苏木镇（或者旗县）里已经有{name}了。请换一个名字。"),
    "villages_left": N_("还有{count}个嘎查村没说去哪里，第一个是{name}。请给每个都填上新代码。"),
    "carried_elsewhere": N_("{name}不在这次变更的苏木镇下面，或者新代码不在新的苏木镇下面。请改一下。"),
    "change_in_future": N_("{day}还没到。请到那一天再登记。"),
    "change_before_last": N_("这些地方{day}还变更过一次，新的变更不能早于那一天。请改日期。"),
    "places_changed": N_("{who}{at}刚变更过地方。页面已经换成新的，请看一眼再做。"),
    "change_unknown": N_("没有这次变更，或者它不归您管。请回到列表再点一次。"),
    "change_undone": N_("这次变更已经撤回了，不用再撤。"),
    "change_not_last": N_("这些地方{day}又变更过。请先撤回后面那一次。"),
}
