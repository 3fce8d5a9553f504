from __future__ import annotations

import pytest

from matching.ranking import Ranker
from matching.text import TextEngine, load_engine
from tests.matching.builders import CASES, EVERYBODY


@pytest.fixture(scope="session")
def engine() -> TextEngine:
    return load_engine()


@pytest.fixture(scope="session")
def ranker(engine: TextEngine) -> Ranker:
    return Ranker.fit(engine, EVERYBODY, CASES)
