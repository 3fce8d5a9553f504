"""How soon an answer is needed: the problem type's default, moved by what the words say."""

from __future__ import annotations

import re

# Defaults of the problem-type table; types that are high only if something is happening now are lowered below.
DEFAULTS = {
    "P01": "high", "P02": "high", "P03": "high", "P09": "high", "P10": "high", "P11": "high", "P12": "high",
    "P06": "planning", "P14": "planning", "P20": "planning", "P24": "planning",
}
_HASTE = re.compile(
    r"急|赶紧|快点|求|救|今天|明天|这两天|眼看|半夜|天快黑|马上就|等着|来不及|排不过来|[抠收晒翻]不过来|拉走|催"
)
_SPREADING = re.compile(
    r"死|蔫|塌秧|传|成片|一片一片|大片|半[块垄个]|越来越|往上[走黄]|一[夜宿]|一黑夜|满地|全[完都是]|都是|都有了"
    r"|[天日][就全]|\d+多?亩|[一二三四五六七八九十百两]+(?:多|来)?亩|怕往|刹住|止不住|不顶事|没用"
)
_ACUTE = re.compile(
    r"不吃|不反刍|不倒嚼|站不|卧|起不来|胀|打滚|拉稀|拉血|抽|瞎|喘|烧|难产|露|努|下不来|不下来|醉|晃|没拉|尿不|流血|口水|肿"
)
_HEATING = re.compile(r"烫手|发热|捂|发酸|酸味|发霉|烘干|霉")
_INJURY = re.compile(r"药害|飘|刮过来|打错|打了.{0,12}(?:卷|黄|皱|拧|死|干)|扭|鞭|鸡爪|柳条|出一茬死|缓")
_FEW = re.compile(r"(?:十来|几|有几|两三|三五)(?:苗|棵|株|个)|预防|咋防|怎么防|自家院|去年也|年年")
_PLANS = re.compile(
    r"想(?:建|搞|办|做|栽|种|换|买|注册|申请|成立|合|进|自己)|打算|规划|明年|来年|几年能|多少钱合适|咋评|怎么评"
    r"|转换期|可惜|赚头|有没有项目|能不能改|要不要办|办[^，。]{0,6}还是"
)
_SEED_TROUBLE = re.compile(r"不纯|假|出苗|不出|审定|发芽|芽率|鉴定|退")
_HEAT = re.compile(r"咋看|怎么看|啥时候|几天|多少钱|不发情|没怀")
_CHOICE = re.compile(r"还是不[\u4e00-\u9fff]|要不要")
ANIMAL = frozenset({"P11", "P12"})
PLANT_HEALTH = frozenset({"P01", "P02"})
PLANNABLE = frozenset({"P05", "P18", "P19", "P21", "P22", "P23"})
SEASONAL = frozenset({"P05", "P07", "P15", "P17"})


def urgency_of(text: str, problem_type: str, gate: str | None) -> str:
    """critical | high | normal | planning for a normalised `text`."""
    if gate in ("animal_epidemic", "mass_event"):
        return "critical"
    default = DEFAULTS.get(problem_type, "normal")
    if default == "high":
        return "high" if _happening(text, problem_type) else "normal"
    if default == "planning":
        return _planned(text, problem_type)
    if problem_type == "P18" and _HEATING.search(text):
        return "high"
    if (_HASTE.search(text) and problem_type in SEASONAL | {"P19"}) or (problem_type == "P15" and _ACUTE.search(text)):
        return "high"
    return "planning" if problem_type in PLANNABLE and _PLANS.search(text) else "normal"


def _happening(text: str, problem_type: str) -> bool:
    """Something spreads, suffers or was done wrong now; not a question of prevention or of a few plants."""
    if _HASTE.search(text):
        return True
    if problem_type in ANIMAL:
        return bool(_ACUTE.search(text) or re.search(r"死|流产", text))
    if problem_type == "P03":
        return bool(_INJURY.search(text))
    if problem_type == "P10":
        return not _CHOICE.search(text)
    return bool(_SPREADING.search(text)) and not (_FEW.search(text) and problem_type in PLANT_HEALTH)


def _planned(text: str, problem_type: str) -> str:
    if problem_type == "P06" and _SEED_TROUBLE.search(text):
        return "high" if re.search(r"不纯|毁种|鉴定", text) else "normal"
    now = problem_type == "P14" and _HEAT.search(text) and not _PLANS.search(text)
    return "normal" if now else "planning"
