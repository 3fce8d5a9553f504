"""The demonstration banner of 乌拉特中旗: synthetic people, made relative to today."""

from __future__ import annotations

from data.runtime import Runtime
from data.sample.build import build_sample
from data.sample.size import DEMONSTRATION, Size


def seed(runtime: Runtime, size: Size = DEMONSTRATION) -> None:
    """Fill the empty, migrated database of `runtime` in one transaction."""
    with runtime.writing(None) as ctx:
        build_sample(ctx, size)
