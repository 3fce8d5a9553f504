"""Medicines in an expert's advice: when to ask for dose and waiting days, and who may name them.

Prescription veterinary medicines may be advised by a licensed veterinarian only (兽药管理条例).
"""

from __future__ import annotations

from data.domain.problem import Gate

VETERINARY_GATES = frozenset({Gate.ANIMAL_EPIDEMIC, Gate.PRESCRIPTION})

# Groups of the veterinary prescription catalogue (兽用处方药品种目录) that are not also used on plants.
PRESCRIPTION_WORDS = (
    "青霉素", "头孢", "氨苄西林", "阿莫西林", "庆大霉素", "卡那霉素", "大观霉素", "泰乐菌素", "替米考星", "泰万菌素",
    "恩诺沙星", "环丙沙星", "达氟沙星", "氟苯尼考", "甲砜霉素", "多西环素", "磺胺", "林可霉素", "泰妙菌素",
    "地塞米松", "氢化可的松", "肾上腺素", "阿托品", "催产素", "缩宫素", "氯前列醇", "赛拉嗪",
)
PRODUCT_WORDS = (
    *PRESCRIPTION_WORDS, "农药", "兽药", "杀虫剂", "杀菌剂", "除草剂", "驱虫药", "疫苗", "抗生素", "消炎药",
    "打药", "喷药", "毫升", "ml", "稀释", "倍液", "菊酯", "吡虫啉", "多菌灵", "代森锰锌", "石硫合剂",
    "波尔多液", "草甘膦", "伊维菌素",
)


def mentions_product(advice: str) -> bool:
    """True when the words sound like a pesticide or medicine, so that the form asks for its name, dose and wait."""
    return any(word in advice.lower() for word in PRODUCT_WORDS)


def needs_veterinarian(product: str | None, gate: Gate | None) -> bool:
    """True when only a licensed veterinarian may advise `product`: any for a sick herd, these names anywhere."""
    if product is None:
        return False
    return gate in VETERINARY_GATES or prescription_named(product) is not None


def prescription_named(text: str) -> str | None:
    """The first prescription medicine that the words name."""
    return next((word for word in PRESCRIPTION_WORDS if word in text), None)
