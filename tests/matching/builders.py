"""A small synthetic banner: experts, past cases and a question about plum trees. Nobody here is real."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from matching.ranking import ExpertProfile, ProblemQuery, SolvedCase

NOW = datetime(2026, 4, 9, 2, 0, tzinfo=UTC)
TODAY = NOW.date()
HAILIUTU, SHIHAHE, WUJIAHE = "150824100", "150824103", "150824101"

PRUNER = ExpertProfile(
    id=1, text="果树栽培，西梅、李、杏整形修剪，花果管理，缺素黄叶也会看。", disciplines=("210.40",),
    industries=("I4",),
    problem_types=("P08", "P04"), crops=("西梅", "李", "杏"), home_place=HAILIUTU, title="senior", open_count=2,
    last_assigned=NOW - timedelta(days=3), last_confirmed=date(2026, 2, 1),
)
PEST_DOCTOR = ExpertProfile(
    id=2, text="植物保护，果树和蔬菜病虫害诊断，蚜虫、红蜘蛛、流胶病、腐烂病。", disciplines=("210.60",),
    industries=("I4", "I3"), problem_types=("P01", "P02"), crops=("西梅", "葡萄", "番茄"), home_place=HAILIUTU,
    open_count=1, max_open=4, last_assigned=NOW - timedelta(days=8), last_confirmed=date(2026, 2, 1),
)
SOIL_EXPERT = ExpertProfile(
    id=3, text="土壤肥料，测土配方，果园和大田施肥，缺铁缺锌黄叶。", disciplines=("210.50",), industries=("I1", "I4"),
    problem_types=("P04", "P05"), crops=("玉米", "西梅"), home_place=WUJIAHE, open_count=0, max_open=3,
    last_assigned=NOW - timedelta(days=18), last_confirmed=date(2026, 2, 1),
)
OLD_GROWER = ExpertProfile(
    id=4, text="老果农，管苹果梨、李子园三十年，剪树嫁接都会。", industries=("I4",), problem_types=("P08",),
    crops=("苹果梨", "李"), home_place=SHIHAHE, open_count=1, last_assigned=NOW - timedelta(days=30),
    last_confirmed=date(2026, 2, 1),
)
GREENHOUSE = ExpertProfile(
    id=5, text="设施蔬菜，大棚温湿度，番茄辣椒育苗。", disciplines=("210.40",), industries=("I3",),
    problem_types=("P09", "P07"), crops=("番茄", "辣椒"), home_place=HAILIUTU, open_count=0,
)
SHEEP_VET = ExpertProfile(
    id=6, text="羊病诊断，寄生虫，免疫程序，蒙汉双语。", disciplines=("230.30",), industries=("I5", "I6"),
    problem_types=("P11", "P12"), crops=("肉羊", "绒山羊"), languages=("zh", "mn"), home_place="150824201",
    licences=frozenset({"vet"}), open_count=0,
)
VILLAGE_VET = ExpertProfile(
    id=7, text="乡村兽医，接羔助产，羔羊拉稀胀肚。", industries=("I5", "I6"), problem_types=("P12", "P15"),
    crops=("肉羊",), home_place="150824200", licences=frozenset({"vet_rural"}), open_count=0,
)
CITY_PRUNER = ExpertProfile(
    id=8, text="核果类果树整形修剪，西梅引种。", disciplines=("210.40", "220.45"), industries=("I4",),
    problem_types=("P08",), crops=("西梅",), home_place="150802100", outside=True, open_count=0,
)
EVERYBODY = (PRUNER, PEST_DOCTOR, SOIL_EXPERT, OLD_GROWER, GREENHOUSE, SHEEP_VET, VILLAGE_VET, CITY_PRUNER)

PLUM = ProblemQuery(
    id="2026-0412", text="头一年种西梅，开春剪枝没底，叶子还卷边发黄，该咋弄",
    problem_types=(("P08", 0.4), ("P04", 0.35), ("P02", 0.25)), industry="I4", crop="西梅", town=HAILIUTU, day=TODAY,
)
MINUTES = {1: 25, 2: 35, 3: 100, 4: 130, 5: 20, 6: 90, 7: 80, 8: 170}


def case(expert_id: int, text: str, types: tuple[str, ...], crop: str | None = "西梅", **changes: object) -> SolvedCase:
    made = SolvedCase(expert_id, text, types, "I4", crop, HAILIUTU, date(2025, 6, 1))
    return replace(made, **changes)


CASES = (
    case(1, "西梅小树怎么定干，留几个主枝", ("P08",)),
    case(1, "李子树徒长枝太多，夏天剪还是冬天剪", ("P08",), "李"),
    case(1, "西梅叶子发黄叶脉绿，喷铁肥管用吗", ("P04",)),
    case(2, "西梅新梢卷叶有蚜虫", ("P02",)),
    case(2, "西梅叶子发黄落叶，是病还是虫", ("P01",), outcome="reported"),
    case(2, "葡萄霜霉病打什么药", ("P01",), "葡萄"),
    case(3, "果树嫩叶黄化缺铁", ("P04",), "西梅", outcome="unsolved"),
    case(3, "玉米底肥上多少", ("P04",), "玉米", industry="I1"),
    case(4, "苹果梨大小年怎么剪", ("P08",), "苹果梨"),
    case(6, "羊生癞掉毛怎么药浴", ("P12",), "肉羊", industry="I6"),
)
