"""When advice names a medicine, and who may name it."""

from __future__ import annotations

import pytest

from data.domain.advice import mentions_product, needs_veterinarian
from data.domain.problem import Gate


@pytest.mark.parametrize(("advice", "asked"), [
    ("叶背喷吡虫啉1500倍液", True), ("打一针青霉素", True), ("每亩20ML", True),
    ("剪去过密的枝，通风", False), ("", False),
])
def test_the_form_asks_for_dose_and_wait_when_words_sound_like_it(advice: str, asked: bool) -> None:
    assert mentions_product(advice) is asked


@pytest.mark.parametrize(("product", "gate", "needed"), [
    (None, Gate.ANIMAL_EPIDEMIC, False), ("口服补液盐", Gate.ANIMAL_EPIDEMIC, True),
    ("驱虫药", Gate.PRESCRIPTION, True), ("注射用青霉素钠", None, True),
    ("吡虫啉", None, False), ("吡虫啉", Gate.PESTICIDE, False),
    ("春雷霉素", Gate.PESTICIDE, False), ("恩诺沙星", Gate.PESTICIDE, True),
])
def test_prescription_medicines_need_a_veterinarian(product, gate, needed) -> None:
    assert needs_veterinarian(product, gate) is needed
