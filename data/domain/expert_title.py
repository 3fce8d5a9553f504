"""Which level a professional title belongs to, as offices write it: titles of agriculture, research and teaching."""

from __future__ import annotations

import re

from data.domain.register import Title

# In this order: 副研究员 holds 研究员, 高级农艺师 holds 农艺师, 助理工程师 holds 工程师.
LEVELS: tuple[tuple[Title, re.Pattern[str]], ...] = (
    (Title.LOCAL, re.compile(r"乡土|土专家|田秀才|能人|农民技")),
    (Title.SENIOR, re.compile(r"正高|推广研究员|^(?:二级|三级|四级)?(?:研究员|教授|主任医师|主任兽医师)")),
    (Title.ASSOCIATE, re.compile(r"副高|高级|副研究员|副教授|副主任")),
    (Title.MIDDLE, re.compile(r"中级|助理研究员|讲师")),
    (Title.JUNIOR, re.compile(r"初级|助理|助教|技术员|员级|见习|实习")),
    (Title.MIDDLE, re.compile(r"师$|工程师|农艺师|兽医师|畜牧师|实验师")),
)

TITLE_WORDS = {
    Title.LOCAL: "乡土人才", Title.SENIOR: "正高级", Title.ASSOCIATE: "副高级", Title.MIDDLE: "中级",
    Title.JUNIOR: "初级",
}


def title_of(words: str) -> Title | None:
    """The level of a title as an office writes it; None for words that name none."""
    bare = "".join(words.split())
    return next((title for title, pattern in LEVELS if pattern.search(bare)), None)
