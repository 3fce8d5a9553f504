"""Why two records are one person's or not, in words a clerk reads."""

from __future__ import annotations

import numpy as np

from matching.identity.levels import LEVELS, MISSING

WORDS = {
    "name_same": "姓名相同", "name_sound": "姓名同音", "name_near": "姓名音近", "name_no_surname": "名相同、一处缺姓",
    "name_swapped": "姓与名颠倒", "name_one_character": "姓名差一字", "name_given_only": "名相同、姓不同",
    "name_surname_only": "同姓、名不同", "name_different": "姓名不同",
    "mongolian_same": "蒙古族姓名相同", "mongolian_sound": "蒙古族姓名同音",
    "mongolian_near": "蒙古族姓名写法不同、音近",
    "mongolian_clan": "蒙古族姓名相同、一处带汉姓", "mongolian_one_character": "蒙古族姓名差一字",
    "mongolian_different": "蒙古族姓名不同",
    "title_agrees": "一处只写称呼、姓相符", "title_differs": "一处只写称呼、姓不符",
    "phone_same": "电话相同", "phone_slip": "电话差一位", "phone_different": "电话不同",
    "id_same": "身份证号相同", "id_slip": "身份证号差一位", "id_different": "身份证号不同",
    "id_broken_same": "身份证号相同（校验不符）", "id_broken_slip": "身份证号差一位、一处校验不符",
    "id_broken_different": "身份证号不同、一处校验不符",
    "id_start_same": "身份证号前十五位相同", "id_start_different": "身份证号前十五位不同",
    "date_same": "生日相同", "date_lunar": "生日农历公历相合", "date_slip": "生日差一处",
    "date_same_month": "生日同年、月或日相同",
    "date_same_year": "同年生、月日不同", "date_next_year": "生年差一岁", "date_near": "生年差三岁以内",
    "date_far": "生日相差大",
    "month_same": "出生年月相同", "month_same_year": "同年生、月不同", "month_slip": "出生年月差一处",
    "month_near": "生年差三岁以内",
    "month_far": "出生年月相差大", "year_same": "同年生", "year_next": "生年差一岁", "year_near": "生年差三岁以内",
    "year_far": "生年相差大", "age_same": "年龄相符", "age_fits": "年龄大致相符", "age_nearly": "年龄差几岁",
    "age_far": "年龄相差大",
    "village_same": "同村", "village_linked": "同村（村码已变更）", "village_same_town": "同镇不同村",
    "village_same_county": "同旗县不同镇",
    "village_different": "不同旗县", "town_same": "同镇（一处未写村）", "town_same_county": "同旗县不同镇",
    "town_different": "不同旗县",
    "household_same": "同户", "household_linked": "两户有他人相连", "household_different": "不同户",
}
THROUGH_OTHERS = "经同一人的其他记录相连"
NATS_TO_BITS = 1 / np.log(2)


def coded(levels: np.ndarray, ratios: np.ndarray) -> list[tuple[str, str, float]]:
    """(field, code of the level, bits for (+) or against (-) one person) of each field that says something, bits to a
    tenth; levels and ratios as in `explain`."""
    return [
        (LEVELS[level].field, LEVELS[level].name, round(ratio * float(NATS_TO_BITS), 1))
        for level, ratio in zip(levels.tolist(), ratios.tolist(), strict=True) if level != MISSING
    ]


def explain(levels: np.ndarray, ratios: np.ndarray) -> str:
    """One sentence for a pair: each field that says something, with its weight in bits for (+) or against (-) being
    one person's. `levels`, `ratios`: (fields,), ratios as natural logarithms."""
    known = [(LEVELS[level].name, ratio) for level, ratio in zip(levels, ratios, strict=True) if level != MISSING]
    words = [f"{WORDS[name]}（{ratio * NATS_TO_BITS:+.1f}）" for name, ratio in known]
    return "；".join(words if sum(ratio for _, ratio in known) > 0 else [*words, THROUGH_OTHERS])
