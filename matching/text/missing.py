"""The facts a diagnostician asks for per kind of problem, and which of them a text already gives.

Fields after the plant-clinic and animal-report forms (field guide section 3.1); most useful first.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from matching.text.types import Shares

PART = 0.15
WANTED = {
    "plant_health": (
        "part", "photo", "spray_used", "share_affected", "first_seen", "variety", "irrigation", "previous_crop",
    ),
    "nutrition": ("fertiliser_used", "photo", "variety", "irrigation", "soil", "area"),
    "growing": ("variety", "stage", "area", "setting", "irrigation"),
    "weather": ("share_affected", "stage", "area", "photo", "insured", "loss_yuan"),
    "animal_health": ("head_affected", "age", "fever", "drug_used", "vaccine_used", "feed", "photo"),
    "keeping": ("head_count", "age", "feed", "breed", "setting"),
    "pasture": ("area", "head_count", "photo", "first_seen"),
    "machine": ("machine_model", "photo", "since_when", "deadline"),
    "goods": ("quantity", "deadline", "standard", "buyer", "product", "price"),
    "people": ("kind_of_unit", "members", "papers", "deadline"),
    "policy": ("which_policy", "kind_of_unit", "members", "papers", "deadline"),
    "unclear": ("subject", "what_happens"),
}
GROUP = {
    "P01": "plant_health", "P02": "plant_health", "P03": "plant_health", "P04": "nutrition", "P05": "growing",
    "P06": "growing", "P07": "growing", "P08": "growing", "P09": "growing", "P10": "weather", "P11": "animal_health",
    "P12": "animal_health", "P13": "keeping", "P14": "keeping", "P15": "keeping", "P16": "pasture", "P17": "machine",
    "P18": "goods", "P19": "goods", "P20": "people", "P21": "goods", "P22": "people", "P23": "policy", "P24": "people",
    "P25": "people", "P99": "unclear",
}
_GIVEN = {
    "part": r"叶|根|茎|秆|杆|果|花|穗|盘|蔓|藤|皮|枝|籽|芽|心",
    "photo": r"照片|图片|发了图|视频|拍了",
    "spray_used": r"打过|打了.{0,6}药|喷过|喷了|用过|没打药|药量|三唑酮|百菌清|熏了",
    "share_affected": r"成|半块|一半|百分|%|几棵|几株|[一二三四五六七八九十\d]+(?:棵|株|苗|垄)|全地|全部|都是",
    "first_seen": r"昨|前天|今天|这两天|天前|礼拜|星期|上周|月|刚",
    "variety": r"品种|号|杂交|一代",
    "irrigation": r"浇|水|灌|雨|旱",
    "previous_crop": r"重茬|连种|去年.{0,4}种|头年.{0,4}种|前茬|茬",
    "fertiliser_used": r"二铵|尿素|复合肥|底肥|追过|上了.{0,4}肥|羊粪|有机肥",
    "soil": r"碱|沙|黏|胶泥|壤|pH|ph",
    "area": r"亩|平米|方丈|垄|公顷|个棚|座棚|座大棚",
    "stage": r"苗|叶片?期|拔节|抽穗|抽雄|开花|灌浆|灌|现蕾|坐果|成熟|几片叶|片叶|大喇叭|打籽|快熟",
    "setting": r"棚|温室|露地|水地|旱地|滴灌|圈|放牧|散养|舍饲|果园",
    "insured": r"保险",
    "loss_yuan": r"损失.{0,6}[元块万千]|(?:赔|亏)了?.{0,4}[元块万千]",
    "head_affected": r"[一二两三四五六七八九十百几\d]+(?:多|来|几)?(?:只|头|峰|匹|个)",
    "head_count": r"[一二两三四五六七八九十百千几\d]+(?:多|来|几)?(?:只|头|峰|匹)",
    "age": r"羔|犊|驹|月龄|岁|个月|大羊|成年|断奶|母|公",
    "fever": r"烧|体温|度",
    "drug_used": r"打了?.{0,4}针|灌了|喂了.{0,4}药|药浴|吃了.{0,3}药|驱虫",
    "vaccine_used": r"疫苗|防疫|免疫|打苗",
    "feed": r"喂|料|草|青贮|玉米|豆粕",
    "breed": r"杜泊|湖羊|寒羊|萨福克|西门塔尔|荷斯坦|白绒|蒙古|安格斯",
    "machine_model": r"[a-z]{1,4}[-\d]{2,}|\d{3,}型?|东方红|雷沃|大疆|极飞|气吸|牌",
    "since_when": r"昨|前天|今天|刚|突然|天前|去年|新买",
    "deadline": r"今天|明天|后天|月底|月初|前要|急|等着|天内|这两天|几号",
    "quantity": r"[一二两三四五六七八九十百千万几\d]+(?:多|来|几)?(?:斤|吨|箱|袋|只|亩|头|瓶)",
    "standard": r"绿色|有机|标准|等级|水分|含水|个水",
    "buyer": r"客商|超市|厂|贩子|收购|网|直播",
    "product": r"羊|牛|肉|奶|绒|皮|麦|玉米|葵|瓜|菜|果|椒|柿|枸杞|草|粮|蜜",
    "price": r"价|块|元|毛钱|[多少]钱",
    "which_policy": r"补贴|补助|贷|保险|项目|资金|奖|指标|证",
    "kind_of_unit": r"合作社|家庭农场|公司|村集体|嘎查|农户|我们社|联合社",
    "members": r"[一二两三四五六七八九十百\d]+(?:多|来)?(?:户|人|家)",
    "papers": r"证|照|合同|协议|章程|手续|材料",
    "subject": r"羊|牛|马|驼|麦|玉米|葵|瓜|菜|树|果|草|机",
    "what_happens": r"死|黄|烂|蔫|虫|病|坏|卖",
}
_PATTERNS = {code: re.compile(pattern) for code, pattern in _GIVEN.items()}


def missing_facts(text: str, problem_type: str, count: int = 2, given: Collection[str] = ()) -> tuple[str, ...]:
    """The `count` most useful facts that neither a normalised `text` gives nor `given`, the codes of those answered."""
    wanted = WANTED[GROUP.get(problem_type, "unclear")]
    return tuple(code for code in wanted if code not in given and not _PATTERNS[code].search(text))[:count]


def missing_of_parts(text: str, types: Shares, given: Collection[str] = ()) -> tuple[str, ...]:
    """As `missing_facts` of the first type; where a second kind of problem has a good share, one fact of each."""
    first, *others = [code for code, share in types[:2] if share >= PART] or [types[0][0]]
    if not others or GROUP[others[0]] == GROUP[first]:
        return missing_facts(text, first, given=given)
    facts = (
        *missing_facts(text, first, 1, given), *missing_facts(text, others[0], 2, given),
        *missing_facts(text, first, 2, given),
    )
    return tuple(dict.fromkeys(facts))[:2]


def all_fact_codes() -> tuple[str, ...]:
    return tuple(sorted(_GIVEN))
