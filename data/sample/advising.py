"""What an expert says: by crop and kind of problem where there are words for it, else by the kind of problem alone."""

from __future__ import annotations

from functools import cache

from data.domain.visit import VisitKind
from data.sample.questions import Question
from data.sample.texts import read_groups, read_tsv
from data.sample.world import World

CLOSER = 3.0  # how much more often words about this very crop are said
UNSURE = "P99"
LOOK_OF = {VisitKind.REMOTE: "look:remote", VisitKind.GROUP: "look:group"}


def advice_for(world: World, question: Question, kind: VisitKind) -> str:
    """A look, the advice, perhaps a word in parting."""
    own, general = _said_of(question.problem_types[0], question.industry, question.crop)
    options = [*own, *general]
    words = world.one(options, [CLOSER] * len(own) + [1.0] * len(general))
    look = world.one(read_groups("words.tsv", "use", "words")[LOOK_OF.get(kind, "look:field")])
    close = world.one(read_groups("words.tsv", "use", "words")["close"])
    return f"{look}{words.format(crop=question.crop or '地里这茬')}{close}"


def advice_alone(said: str) -> str:
    """What `advice_for` made, without the look and the parting word."""
    groups = read_groups("words.tsv", "use", "words")
    looks = [look for use, words in groups.items() if use.startswith("look:") for look in words]
    look = next((one for one in sorted(looks, key=len, reverse=True) if said.startswith(one)), "")
    close = next((one for one in sorted(groups["close"], key=len, reverse=True) if said.endswith(one)), "")
    return said.removeprefix(look).removesuffix(close)


@cache
def _said_of(problem_type: str, industry: str, crop: str | None) -> tuple[list[str], list[str]]:
    """Words about this crop, and words about any; those for a doubtful case where there are none."""
    rows = [row for row in read_tsv("advice.tsv") if row["problem_type"] == problem_type]
    own = [row["text"] for row in rows if crop and (row["industry"], row["crop"]) == (industry, crop)]
    general = [row["text"] for row in rows if not row["crop"]]
    if not own and not general:
        return _said_of(UNSURE, industry, crop)
    return own, general
