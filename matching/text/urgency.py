"""How soon an answer is needed: the problem type's default, moved by what the words say.

critical only behind a gate; high where something spreads, suffers or is lost now, or a date presses; planning where
the asker thinks ahead; else normal.
"""

from __future__ import annotations

import re

from matching.text.scope import happening

PLANT_HEALTH = frozenset({"P01", "P02", "P03"})
ILLNESS = frozenset({"P11", "P12"})
SEASONAL = frozenset({"P05", "P07", "P09", "P15", "P17", "P18", "P19"})
PLANNING = frozenset({"P06", "P14", "P20", "P24"})
PLANNABLE = frozenset({"P05", "P13", "P16", "P17", "P18", "P19", "P21", "P22", "P23"})

_HASTE = re.compile(
    r"急|赶紧|快点|快(?:组织|来)|求求|救[救命]|sos|今(?:黑夜|晚|夜)|(?<!得)半夜|天快黑|眼看|马上就|等着|来不及|排不过来"
    r"|[抠收晒翻]不过来|催|误了?农时|明天(?:就|要|下)|明后天|后天(?:要|就|有雨)"
)
_SPREADING = re.compile(
    r"死|蔫|塌秧|传|成片|一片一片|大片|半[块垄个棚]|一半|越来越|往上[走黄]|上来了|一下就"
    r"|一[夜宿]|一黑夜|满地|全[完都是]|都是|都有了"
    r"|也有了|白种|[天日][就全]|\d{2,}多?亩|(?:[二三四五六七八九两]?[十百千][一二三四五六七八九十]*|[三四五六七八九])(?:多|来)?亩|怕往|刹住|止不住|不顶事|没用|压不住"
)
_ASIDE = re.compile(r"不是[^，,。；;\s]{1,3}|药死|怕.{0,4}死")
_FEW = re.compile(
    r"(?:十来|几|有几|两三|三五)(?:苗|棵|株|个|窝)|预防|咋防|怎么防|自家院|去年也|年年|一墩一墩|要是|万一|还没见"
)
_INJURY = re.compile(
    r"药害|飘|刮过来|打错|没涮净|没洗净|(?:打|喷)了?.{0,12}(?:卷|黄|皱|拧|死|干|白)|扭|鞭|鸡爪|柳条|出一茬死|缓"
)
_ACUTE = re.compile(
    r"不吃|不反刍|不倒嚼|站不|卧|趴|起不来|胀|打滚|拉稀|拉黄|拉血|抽|瞎|喘|烧|难产|露|努|使劲|下不来|下来不|醉|晃|没拉"
    r"|尿不|转圈|歪头|流血|血沫|口水|白沫|肿|没下来|呼噜|烫|死|流产"
)
_CHRONIC = re.compile(r"一个月了|好几个月|一冬|年年|去年.{0,6}也|就是(?:干)?瘦|掉毛|癞|虱|磨烂|生?蛆")
_HEATING = re.compile(r"烫手|烫人|发热|热气|捂|发酸|酸味|酒味|发霉|霉|返潮")
_STORM = re.compile(r"雹|冷子|砸|掀|刮断|刮跑|打黑|冻了?一[宿夜]|今黑夜|今晚|零下|预报|明早")
_AHEAD = re.compile(r"要是|万一|来年|入冬前|过冬|咋防|怎么防|以后")
_CHOICE = re.compile(r"还是不[\u4e00-\u9fff]|要不要")
_PLANS = re.compile(
    r"想(?:建|搞|办|做|弄|开|栽|种|换|买|注册|申请|成立|合|进|自己|上|把|让)|打算|规划|几年能|多少钱合适|咋评|怎么评|评示范"
    r"|转换期|可惜|赚头|能不能改|合伙买|哪个好办|认证|选型"
)
_PAPERS = re.compile(r"要办(?:啥|甚|什么|哪)|(?:办|要)[^，。]{0,6}(?:证|还是)|算不算三无|申请|标准|认证")
_PROCEDURE = re.compile(r"去哪办|在哪办|要(?:甚|啥|什么)材料|不合格|超标|复检|退货|合格证|检疫票|平台|码")
_SEED_TROUBLE = re.compile(r"不纯|假|出苗|不出|审定|发芽|芽率|鉴定|套牌|退(?!化)")
_SEED_LOST = re.compile(r"不纯|毁种|鉴定|高的.{0,8}低")
_HEAT = re.compile(r"发情|爬跨|流线|返群|返情|输精|撤栓|放栓|配种员|几个钟头|打多少|受胎|不怀|没怀|空怀|B超")
_ABUSED = re.compile(r"冒牌|贴牌|假冒|冒用|侵权|拿我们|到期")
_HURRIED_PICKING = re.compile(r"(?:今|明|后)天|等着|催")


def urgency_of(text: str, problem_type: str, gate: str | None) -> str:
    """critical | high | normal | planning for a normalised `text`."""
    if gate in ("animal_epidemic", "mass_event"):
        return "critical"
    if problem_type in PLANNING:
        return _planned(text, problem_type)
    if _presses(text, problem_type):
        return "high"
    plans = bool(_PLANS.search(text)) or (problem_type == "P19" and bool(_PAPERS.search(text)))
    if problem_type in PLANNABLE and plans and not _PROCEDURE.search(text):
        return "planning"
    return "normal"


def _presses(text: str, problem_type: str) -> bool:
    """Something spreads, suffers or was done wrong now; not a question of prevention or of a few plants."""
    if problem_type in ILLNESS:
        return _suffers(text)
    if problem_type in PLANT_HEALTH:
        text = _ASIDE.sub("", text)
        hurt = problem_type == "P03" and bool(_INJURY.search(text))
        return bool(_HASTE.search(text)) or hurt or (bool(_SPREADING.search(text)) and not _FEW.search(happening(text)))
    if problem_type == "P10":
        return bool(_STORM.search(text) or not _CHOICE.search(text)) and not _AHEAD.search(text)
    if problem_type == "P18" and _HEATING.search(text) and not _PLANS.search(text):
        return bool(re.search(r"烫|热|酸|潮|捂", text))
    if problem_type == "P15" and _ACUTE.search(happening(text)) and _birth(text):
        return True
    if problem_type == "P19":
        return bool(_HURRIED_PICKING.search(text))
    return problem_type in SEASONAL and bool(_HASTE.search(text))


def _suffers(text: str) -> bool:
    told = happening(text)
    if _HASTE.search(told):
        return True
    return bool(_ACUTE.search(told)) and not _CHRONIC.search(told)


def _birth(text: str) -> bool:
    return bool(re.search(r"羔|犊|驹|产|下不|努|胎|接|破水|倒", text)) and not re.search(r"棚(?:盖|多)|埋|尺寸", text)


def _planned(text: str, problem_type: str) -> str:
    if problem_type == "P06" and _SEED_TROUBLE.search(text):
        return "high" if _SEED_LOST.search(text) else "normal"
    if problem_type == "P14" and _HEAT.search(text) and not _PLANS.search(text):
        return "normal"
    return "normal" if problem_type == "P20" and _ABUSED.search(text) else "planning"
