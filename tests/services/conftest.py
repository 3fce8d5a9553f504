"""The village of `tests/village.py` on both databases."""

from __future__ import annotations

import pytest

from data.runtime import Runtime
from tests.village import Village, build


@pytest.fixture
def village(runtime: Runtime) -> Village:
    return build(runtime)
