"""Questions as farmers say them: the core texts of the folder questions, filled and varied."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from data.domain.problem import Gate
from data.domain.text import headline
from data.sample.texts import read_tsv
from data.sample.world import FarmHere, World

# How many questions of each industry a year brings; the picture of the leader's page.
INDUSTRY_WEIGHTS = {
    "I1": 62, "I2": 40, "I3": 88, "I4": 26, "I5": 60, "I6": 74, "I7": 40, "I8": 24, "I9": 26, "other": 16,
}
OPENINGS = [
    "", "", "", "", "你好，", "麻烦问一下，", "喂，我是{v}的，", "老师，", "请教一下，", "我们{v}的，", "同志，",
    "想问个事，",
]
CLOSINGS = [
    "", "", "", "", "。急", "，麻烦给个话", "，谢谢了", "，等你们回话", "。电话打这个号就行",
    "。地方好找，进村一问就知道", "，能来人最好", "。就怕误了",
]
DAYS = ["两", "三", "四", "五", "六"]
ENDS = "。，？！ "
WAYS_TRIED = 200


@dataclass(frozen=True)
class Question:
    """One problem's words. `topic`: shared by its wordings. `months`: when it is asked. `title`: "" until spoken."""

    topic: str
    months: frozenset[int]
    industry: str
    crop: str | None
    problem_types: tuple[str, ...]
    gate: Gate | None
    title: str
    text: str


def load_questions() -> list[Question]:
    """All wordings. A row without months says the same as the last one with months, in other words."""
    questions, topic = [], {}
    for name in sorted(INDUSTRY_WEIGHTS):
        for row in read_tsv(f"questions/{name}.tsv"):
            topic = row if row["months"] else topic
            questions.append(_question(topic, row["title"], row["text"]))
    return questions


def _question(topic: dict[str, str], title: str, text: str) -> Question:
    return Question(
        topic["title"], parse_months(topic["months"]), topic["industry"], topic["crop"] or None,
        tuple(topic["problem_types"].split(",")), Gate(topic["gate"]) if topic["gate"] else None, title, text,
    )


def parse_months(text: str) -> frozenset[int]:
    """"3-5" -> {3, 4, 5}; "11-2" goes over the year's end; "*" is any month; "now" none: asked for the first time."""
    if text == "now":
        return frozenset()
    if text == "*":
        return frozenset(range(1, 13))
    first, last = map(int, text.split("-"))
    return frozenset((first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1))


def spoken(world: World, question: Question, farm: FarmHere) -> Question:
    """`question` in this caller's mouth: numbers filled in, perhaps a greeting before and a plea behind.

    No two callers say exactly the same, as long as there are other ways of saying it.
    """
    world.asked[question.text] += 1
    for _ in range(WAYS_TRIED):
        core, text = _said(world, question, farm)
        if text not in world.said:
            break
    world.said.add(text)
    return replace(question, text=text, title=question.title or headline(core))


def _said(world: World, question: Question, farm: FarmHere) -> tuple[str, str]:
    """The core with its numbers, and everything that was said around it."""
    village = world.villages[farm.place].name
    core = fill(world.rng, question.text, village)
    opening = fill(world.rng, world.rng.choice(OPENINGS), village)
    closing = world.rng.choice(CLOSINGS)
    return core, f"{opening}{core.rstrip(ENDS) if closing else core}{closing}"


def fill(rng: random.Random, text: str, village: str) -> str:
    """Put plausible numbers and the village's name into the slots of a core text."""
    return text.format(
        v=village, mu=rng.choice([8, 12, 15, 20, 26, 30, 45, 60, 80, 110, 160, 240]),
        n=rng.choice([30, 45, 60, 80, 120, 150, 180, 220, 300]), few=rng.randint(3, 8), d=rng.choice(DAYS),
    )
