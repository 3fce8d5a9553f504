"""Safety gates: the first that holds, in the order of `taxonomy.GATES`.

animal_epidemic  three or more ill with fever, death, blisters, abortion or fast spread; unexplained sudden deaths;
                 signs of a notifiable disease (see `epidemics`)
handover         land, dispute, complaint, loan, insurance: not a matter for an expert
mass_event       weather or pests over a village or more
prescription     asks for, or already gives, a prescription drug, hormone or antibiotic
pesticide        the plain answer names a product or a dose
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from matching.text import taxonomy
from matching.text.epidemics import is_epidemic
from matching.text.lexicon import PRESCRIPTION, Concept, Hit
from matching.text.scope import happening
from matching.text.types import Shares

HANDOVER_SHARE = 0.3
PLANT_HEALTH = ("P01", "P02", "P03")
SPRAYED_SHARE = 0.5
MASS_TYPES = ("P01", "P02", "P10", "P16")
_MEDICINES = frozenset({"chemical.antibiotic", "chemical.hormone"})
_DESKS = frozenset({"practice.loan", "practice.insurance"})  # the bank's and the insurer's business
_SPRAYS = frozenset({"chemical.pesticide", "chemical.herbicide", "chemical.fungicide", "chemical.insecticide"})
_NOT_SPRAYED = frozenset({"pest.bird", "pest.wild_boar", "pest.natural_enemy"})
_NO_SPRAY = re.compile(
    r"不(?:想|愿意?)?再?(?:打|用|使)(?:毒|农)?.{0,2}药(?!.{0,6}(?:行|管|怕|残))|不敢[用使].{0,2}药"
    r"|土办法|土法子|别的法子"
)
_SPRAY = re.compile(
    r"(?:打|喷|上|用|灌).{0,3}(?:甚|啥|什么|哪种|哪样).{0,2}药|打.{0,3}药|喷.{0,2}药|农药|剂量|药量|兑多少|补打|补一遍"
    r"|安全间隔|除草剂|药液"
)
_DOSE = re.compile(r"补|药液|兑|药量|剂量|除草剂|打(?:的|了|完).{0,3}药|打什么药|打[甚啥]药")
_PICKING = re.compile(r"摘|采|间隔|隔离期|残留|拉货|来拉|上市|送")
_WIDE = re.compile(
    r"(?:全|整个|一个)(?:村|镇|乡|社|嘎查|苏木|旗)|(?:几|好几|多|数|[三四五六七八九十])个?(?:村|社|嘎查|苏木|组|浩特)"
    r"|我们(?:村|社|队|嘎查|苏木|镇).{0,8}(?:都|全)|嘎查.{0,8}(?:都|全)|这一(?:溜|片|带).{0,4}(?:都|全)"
    r"|[好几三四五六七八九十\d]+家.{0,3}(?:都|也|全|再)|[几数好十百\d]+户(?!养).{0,6}(?:都|全|的|受|断)"
    r"|一带.{0,6}(?:都|全)|周围.{0,4}都|家家|户户|统防统治"
    r"|附近.{0,5}都|各家|都遭了"
    r"|[一二三四五六七八]社[、,， 和到]*[一二三四五六七八]社|[村社]到.{1,4}[村社]|从.{2,4}到.{2,4}这一"
)
_WIDE_AREA = re.compile(r"(?:[1-9]\d{3,}|[一二三四五六七八九两几]千|上千|[一二三四五六七八九十两几]+万)[多来余几百]*亩")
_CUT_OFF = re.compile(r"路(?:也)?(?:断|封)|封路|断了?(?:路|草|料)|刨不开|出不去.{0,6}(?:草|料)|进不来")
_ASKS_DRUG = re.compile(
    r"打(?:甚|啥|什么|哪种|哪样|几天|个)?.{0,2}针|打点?滴|输液|挂水|灌(?:甚|啥|什么|点)?药|消炎|开个?药|开方"
    r"|(?:吃|喂|用|打|上|使|抹|换)(?:点|些)?(?:甚|啥|什么|哪种)(?:消炎|止泻|退烧)?药"
)


def gate_of(text: str, hits: Sequence[Hit], types: Shares) -> str | None:
    """The gate of a normalised `text`, or None."""
    concepts = {concept for hit in hits for concept in (*hit.concepts, *hit.wider)}
    names, kinds = {concept.id for concept in concepts}, {concept.kind for hit in hits for concept in hit.concepts}
    top = types[0][0]
    about_animals = is_animal(kinds, top)
    if about_animals and is_epidemic(text, concepts):
        return "animal_epidemic"
    if _handover(names, types):
        return "handover"
    if _mass_event(text, kinds, top):
        return "mass_event"
    if about_animals and _prescription(text, concepts, top):
        return "prescription"
    if _NO_SPRAY.search(text):
        return None
    return "pesticide" if _sprayed(text, names, types) else None


def is_animal(kinds: set[str], top: str) -> bool:
    return top in taxonomy.ANIMAL_TYPES or ("animal" in kinds and top not in taxonomy.PLANT_TYPES)


def _handover(names: set[str], types: Shares) -> bool:
    """Only when it is plainly no matter for an expert: a quarrel beside a real field question stays with us."""
    top, share = types[0]
    if top == taxonomy.NOT_OURS:
        ours = sum(s for code, s in types if code in taxonomy.PLANT_TYPES | taxonomy.ANIMAL_TYPES | {"P16", "P22"})
        return share > HANDOVER_SHARE and share > ours
    return top == "P23" and bool(names & _DESKS)


def _mass_event(text: str, kinds: set[str], top: str) -> bool:
    if top not in MASS_TYPES or (top != "P10" and not kinds & {"weather", "pest", "disease", "symptom"}):
        return False
    told = happening(text)
    return bool(_WIDE.search(told) or _WIDE_AREA.search(told) or (top == "P10" and _CUT_OFF.search(told)))


def _prescription(text: str, concepts: set[Concept], top: str) -> bool:
    names = {concept.id for concept in concepts}
    if names & _MEDICINES or any(concept.status == PRESCRIPTION for concept in concepts):
        return True
    asked = top in ("P11", "P12", "P14", "P15") and bool(_ASKS_DRUG.search(happening(text)))
    return asked and "chemical.vaccine" not in names


def _sprayed(text: str, names: set[str], types: Shares) -> bool:
    """Plant diseases, pests and weeds; machines that spray; how soon after a spray to pick."""
    top = types[0][0]
    asked = bool(_SPRAY.search(text))
    if top in PLANT_HEALTH or sum(share for code, share in types if code in PLANT_HEALTH) > SPRAYED_SHARE:
        return asked or not names & _NOT_SPRAYED
    if top == "P19":
        sprayed = "药" in text or bool(names & _SPRAYS)
        return sprayed and bool(_PICKING.search(text)) and "animal" not in _kinds(names)
    if top == "P17":
        return bool(names & _SPRAYS) and bool(_DOSE.search(text))
    return bool(names & _SPRAYS) and asked and top in taxonomy.PLANT_TYPES and top != "P10"


def _kinds(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}
