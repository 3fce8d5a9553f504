"""Signs of an animal epidemic in what is told as happening now.

three or more ill with fever, death, blisters or abortion, or spreading fast; sudden deaths without a cause; signs of a
notifiable disease. Rather once too often than once too few.
"""

from __future__ import annotations

import re

from matching.text.lexicon import NOTIFIABLE, Concept
from matching.text.scope import happening

_NUMBER = r"(?:[3-9]|\d{2,}|[三四五六七八九十百几]|两三|三五|好几|好些|二十|几十)[十百来多几]*"
_THREE = re.compile(
    rf"{_NUMBER}(?:只|头|峰|匹|个|口|条)|大半|一多半|半群|成群|全群|一群|都.{{0,4}}[咳死烧瘸]|剩下的也|老.{{0,3}}也"
)
_SPREAD = re.compile(
    r"一圈都|都传|传上|传得快|传开|一个接一个|一只接一只|接连|连着死|陆续|成群|全群|一群|老.{0,3}也(?:开始|有)|也都开始|都有"
    r"|(?:邻村|邻居|邻家|隔壁)[^，。]{0,6}也|一片一片地死|都这样|成堆|一天比一天多|越来越多|好几家|几家的|咳开"
)
_ILL = re.compile(
    r"发烧|高烧|烧到|死|起泡|起疱|水疱|泡|流产|掉羔|小产|躺下|倒了|起不来|站不起|咳|喘|拉稀|拉.{0,2}屎|流鼻"
    r"|烂嘴|嘴也?烂|结痂|瘸|流脓|疙瘩|喷嚏"
)
_GRAVE = re.compile(
    r"死|没了(?:[一二两三四五六七八九十几\d]+)[只头峰匹个]|流产|掉羔|小产|流了|流下来|水疱|水泡|起泡|起疱"
    r"|发烧|高烧|烧到|[，、 ]烧[，。]|不退烧"
)
_DYING = re.compile(r"死(?!面|水|角|秧|苗)|流产|掉羔|小产|流了[一二两三四五六七八九十几\d]")
_NO_DEATH = re.compile(r"死活|死面|死水|死角|死秧|死苗|怕.{0,4}死|会死|要死")
_SUDDEN = re.compile(
    r"(?:突然|一下子|(?:头天|昨|夜来|黑夜).{0,10}好好的|昨.{0,8}(?:还|抢)|没见有?病|没有病|不明不白"
    r"|一晚上|一黑夜|一夜|一宿|早起|早上|天亮).{0,14}死|挺着死|猝死|暴死|暴毙|七窍流血|(?:鼻|口|嘴|肛).{0,4}(?:流|冒|淌|有).{0,2}血|血沫"
)
_SIGNS = re.compile(
    r"(?:口|蹄|嘴|鼻|舌).{0,8}(?:水疱|水泡|起泡|起疱|掉皮)|马.{0,8}(?:流脓|脓鼻)|鼻.{0,6}流脓.{0,20}肿"
    r"|疙瘩.{0,30}(?:烧|传|隔壁|邻|也有)|(?:烧|传).{0,12}疙瘩|(?:出|起|长|身上|脸上|嘴上).{0,8}痘|痘疹|疯狗|见人就(?:咬|顶)"
)
_PREVENTION = re.compile(r"疫苗|防疫|打苗|苗子|春防|秋防|免疫|隔多久|隔几天|补偿|培训|宣传|检测|抽血|化验|检疫|消毒")
_ALL_WELL = re.compile(r"都?好好的(?=$|[，。,；;])|今年没事|没事")


def is_epidemic(text: str, concepts: set[Concept]) -> bool:
    """Of a normalised `text` about animals and the concepts it names."""
    told = _NO_DEATH.sub("", happening(text))
    if _SUDDEN.search(told) or _SIGNS.search(told):
        return True
    grave = bool(_GRAVE.search(told))
    if (_PREVENTION.search(text) or _ALL_WELL.search(text)) and not grave:
        return False
    if any(concept.status == NOTIFIABLE for concept in concepts):
        return bool(_ILL.search(told)) or told == text
    many, spreading = bool(_THREE.search(told)), bool(_SPREAD.search(told))
    if spreading and _DYING.search(told):
        return True
    return (many and grave) or (many and spreading and bool(_ILL.search(told)))
