"""Sets to route on, made from the development data: a folder with `zh_dept_medical`, `en_beer_answerers`, `questions`.

Splits are fixed by a seed. The medical rows are one set split in three sizes; "pseudo-doctors" are departments divided
among invented people by topic and chance: they show how many similar people behave, and nothing about real ones.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from matching.commands.times import days_since_1970
from matching.evaluation import Case, Given, Query
from matching.ranking.affinity import Person

TESTED, SIZES, PER_DOCTOR, SEED = 1200, (None, 500, 100), 13, 3


def sets(folder: Path) -> Iterator[tuple[str, Given]]:
    yield "banner", banner(folder / "questions")
    yield "banner, no profiles", without_profiles(banner(folder / "questions"))
    texts, labels = medical(folder / "zh_dept_medical")
    for size in SIZES:
        yield f"departments, {size or len(texts) - TESTED} rows", split(texts, labels, sorted(set(labels)), size)
    doctors, tags = pseudo_doctors(texts, labels)
    yield "pseudo-doctors", split(texts, doctors, sorted(tags), None, tags)
    yield "answerers (en, time)", answerers(folder / "en_beer_answerers")


def banner(folder: Path) -> Given:
    """Experts by text and tags; every relevant expert counts."""
    words = {row["id"]: row["text"] for row in lines(folder / "questions.jsonl")}
    return Given(
        tuple(Person(row["id"], row["text"], tuple(row["tags"])) for row in lines(folder / "experts.jsonl")),
        tuple(
            Case(row["text"], row["expert"], day=days_since_1970(row["time"]))
            for row in lines(folder / "cases.jsonl")
        ),
        tuple(
            Query(row["id"], words[row["id"]], row["relevant"])
            for row in lines(folder / "relevant.jsonl") if row["relevant"]
        ),
    )


def without_profiles(given: Given) -> Given:
    return Given(tuple(Person(expert.id) for expert in given.experts), given.history, given.queries)


def medical(folder: Path) -> tuple[list[str], list[str]]:
    """Texts and departments, shuffled."""
    rows = lines(folder / "dev.jsonl.gz")
    order = np.random.default_rng(SEED).permutation(len(rows))
    return [f"{rows[n]['title']} {rows[n]['question']}" for n in order], [rows[n]["label"] for n in order]


def split(
    texts: list[str], owners: list[str], people: list[str], size: int | None,
    tags: dict[str, tuple[str, ...]] | None = None,
) -> Given:
    """The first TESTED rows are asked, the others (or `size` of them) are the history."""
    pairs = list(zip(texts, owners, strict=True))
    experts = [Person(name, "" if tags else name, tags[name] if tags else ()) for name in people]
    history = [Case(text, owner) for text, owner in pairs[TESTED:]][:size]
    asked = [Query(str(n), text, {owner: 1}) for n, (text, owner) in enumerate(pairs[:TESTED])]
    return Given(tuple(experts), tuple(history), tuple(asked))


def pseudo_doctors(texts: list[str], labels: list[str]) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """One doctor per PER_DOCTOR rows of a department, with a topic and an activity; the tag is the department."""
    random = np.random.default_rng(SEED)
    words = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), min_df=3, max_df=0.1, sublinear_tf=True)
    topics = TruncatedSVD(40, random_state=0).fit_transform(words.fit_transform(texts))
    topics /= np.linalg.norm(topics, axis=1, keepdims=True) + 1e-9
    owners, tags = [""] * len(texts), {}
    for label in sorted(set(labels)):
        rows = [n for n, own in enumerate(labels) if own == label]
        count = max(1, len(rows) // PER_DOCTOR)
        centres = topics[random.choice(rows, count)] + random.normal(0, 0.08, (count, topics.shape[1]))
        likely = np.exp(4 * topics[rows] @ centres.T) * random.gamma(1.0, 1.0, count)
        for row, chances in zip(rows, likely / likely.sum(axis=1, keepdims=True), strict=True):
            owners[row] = f"{label}{random.choice(count, p=chances)}"
        tags |= {f"{label}{number}": (label,) for number in range(count)}
    return owners, tags


def answerers(folder: Path) -> Given:
    past, asked = lines(folder / "history.jsonl.gz"), lines(folder / "dev.jsonl.gz")
    people = sorted({answer["user"] for row in past + asked for answer in row["answers"]})
    history = [
        Case(f"{row['title']} {row['body']}", answer["user"], day=days_since_1970(row["date"]))
        for row in past for answer in row["answers"]
    ]
    queries = [
        Query(row["id"], f"{row['title']} {row['body']}", {answer["user"]: 1 for answer in row["answers"]})
        for row in asked
    ]
    return Given(tuple(map(Person, people)), tuple(history), tuple(queries))


def lines(path: Path) -> list[dict]:
    raw = path.read_bytes()
    text = gzip.decompress(raw) if path.suffix == ".gz" else raw
    return [json.loads(line) for line in text.decode().splitlines()]
