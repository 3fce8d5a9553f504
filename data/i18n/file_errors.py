"""Sentences for a malformed county file or code list: which file, which line, what to do."""

from data.i18n import N_

FILE_SENTENCES: dict[str, str] = {
    "county_file_missing": N_("找不到文件{file}。请把它放进文件夹{folder}。"),
    "county_file_not_readable": N_("{file}第{row}行读不出来。请用UTF-8编码重新保存，再看看这一行的引号和括号。"),
    "county_file_column_missing": N_("{file}第{row}行少了「{column}」这一列。请补上这个列名。"),
    "county_file_column_unknown": N_("{file}第{row}行的「{column}」没人认得。请对照说明改名，或者删掉。"),
    "county_file_cell_count": N_("{file}第{row}行的格数不对。请对照表头，多的删、少的补。"),
    "county_file_empty": N_("{file}第{row}行的「{column}」是空的。请填上。"),
    "county_file_blanks": N_("{file}第{row}行的「{column}」前后有空格，或者分号之间是空的：{value}。请删掉。"),
    "county_file_too_long": N_("{file}第{row}行的「{column}」太长。请缩到80个字以内。"),
    "county_file_wrong_form": N_("{file}第{row}行的「{column}」写法不对：{value}。请照说明里的例子写。"),
    "county_file_digits": N_(
        "{file}第{row}行的「{column}」不是区划代码：{value}。市4位、旗县6位、苏木镇9位、嘎查村12位，全是数字。"
    ),
    "county_file_duplicate": N_("{file}第{row}行的「{column}」和前面重了：{value}。请留一个。"),
    "county_file_unknown_word": N_("{file}第{row}行的「{column}」不在可选的词里：{value}。请从说明里挑一个。"),
    "county_file_unknown_parent": N_("{file}第{row}行的上级代码{value}不在文件里。请补上这个上级。"),
    "county_file_parent_mismatch": N_(
        "{file}第{row}行的「{column}」和本行代码的开头对不上：{value}。上级代码要等于代码去掉最后一段。"
    ),
    "county_file_level_mismatch": N_("{file}第{row}行的「{column}」和代码的位数对不上：{value}。请对照说明改。"),
    "county_file_unknown_county": N_("{file}里没有旗县{value}。请查代码，或者补上它的行。"),
    "county_file_other_county": N_(
        "{file}第{row}行的「{column}」是{value}，和区划表里的这个旗县不一样。请查是不是放错了文件。"
    ),
    "county_file_unknown_town": N_("{file}第{row}行的{value}不是本旗县的苏木镇。请查代码。"),
    "county_file_town_without_tile": N_("{file}少了苏木镇{value}的方格。请加一段[[towns]]。"),
    "county_file_tile_clash": N_("{file}第{row}行的方格（{value}）已经有别的苏木镇。请换一格。"),
    "county_file_out_of_range": N_("{file}第{row}行的「{column}」超出了范围，或者先后不对：{value}。请对照说明改。"),
    "county_file_phone": N_("{file}第{row}行的「{column}」不是电话号码：{value}。手机填11位，座机带区号。"),
    "county_file_unknown_discipline": N_("{file}第{row}行的学科代码{value}不在disciplines.csv里。请补上或改正。"),
}
