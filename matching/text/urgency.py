"""How soon an answer is needed: the problem type's default, changed by what the words say."""

from __future__ import annotations

import re

DEFAULTS = {
    "P01": "high", "P02": "high", "P03": "high", "P09": "high", "P10": "high", "P11": "high", "P12": "high",
    "P06": "planning", "P20": "planning", "P21": "normal", "P24": "planning",
}
_PLANNING = re.compile(r"想(?:建|搞|办|做|栽|种|换|买|注册|申请|成立|合)|打算|准备(?:建|搞|种|栽|买)|规划|明年|来年|以后想|几年")
_PRESSING = re.compile(r"急|赶紧|马上|快点|求|救|今天|明天|这两天|眼看|一夜|一黑夜|半夜|成片|一片一片|大片|半块地|全死|死了|越来越|往上走|往上黄|都是|满地|没用|不顶事|还能不能|站不起|烫手|发热")
_FEW = re.compile(r"(?:十来|几|有几|两三|三五)(?:苗|棵|株|个)|刚(?:见|有|开始)|预防|咋防|怎么防|自家院")


def urgency_of(text: str, problem_type: str, gate: str | None) -> str:
    """critical | high | normal | planning for a normalised `text`."""
    if gate in ("animal_epidemic", "mass_event"):
        return "critical"
    default = DEFAULTS.get(problem_type, "normal")
    if default == "high" and _FEW.search(text) and not re.search(r"死|急", text):
        return "normal"
    if default == "normal" and _PRESSING.search(text) and problem_type in ("P05", "P07", "P15", "P17", "P18", "P19"):
        return "high"
    if default == "normal" and _PLANNING.search(text) and problem_type in ("P14", "P19", "P21", "P22"):
        return "planning"
    if problem_type == "P06" and re.search(r"不纯|地里的苗|出苗|假", text):
        return "normal"
    return default
