"""What is told as happening now."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.text.scope import happening


@pytest.mark.parametrize(
    ("text", "told", "untold"),
    [
        ("牛干瘦，没拉稀没咳嗽也没发烧", "瘦", "拉稀"),
        ("去年冬天死过一头牛，今年没事", "今年", "死"),
        ("去年死了五只，今年又死了三只", "三只", "五只"),
        ("怕得口蹄疫，现在都好好的", "现在", "口蹄疫"),
        ("听说邻旗有羊痘，要不要打苗", "打苗", "羊痘"),
        ("怕是口蹄疫，嘴里起泡", "怕是口蹄疫", "怕得"),
        ("羊不吃草", "不吃草", "，"),
        ("万一死了咋办", "", "死"),
    ],
)
def test_what_is_denied_past_or_feared_is_left_out(text, told, untold):
    assert told in happening(text)
    assert untold not in happening(text)


@given(st.text(alphabet="羊牛去年今没怕死发烧，。 了只三", max_size=40))
def test_positions_stay(text):
    told = happening(text)
    assert len(told) == len(text)
    assert all(a in (b, " ") for a, b in zip(told, text, strict=True))


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        ("怕得口蹄疫，春天打一回够不够，羊现在都好好的", None),
        ("去年冬天死过一头牛没查出是啥，今年问问春防打哪几样", None),
        ("听说邻旗有羊痘，我们这儿还没见，要不要打苗", None),
        ("布病去哪里抽血化验", None),
        ("去年没事，今年一黑夜死了四只羊", "animal_epidemic"),
        ("羊口蹄疫疫苗打过了，还是七八只嘴上起泡流口水发烧", "animal_epidemic"),
        ("四头牛流口水，蹄叉烂，舌头掉皮", "animal_epidemic"),
        ("没打过药，就是几窝叶子起白霜", "pesticide"),
        ("羊没打过针没喂过药，就是瘦", None),
    ],
)
def test_gates_hold_for_what_happens_now(engine, text, gate):
    assert engine.understand(text).gate == gate
