"""Sentences about a workbook that comes in: why it is refused, what is wrong with a row, and what to do."""

from data.i18n import N_

WORKBOOK_SENTENCES: dict[str, str] = {
    "workbook_empty": N_("文件是空的，一个字也没有。请看看是不是拿错了文件。"),
    "workbook_no_rows": N_("只有表头，没有数据行。请填好再交，或者看看是不是拿错了文件。"),
    "workbook_no_header": N_("找不到表头。表头要占一行，写着{columns}这样的列名。请补上表头行再交。"),
    "workbook_missing_column": N_(
        "工作表「{sheet}」少了必须有的列：{columns}。请补上这一列；要是叫别的名字，请改成这个名字。"
    ),
    "workbook_duplicate_heading": N_(
        "工作表「{sheet}」里列名「{column}」出现了两次，不知道用哪一列。请删掉一列，或者改名。"
    ),
    "workbook_wrong_format": N_("这不是Excel表格，也不是CSV。请用Excel或WPS打开，另存为.xlsx再交。"),
    "workbook_corrupt": N_("文件坏了，读不完整，可能没传完。请在自己的电脑上打开看看，另存一份再交。"),
    "workbook_encrypted": N_("文件有密码。请去掉密码，另存一份再交。"),
    "workbook_encoding": N_("文字读出来是乱码。请用Excel或WPS打开，另存为.xlsx再交。"),
    "workbook_unsafe": N_("文件里有会伤到电脑的内容，不能打开。请新建一个空表，把数据只按值粘贴过去再交。"),
    "workbook_macros": N_("文件带宏。请另存为不带宏的.xlsx再交。"),
    "workbook_too_large": N_("文件太大，或者行、列太多。请删掉没用的行、列和工作表，或者分成几份再交。"),
    "workbook_formula_no_value": N_("每一行都有没算过的公式。请用Excel或WPS打开，保存一次再交。"),
    "workbook_not_found": N_("打不开文件{file}。请看看路径写对了没有。"),
    "workbook_no_database": N_("打不开数据库：{detail}。请看看地址，或者先运行 python3 -m data migrate。"),
    "workbook_row_missing_required": N_("「{column}」是空的，这一项必须填。"),
    "workbook_row_missing_place": N_("没有写在哪个苏木镇、哪个嘎查村。至少写一样。"),
    "workbook_row_unknown_kind": N_("没有「{value}」这一类。请从这几样里挑：{known}。"),
    "workbook_row_too_long": N_("「{column}」有{count}个字，最多{longest}个字。请缩短。"),
    "workbook_row_bad_phone": N_("「{value}」不是完整的电话号码。手机填11位，座机带区号，两个号码用斜线隔开。"),
    "workbook_row_bad_date": N_("「{value}」不是能用的日期。请写成2024-03-05这样，不能晚于今天。"),
    "workbook_row_bad_number": N_("「{value}」不是一个数。请只填一个数字，人和牲畜要填整数。"),
    "workbook_row_negative_number": N_("「{value}」小于零。请查一下。"),
    "workbook_row_ruined_id": N_(
        "「{value}」的后几位被Excel改成了零，找不回来了。请把这一列设成文本，对着证件重新填。"
    ),
    "workbook_row_bad_id": N_("「{value}」的位数、字母或者生日不对。请对着证件重新填18位。"),
    "workbook_row_bad_checksum": N_("「{value}」的最后一位对不上，里面有一位错了。请对着证件重新填。"),
    "workbook_row_unknown_place": N_("本旗县没有「{value}」。请查一下名字。"),
    "workbook_row_unknown_place_close": N_("本旗县没有「{value}」，是不是「{close}」？请改好。"),
    "workbook_row_ambiguous_place": N_("「{value}」不止一个：{towns}都有。请写上苏木镇。"),
    "workbook_row_place_mismatch": N_("「{value}」不在这个苏木镇，在{towns}。请查一下哪个对。"),
    "workbook_row_duplicate_in_file": N_("和「{sheet}」第{row}行重了。请删掉一行，或者改正。"),
    "workbook_row_error_cell": N_("这一格是公式出的错：{value}。请改成正确的值。"),
    "workbook_row_formula_no_value": N_("这一格的公式没有算过。请用Excel打开，保存一次，或者直接填值。"),
    "workbook_row_bad_encoding": N_("这一行有读不出的字，或者格数比表头多。请对照原文重新填这一行。"),
    "workbook_row_like_earlier": N_("可能和「{sheet}」第{row}行是同一个。请看一看：是同一个就删掉一行，不是就都留下。"),
    "workbook_row_like_register": N_("可能和库里的「{name}」是同一个。请看一看。"),
}
