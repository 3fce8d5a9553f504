"""Sentences for the register: fields, versions, batches."""

from data.i18n import N_

REGISTER_SENTENCES: dict[str, str] = {
    "form_faults": N_("有{count}处要改，写在各处下面。填的都还在。"),
    "field_missing": N_("这里要填。"),
    "number_unreadable": N_("「{value}」不是整数。请只填数字。"),
    "number_range": N_("这个数要在{least}到{most}之间。请改一下。"),
    "day_unreadable": N_("「{value}」不是日期。请写成2026-04-09这样。"),
    "yearly_unreadable": N_("「{value}」不是几月几日。请写成3月15日这样。"),
    "choice_unknown": N_("没有「{value}」这一项。请从列表里选。"),
    "word_long": N_("「{value}」太长，一个词最多{longest}个字。请缩短一些。"),
    "word_twice": N_("「{value}」写了两次。请去掉一个。"),
    "too_many_words": N_("写得太多，最多{most}个词。请留下要紧的。"),
    "link_unknown": N_("选的已经停用了，或者不归您看。请另选一个。"),
    "link_to_itself": N_("不能选自己。请另选一个。"),
    "span_backwards": N_("到{last}结束，比开始的{first}还早。请改一下。"),
    "posting_clash": N_("「{group}」同一时间只能派驻一处，{one}起的和{other}起的重在一起了。请改日子，或者去掉一处。"),
    "leader_missing": N_("团队要有团长。请选一位。"),
    "record_twice": N_("已经有一位在用的和这里写的一样。请先搜一下，不要建两份。"),
    "out_of_your_area": N_("这个地方不归您管，存不下。请选您管的地方，或者请旗里改。"),
    "field_not_yours": N_("这一项由科技局改。要改的话请打电话告诉科技局。"),
    "record_changed": N_("您打开以后，有人先改过了。您填的都还在，请看下面两边的写法再存。"),
    "record_retired": N_("这一份已经停用了。要改的话先重新启用。"),
    "record_in_use": N_("这一份正在用着，不用重新启用。"),
    "row_out_of_reach": N_("这一行停用了，或者不归您改。请去掉它。"),
    "row_changed_meanwhile": N_("您打开表以后，有人改过这一行。请刷新再改它。"),
    "batch_long": N_("一次最多改{most}行。请分几次。"),
    "batch_changed_since": N_("整批撤不回：{names}后来又改过或者停用了。请一份一份改回去。"),
    "batch_undone": N_("这一批已经撤回过，或者它本身就是一次撤回。"),
    "batch_unknown": N_("没有这一批，或者不归您管。请刷新页面。"),
    "sending_unit_unknown": N_("没有这个单位，或者不归您看。请从列表里选。"),
}
