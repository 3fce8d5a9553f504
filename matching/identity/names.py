"""What a name field says: who, in which writing, with which notes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from matching.identity.characters import simplified

COMPOUND = {
    "欧阳", "司马", "诸葛", "上官", "司徒", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "宇文", "呼延",
    "端木",
}
CLAN_NAMES = frozenset("包白吴王李康韩金何敖马孟齐陈杨张赵高宝云席鲍胡佟关")
TRANSLITERATION = frozenset(
    "巴特尔图苏和布额鄂敦登宝保音朝超鲁洛哈斯达来赖孟蒙那纳顺呼格吉乐勒阿木日嘎拉满力立利门雅亚恩琴钦敖根青毕查干夫坦腾仓克"
    "德道其琪齐娜仁萨莎托娅高娃瓦通乌云塔茹代兰花尼珠扎儿古喜楞赫铁帖牧朗旺嘉措优荷岱泰森苍桑玛敏毛脑奥淖希扣阳宁丹桂香莲"
    "丽罕汗贡嘎啦沁庆策楚伦勿都套陶胡伊旦牡色郎彦白"
)
# Of these, first characters of Mongolian names that are no common surname, and those that rarely stand in a Han name.
_FIRST = frozenset(
    "巴特图布额鄂敦登宝保朝超哈斯达那纳呼格吉阿嘎满恩敖毕查其琪齐娜萨莎托通乌塔扎牧奥道策楚都套伊旦色牡苍桑青"
)
_RARE = frozenset("尔儿额鄂嘎娜萨莎托娅娃敖琪勒赫吉塔雅布日格其特乐图斯琴力和音")
_TWO = frozenset((
    "高娃", "高瓦", "苏和", "苏赫", "白音", "孟和", "孟克", "孟根", "蒙和", "蒙克", "恩和", "恩克", "宝音", "保音",
    "布音", "达来", "达赖", "乌云", "乌兰", "牡丹", "奥云", "朝鲁", "朝洛", "超鲁", "朝克",
))
_BRACKETS = re.compile(r"[（(\[【〔<《{][^）)\]】〕>》}]*(?:[）)\]】〕>》}]|$)")
_DOTS = re.compile(r"[·•・‧∙･.．。﹒]+")
_NOT_NAME = re.compile(r"[^\u3400-\u9fff\uf900-\ufaffA-Za-z〇·]+")
_NOTE_WORDS = re.compile(
    r"(户主|低保户?|五保户?|脱贫户|贫困户|监测户|组长|队长|村长|社长|书记|主任|会计|老师|师傅|大夫|医生|兽医|经理|老板|同志|先生|女士|"
    r"已?搬走|外出|已故|去世|本人|代领|代签|党员|残疾)+$"
)
_KIN = re.compile(
    "(大爷|大娘|大叔|大妈|大婶|大嫂|大哥|大姐|奶奶|爷爷|嫂子|叔叔|婶子|阿姨|[叔婶嫂哥姐姨伯姑爷奶娘妈总工])$"
)
_OF_SOMEBODY = re.compile(r"(家的|媳妇|之?妻|老婆|爱人|之夫|之?子|儿子|之?女|女儿|之?父|父亲|之?母|母亲|的.+)$")
_MARKS = {"大": 1, "小": 2}


class Form(IntEnum):
    """What the field holds: a name, a surname with a title (老李, 王婶), or nothing that names this person."""

    NAME = 0
    SURNAME = 1
    NONE = 2


@dataclass(frozen=True, slots=True)
class Name:
    """`surname` may be empty. `mark` tells namesakes of a village apart: 1 for （大）, 2 for （小）, else 0."""

    surname: str
    given: str
    form: Form
    is_mongolian: bool = False
    mark: int = 0

    @property
    def full(self) -> str:
        return self.surname + self.given


NOBODY = Name("", "", Form.NONE)


def parse_name(text: str) -> Name:
    """The name in a field as people fill it in. Never fails: what names nobody has form NONE."""
    plain = simplified(unicodedata.normalize("NFKC", text))
    mark = next((_MARKS[note.strip("（）()[]【】")] for note in _BRACKETS.findall(plain)
                 if note.strip("（）()[]【】") in _MARKS), 0)
    plain = _BRACKETS.sub(" ", plain)
    parts = [part for part in _NOT_NAME.split(_DOTS.sub("·", plain)) if part.strip("·")]
    named = [stripped for part in parts if (stripped := _NOTE_WORDS.sub("", part))]
    if not named:
        return NOBODY
    return _person("".join(named).strip("·"), mark)


def _person(text: str, mark: int) -> Name:
    if (len(text) == 2 and text[0] in "老小") or text in _titles_of(text):
        surname = text[1] if text[0] in "老小" else _KIN.sub("", text)
        return Name(surname, "", Form.SURNAME, mark=mark)
    if len(text) > 3 and _OF_SOMEBODY.search(text):
        return NOBODY
    return _split(text, mark)


def _titles_of(text: str) -> set[str]:
    """{text} if it is a surname with a word of kinship or respect, else nothing."""
    surname = _KIN.sub("", text)
    return {text} if surname != text and ((len(surname) == 1 and len(text) > 1) or surname in COMPOUND) else set()


def _split(text: str, mark: int) -> Name:
    if "·" in text:
        first, _, rest = text.partition("·")
        rest = rest.replace("·", "")
        if len(first) == 1:
            return Name(first, rest, Form.NAME, True, mark)
        text = first + rest
    if is_transliterated(text):
        return Name("", text, Form.NAME, True, mark)
    if text[0] in CLAN_NAMES and is_transliterated(text[1:]):
        return Name(text[0], text[1:], Form.NAME, True, mark)
    cut = 2 if text[:2] in COMPOUND and len(text) > 2 else 1
    if len(text) == 1:
        return Name(text, "", Form.SURNAME, mark=mark)
    return Name(text[:cut], text[cut:], Form.NAME, mark=mark)


def is_transliterated(text: str) -> bool:
    """Does it read as a Mongolian name in Chinese characters?"""
    if len(text) < 2 or not TRANSLITERATION.issuperset(text):
        return False
    if len(text) == 2:
        return text in _TWO or (text[0] in _FIRST and text[1] in _RARE)
    rare = sum(character in _RARE for character in text)
    return rare > 0 if text[0] in _FIRST else rare * 2 >= len(text)
