"""What is read from farmers' words. The sentences were written for these tests."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.text.gates import gate_of
from matching.text.missing import WANTED, missing_facts
from matching.text.spoken import own_words
from matching.text.taxonomy import GATES, INDUSTRIES, PROBLEM_TYPES, URGENCIES

SPOKEN = [
    ("西煤树开春咋修剪呀，头一回弄", "P08", "I4", "西梅", None),
    ("棒子地里草比苗高了，苗后打甚除草剂不伤苗", "P03", "I1", "玉米", "pesticide"),
    ("山药叶子后头长白霉，一场雨烂了一大片", "P01", "I1", "马铃薯", "pesticide"),
    ("葵花盘子里头有虫，把籽都蛀了", "P02", "I2", "向日葵", "pesticide"),
    ("洋柿子棚里头潮得滴水，放风放到几时", "P09", "I3", "番茄", None),
    ("玉茭子心叶发白一道一道的，是不是缺锌", "P04", "I1", "玉米", None),
    ("白花花的碱地浇春水压碱要多大的水", "P05", "I1", None, None),
    ("羔子拉稀拉得站不住，喂点甚药", "P12", "I6", "肉羊", "prescription"),
    ("羊群里起泡的起泡，发烧的发烧，三天死了八只", "P11", "I6", "肉羊", "animal_epidemic"),
    ("绒山羊几月抓绒，用梳子还是剪", "P13", "I5", "绒山羊", None),
    ("奶牛配了好几回怀不上", "P14", "I7", "奶牛", None),
    ("接羔棚里多少度合适，脐带咋消毒", "P15", "I6", None, None),
    ("草场退化了，休牧几年能缓过来", "P16", "I8", "草场", None),
    ("打捆机老断绳子，打结器是不是坏了", "P17", "I9", None, None),
    ("骆驼奶想做成奶粉，加工要甚设备", "P18", "I7", "骆驼", None),
    ("沙果下来了没人收，帮忙联系个客商", "P21", "I4", "沙果", None),
    ("合作社年报没报，让列了异常，咋弄", "P22", "I9", None, None),
    ("买拖拉机国家补多少钱", "P23", "I9", None, None),
    ("邻家占了我的地界，找谁说理去", "P25", "other", None, "handover"),
    ("昨黑夜一场冷子，我们村的麦子全砸了", "P10", "I1", "小麦", "mass_event"),
]


@pytest.mark.parametrize(("text", "problem_type", "industry", "crop", "gate"), SPOKEN, ids=range(len(SPOKEN)))
def test_dialect_and_voice_errors_are_read(engine, text, problem_type, industry, crop, gate):
    read = engine.understand(text)
    assert read.problem_type == problem_type
    assert crop is None or read.crop_or_animal == crop
    assert problem_type == "P05" or problem_type == "P15" or read.industry[0][0] == industry
    assert read.gate == gate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("早起羊羔死了六只，还有十几只站不起来", "critical"),
        ("柿子秧成片打蔫，三天死了半垄", "high"),
        ("辣椒几月育苗", "normal"),
        ("想建个采摘园，请人给规划", "planning"),
        ("潮玉米堆着烫手了", "high"),
    ],
)
def test_urgency(engine, text, expected):
    assert engine.understand(text).urgency == expected


def test_vaccination_is_no_epidemic(engine):
    assert engine.understand("春季防疫口蹄疫苗和羊痘苗隔几天打").gate is None


def test_a_quarrel_beside_a_field_question_stays_with_us(engine):
    read = engine.understand("飞防的药飘过来，我的番茄叶子成了鸡爪，先看看能不能救，赔不赔再说")
    assert read.problem_type == "P03"
    assert read.gate == "pesticide"


def test_antibiotics_are_a_prescription(engine):
    assert engine.understand("羔羊拉稀打了三天恩诺沙星不管用，换甚药").gate == "prescription"


def test_pest_over_a_village_is_a_mass_event(engine):
    assert engine.understand("我们嘎查的草场都起蚂蚱了，草吃光了").gate == "mass_event"
    assert engine.understand("草场上蚂蚱一走一片，三个嘎查都有了，飞机啥时候来打").gate == "mass_event"
    assert engine.understand("前天那场大风把德岭山一带的葵花全刮倒了").gate == "mass_event"


def test_what_the_asker_rules_out_is_not_evidence(engine):
    kinds = {evidence.kind for evidence in engine.understand("没虫没病，就是光长秧不坐瓜").evidence}
    assert not kinds & {"pest", "disease"}


def test_a_gacha_name_is_no_crop(engine):
    assert own_words("哈拉葫芦嘎查：马腹痛打滚") == " " * len("哈拉葫芦嘎查：") + "马腹痛打滚"
    assert engine.understand("哈拉葫芦嘎查：马腹痛打滚").crop_or_animal == "马"


def test_our_gacha_is_kept(engine):
    assert own_words("我们嘎查养羊") == "我们嘎查养羊"


def test_last_years_crop_is_not_the_subject(engine):
    assert engine.understand("去年种的玉米，今年改种番茄，苗子发黄").crop_or_animal == "番茄"


def test_feed_is_not_the_subject(engine):
    assert engine.understand("玉米和葵花皮喂羊咋配").crop_or_animal == "肉羊"


def test_sheep_said_of_goats(engine):
    assert engine.understand("羊绒越来越粗，公羊咋选").industry[0][0] == "I5"


def test_evidence_points_at_the_words(engine):
    text = "[流泪]我的ＵＲＥＡ和二安，　西梅打蔫"
    for evidence in engine.understand(text).evidence:
        assert text[evidence.start : evidence.end] == evidence.words
    assert {evidence.name for evidence in engine.understand(text).evidence} >= {"二铵", "西梅", "萎蔫"}


def test_an_empty_text_is_unsure(engine):
    read = engine.understand("")
    assert read.problem_types[0][0] == "P99" and read.problem_types[0][1] > 0.8
    assert read.crop_or_animal is None
    assert read.gate is None
    assert read.evidence == ()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.text(alphabet="羊牛马麦玉米葵花死了三只发烧打药草虫病水黄，。1２ ", max_size=40))
def test_any_text_is_understood_the_same_twice(engine, text):
    read = engine.understand(text)
    assert read == engine.understand(text)
    assert {code for code, _ in read.problem_types} == set(PROBLEM_TYPES)
    assert {code for code, _ in read.industry} == set(INDUSTRIES)
    assert abs(sum(share for _, share in read.problem_types) - 1.0) < 0.01
    assert read.gate is None or read.gate in GATES
    assert read.urgency in URGENCIES
    assert len(read.missing) <= 2


@pytest.mark.parametrize("problem_type", PROBLEM_TYPES)
def test_a_bare_question_lacks_the_two_most_useful_facts(problem_type):
    assert len(missing_facts("咋办", problem_type)) == 2


def test_given_facts_are_not_asked_again():
    assert "area" not in missing_facts("二十亩草场，去年开始退化", "P16")
    assert missing_facts("二十亩草场，去年开始退化", "P16")[0] in WANTED["pasture"]


def test_gates_need_their_own_words(engine):
    hits = engine.lexicon.find("羊吃啥")
    assert gate_of("羊吃啥", hits, (("P13", 0.9), ("P11", 0.1))) is None


def test_places_are_candidates_until_the_town_decides(engine):
    rows = [("150824200", "呼勒斯太苏木"), ("150824201", "川井苏木"), ("150824200201", "哈拉图嘎查"),
            ("150824201203", "哈拉图嘎查"), ("150824103", "石哈河镇"), ("150824103202", "楚鲁图村"),
            ("1508", "巴彦淖尔市")]
    read = engine.with_places(rows).understand
    assert [code for code, _ in read("哈拉图嘎查的羊病了").places] == ["150824200201", "150824201203"]
    assert [code for code, _ in read("川井苏木哈拉图嘎查的羊病了").places] == ["150824201203"]
    assert read("楚鲁图的谷子退化了").places[0][0] == "150824103202"
    assert read("石哈河葡萄咋剪").places[0][0] == "150824103"
    assert read("羊病了").places == ()


@pytest.mark.parametrize(
    "text",
    [
        "打过疫苗的羊还是死了十几只",
        "三头牛发高烧不吃草",
        "羊嘴里蹄子上都起水泡",
        "头天还好好的，早上起来死了两只大羊",
        "骆驼一个接一个咳嗽躺下，二十来峰了",
        "母羊流产了十来只",
        "羊死了一群，拉稀，咋办",
        "牛羊接连死了",
        "母羊接连流产，查查是甚",
        "羊身上起一粒一粒的痘，邻居家也有了",
    ],
)
def test_a_possible_epidemic_is_never_missed(engine, text):
    assert engine.understand(text).gate == "animal_epidemic"


COUNTY = [
    ("150824101", "乌加河镇"), ("150824103", "石哈河镇"), ("150824101203", "宏丰村"), ("150824101205", "联丰奋斗村"),
    ("150824102205", "红旗村"), ("150824401", "同和太种畜繁育中心"),
]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("宏丰和联丰奋斗两个村合用一条渠", ["150824101203", "150824101205"]),
        ("乌加河从宏丰村到联丰奋斗村都遭了", ["150824101", "150824101203", "150824101205"]),
        ("我是乌加河的，地在石哈河", ["150824103"]),
        ("红旗三社的玉米", ["150824102205"]),
        ("一面红旗", []),
        ("同和太的羊", ["150824401"]),
        ("乌加河和石哈河都有", ["150824101", "150824103"]),
    ],
)
def test_several_places_stay_candidates(engine, text, codes):
    places = engine.with_places(COUNTY).understand(text).places
    assert [code for code, _ in places] == codes
    assert sum(share for _, share in places) <= 1.0


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("播种机漏籽，玉米一段一段空着", None),
        ("打草场里醉马草越来越多，羊躲着走", "草场"),
        ("草场退化了光长针茅和狼毒，补播啥草种能长住", "草场"),
        ("布病去哪里抽血化验，接羔咋防", "肉羊"),
        ("tomato叶子背面发霉", "番茄"),
        ("番茄皮渣发酸了还能不能喂羊", "肉羊"),
        ("三十个水的潮粮堆着捂了咋办", None),
    ],
)
def test_what_is_meant(engine, text, meant):
    assert engine.understand(text).crop_or_animal == meant


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("羊胀得躺下了，口吐白沫", "high"),
        ("牛就是干瘦，没拉稀没发烧", "normal"),
        ("谷子品种退化了，想换个矮的", "planning"),
        ("要是四月再来倒春寒，花咋防", "normal"),
        ("卷帘机坏了，天快黑了，赶紧来人", "high"),
        ("母牛爬跨了，几个钟头输精", "normal"),
        ("外头冒牌卖我们青椒，牌子咋保护", "normal"),
        ("打的药后天能摘黄瓜不", "high"),
    ],
)
def test_urgency_follows_what_presses(engine, text, expected):
    assert engine.understand(text).urgency == expected
