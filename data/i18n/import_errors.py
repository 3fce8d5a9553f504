"""Sentences for lists that come in: what cannot be done with one, and what to do instead."""

from data.i18n import N_

IMPORT_SENTENCES: dict[str, str] = {
    "import_kind": N_("没有「{value}」这一种表。请从上面选一种。"),
    "import_unknown": N_("没有这次导入，或者不归您看。请回到导入的列表再点一次。"),
    "import_changed": N_("您打开以后，有人动过这份表。请刷新，看看现在到哪一步了。"),
    "import_closed": N_("这份表现在做不了这一步：已经写入、撤回或者收起来了。请刷新页面。"),
    "import_nothing": N_("没有可以写入的行。请先改好退回的，或者认一认像是重了的。"),
    "import_looks_doubled": N_(
        "没有写入：{rows}行里有{count}行像是重了，名册里或前面的行已经有。请看看是不是传过；确实要写，请勾上「看过了」再写入。"
    ),
    "import_register_changed": N_("核对以后又有人添过：有{count}行已经有了。请再核对一遍。"),
    "import_row_fault": N_("「{sheet}」第{row}行现在不能写入了，可能地方或代码改过。请再核对一遍。"),
    "import_record_gone": N_("「{sheet}」第{row}行认作的那一份，后来撤回、停用了，或者不归您改。请再核对一遍。"),
    "import_built_on": N_("整批撤不回：{names}后来已经用上了，或者有人改过、认过。请先处理这几个，或者一份一份改。"),
    "import_missing": N_("这一项没写，名册里不能缺。请在表里补上，或者在「认列」那一步统一填。"),
    "import_expert_unknown": N_("名册里没有叫「{value}」的专家。请先导入专家，再核对一遍；要是写错了，请改名字。"),
    "import_expert_several": N_("名册里有{count}位叫「{value}」的，不知道是哪一位。请把这一次在专家那里补记。"),
    "import_question_closed": N_("这一件已经办结，不再收进来；原话留在您的表里。只收还没办完的。"),
    "import_place_missing": N_("没有写在哪里服务。请补上苏木镇或嘎查村。"),
    "record_no_unknown": N_("名册里没有这个编号，可能改过，或者那一份停用了。请改回原来的；要是新添的，请删掉编号。"),
    "column_twice": N_("「{value}」和另一列认成了同一样。请改一列，或者选「不要」。"),
    "import_target": N_("请选好是哪一次培训、哪个项目或者哪个村；一份名单只能是一处的。"),
    "import_field": N_("「{value}」不能认成这一样。请另选。"),
    "title_unknown": N_("「{value}」看不出是哪一级职称。请写成高级农艺师、兽医师、初级、乡土人才这样。"),
    "batch_is_import": N_("这一批是导入的。请到「导入」里整批撤回。"),
}
