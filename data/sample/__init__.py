"""The demonstration banner of 乌拉特中旗: synthetic people, made relative to today."""

from __future__ import annotations

from data.runtime import Runtime
from data.sample.build import build_sample


def seed(runtime: Runtime, scale: int = 1) -> None:
    """Fill the empty, migrated database of `runtime` in one transaction."""
    with runtime.writing(None) as ctx:
        build_sample(ctx, scale)
