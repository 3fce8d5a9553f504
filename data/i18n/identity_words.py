"""What the engine found field by field, in words: one for each level that the register's fields can come to."""

from data.i18n import N_

EVIDENCE_WORDS: dict[str, str] = {
    "name_same": N_("一样"), "name_sound": N_("同音"), "name_near": N_("音近"),
    "name_no_surname": N_("名一样，一处缺姓"),
    "name_swapped": N_("姓和名颠倒"), "name_one_character": N_("差一个字"), "name_given_only": N_("名一样，姓不同"),
    "name_surname_only": N_("同姓，名不同"), "name_different": N_("不同"),
    "mongolian_same": N_("一样"), "mongolian_sound": N_("同音"), "mongolian_near": N_("写法不同，音近"),
    "mongolian_clan": N_("名一样，一处带汉姓"), "mongolian_one_character": N_("差一个字"),
    "mongolian_different": N_("不同"),
    "title_agrees": N_("一处只写称呼，姓对得上"), "title_differs": N_("一处只写称呼，姓对不上"),
    "phone_same": N_("一样"), "phone_slip": N_("差一位"), "phone_different": N_("不同"),
    "id_same": N_("一样"), "id_different": N_("不同"),
    "id_broken_same": N_("一样，但号码本身有错"), "id_broken_different": N_("不同，一处号码有错"),
    "year_same": N_("一样"), "year_next": N_("差一岁"), "year_near": N_("差三岁以内"), "year_far": N_("差得多"),
    "village_same": N_("同村"), "village_linked": N_("同村，村换过代码"), "village_same_town": N_("同镇不同村"),
    "village_same_county": N_("同旗县不同镇"), "village_different": N_("不同旗县"),
    "town_same": N_("同镇，一处没写村"), "town_same_county": N_("同旗县不同镇"), "town_different": N_("不同旗县"),
    "household_same": N_("同户"), "household_linked": N_("两户还有别人相同"), "household_different": N_("不同户"),
}
