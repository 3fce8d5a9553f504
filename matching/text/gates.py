"""Safety gates: the first that holds, in the order of `taxonomy.GATES`.

animal_epidemic  three or more ill with fever, death, blisters, abortion or fast spread; unexplained sudden deaths;
                 signs of a notifiable disease
handover         land, dispute, complaint, loan, insurance: not a matter for an expert
mass_event       weather or pests over a village or more
prescription     asks for, or already gives, a prescription drug, hormone or antibiotic
pesticide        the plain answer names a product or a dose
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from matching.text import taxonomy
from matching.text.lexicon import Hit
from matching.text.types import Shares

HANDOVER_SHARE = 0.3
DESKS = frozenset({"practice.loan", "practice.insurance"})  # the bank's and the insurer's business
SPRAYS = frozenset({"chemical.pesticide", "chemical.herbicide", "chemical.fungicide", "chemical.insecticide"})
_NO_SPRAY = re.compile(r"不(?:想|敢|愿)?(?:打|用|使).{0,3}药(?!.{0,4}(?:行|管|怕))|土办法|土法子")
_PICKING = re.compile(r"摘|采|间隔|残留|拉货|上市")
_THREE = re.compile(r"(?:[3-9]|\d{2,}|[三四五六七八九十百几]|好几|好些)[十百来多几]*(?:只|头|峰|匹|个|口)")
_SPREAD = re.compile(
    r"一圈都|都传|传上|传得快|传开|一个接一个|接连|连着死|陆续|成群|全群|一群|老.{0,3}也开始|也都开始|都有"
    r"|邻村也|一片一片地死|都这样|成堆"
)
_ILL = re.compile(r"发烧|高烧|死|起泡|起疱|水疱|泡|流产|掉羔|小产|躺下|起不来|站不起|咳|拉稀|流鼻|烂嘴|结痂")
_DEADLY = re.compile(r"死了|死掉|流产|掉羔|小产|流了|水疱|起泡|发烧|高烧")
_DYING = re.compile(r"死(?!面|水|角)|流产|掉羔|小产")
_SUDDEN = re.compile(
    r"(?:突然|一下子|头天.{0,6}好好的|没见有?病|不明不白|一晚上|一黑夜|一夜|早起|早上起来).{0,10}死"
    r"|猝死|暴死|七窍流血|(?:鼻|口|肛).{0,3}(?:流|冒)血"
)
_SIGNS = re.compile(
    r"(?:口|蹄|嘴|鼻|舌).{0,8}(?:水疱|水泡|起泡|起疱)|马.{0,8}(?:流脓|脓鼻)|鼻.{0,6}流脓.{0,20}肿"
    r"|疙瘩.{0,30}(?:烧|传|隔壁|邻)|(?:出|起)痘"
)
_NOTIFIABLE = frozenset(
    f"disease.{name}" for name in ("foot_mouth", "ppr", "brucellosis", "sheep_pox", "anthrax", "lsd", "newcastle",
                                   "rabies", "glanders", "ccpp", "camel_pox")
)
_PREVENTION = re.compile(r"疫苗|防疫|打苗|春防|秋防|免疫|预防|怎么防|咋防|隔多久|补偿|培训|宣传")
_WIDE = re.compile(
    r"全村|全镇|全社的地|全嘎查|全苏木|整个村|整个嘎查|我们村.{0,8}(?:都|全)|嘎查.{0,8}(?:都|全)|这一溜"
    r"|这一片.{0,3}(?:都|全)|[好几三四五六七八十]+家.{0,3}(?:都|也|全)|[几数]十户|周围.{0,4}都|家家|户户|统防统治|附近.{0,5}都"
    r"|[一二三四五六七八]社[、,， ]?[一二三四五六七八]社"
)
_WIDE_AREA = re.compile(r"(?:[1-9]\d{3,}|[一二三四五六七八九两几]千|上千|[一二三四五六七八九十两几]+万)[多来余几百]*亩")
_CUT_OFF = re.compile(r"路(?:也)?(?:断|封)|封路|断了?(?:路|草|料)|羊刨不开|出不去.{0,6}(?:草|料)")
_ASKS_DRUG = re.compile(
    r"打(?:甚|啥|什么|哪种)?针|打点?滴|输液|挂水|灌(?:甚|啥|什么|点)?药|消炎|开个?药|开方"
    r"|(?:吃|喂|用|打|上|使)(?:点)?(?:甚|啥|什么|哪种)(?:消炎|止泻)?药"
)
_SPRAY = re.compile(
    r"(?:打|喷|上|用|灌).{0,3}(?:甚|啥|什么|哪种).{0,2}药|打.{0,3}药|喷.{0,2}药|农药|剂量|药量|兑多少|补打"
    r"|安全间隔|除草剂"
)


def gate_of(text: str, hits: Sequence[Hit], types: Shares) -> str | None:
    """The gate of a normalised `text`, or None."""
    concepts = {concept.id for hit in hits for concept in hit.concepts}
    kinds = {concept.kind for hit in hits for concept in hit.concepts}
    top = types[0][0]
    if is_animal(concepts, kinds, top) and _epidemic(text, concepts):
        return "animal_epidemic"
    if _handover(concepts, types):
        return "handover"
    if _mass_event(text, kinds, top):
        return "mass_event"
    if is_animal(concepts, kinds, top) and _prescription(text, concepts, types):
        return "prescription"
    if _NO_SPRAY.search(text):
        return None
    return "pesticide" if top in ("P01", "P02", "P03") or _spraying(text, concepts, top) else None


def is_animal(concepts: set[str], kinds: set[str], top: str) -> bool:
    return top in taxonomy.ANIMAL_TYPES or ("animal" in kinds and top not in taxonomy.PLANT_TYPES)


def _epidemic(text: str, concepts: set[str]) -> bool:
    """Rather once too often: only a plain question about prevention, with nothing ill or dead, is let through."""
    deadly = bool(_DEADLY.search(text))
    if _SUDDEN.search(text) or _SIGNS.search(text):
        return True
    if _PREVENTION.search(text) and not deadly:
        return False
    if concepts & _NOTIFIABLE:
        return True
    many, spreading = bool(_THREE.search(text)), bool(_SPREAD.search(text))
    if spreading and _DYING.search(text):
        return True
    return many and (deadly or (spreading and bool(_ILL.search(text))))


def _handover(concepts: set[str], types: Shares) -> bool:
    """Only when it is plainly no matter for an expert: a quarrel beside a real field question stays with us."""
    top, share = types[0]
    if top == taxonomy.NOT_OURS:
        ours = sum(s for code, s in types if code in taxonomy.PLANT_TYPES | taxonomy.ANIMAL_TYPES | {"P22"})
        return share > HANDOVER_SHARE and share > ours
    return top == "P23" and bool(concepts & DESKS)


def _mass_event(text: str, kinds: set[str], top: str) -> bool:
    if top not in ("P01", "P02", "P10", "P16") or not kinds & {"weather", "pest", "disease", "symptom"}:
        return False
    return bool(_WIDE.search(text) or _WIDE_AREA.search(text) or (top == "P10" and _CUT_OFF.search(text)))


def _prescription(text: str, concepts: set[str], types: Shares) -> bool:
    if concepts & {"chemical.antibiotic", "chemical.hormone"}:
        return True
    asked = types[0][0] in ("P11", "P12", "P14", "P15") and bool(_ASKS_DRUG.search(text))
    return asked and "chemical.vaccine" not in concepts


def _spraying(text: str, concepts: set[str], top: str) -> bool:
    """Spraying besides the plain plant diseases: machines that spray, and how soon after a spray to pick."""
    named = bool(concepts & SPRAYS) and bool(_SPRAY.search(text))
    if top == "P19":
        return named and bool(_PICKING.search(text))
    return named and (top == "P17" or (top in taxonomy.PLANT_TYPES and top != "P10"))
