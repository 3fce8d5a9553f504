"""Times as people write them: ISO 8601 from the year to the microsecond, or seconds since 1970."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime

DAY = 86_400
_SECONDS = re.compile(r"-?\d{9,}(\.\d+)?")
_MONTH = re.compile(r"\d{4}(-\d{2})?")


def days_since_1970(time: object) -> float:
    """Days, with a fraction. A text without a zone is UTC; a year or a month is its first day. Raises ValueError."""
    if isinstance(time, str):
        return _of_text(time.strip()) / DAY
    if isinstance(time, bool) or not isinstance(time, int | float) or not math.isfinite(time):
        raise ValueError(time)
    return time / DAY


def _of_text(text: str) -> float:
    """Seconds since 1970."""
    if _SECONDS.fullmatch(text):
        return float(text)
    if _MONTH.fullmatch(text):
        text = f"{text}-01-01"[:10]
    read = datetime.fromisoformat(text)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
