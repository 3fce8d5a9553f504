"""What the zoo's animals are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.exchange.made import PERSON, person, xlsx

EXPERTS = (PERSON, person(1), person(2), person(3))


@dataclass(frozen=True)
class Animal:
    """`counts`: accepted, rejected, waiting. `faults`: (row, column, code). `refused`: the code, if it is refused."""

    name: str
    kind: str
    make: Callable[[], bytes]
    counts: tuple[int, int, int] = (0, 0, 0)
    faults: tuple[tuple[int, str, str], ...] = ()
    refused: str = ""
    golden: dict[int, dict[str, object]] = field(default_factory=dict)


def plain() -> bytes:
    return xlsx(*EXPERTS)
