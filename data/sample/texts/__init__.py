"""What the demonstration banner is made of, as text files: questions, advice, people, farms, projects."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def read_tsv(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def read_groups(name: str, key: str, value: str) -> dict[str, list[str]]:
    """Column `value` of a TSV, grouped by column `key`, in the file's order."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for row in read_tsv(name):
        groups[row[key]].append(row[value])
    return dict(groups)
