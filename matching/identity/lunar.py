"""Dates of the Chinese lunar calendar as dates of the common one, 1900 to 2035.

Per year one number: bits 0 to 12 are the months in order, set for 30 days and clear for 29; bits 13 to 16 the month
that the leap month follows, 0 for none; above, the days from 1 January to the lunar new year. Facts of the calendar,
compared with the package lunar-python 1.4.8 month by month when written.
"""

from __future__ import annotations

import datetime as dt

FIRST_YEAR = 1900
_YEARS = tuple(int(word, 16) for word in [
    "3d16d2", "620752", "4c0ea5", "38b64a", "5c064b", "440a9b", "309556", "56056a", "400b59", "2a5752", "500752",
    "3adb25", "600b25", "480a4b", "32b4ab", "5802ad", "42056b", "2c4b69", "520da9", "3efd92", "640e92", "4c0d25",
    "36ba4d", "5c0a56", "4602b6", "2e95b5", "5606d4", "400ea9", "2c5e92", "500e92", "3acd26", "5e052b", "480a57",
    "32b2b6", "580b5a", "4406d4", "2e6ec9", "520749", "3cf693", "620a93", "4c052b", "34ca5b", "5a0aad", "46056a",
    "309b55", "560ba4", "400b49", "2a5a93", "500a95", "38f52d", "5e0536", "480aad", "34b5aa", "5805b2", "420da5",
    "2e7d4a", "540d4a", "3d0a95", "600a97", "4c0556", "36cab5", "5a0ad5", "4606d2", "308ea5", "560ea5", "40064a",
    "286c97", "4e0a9b", "3af55a", "5e056a", "480b69", "34b752", "5a0b52", "420b25", "2c964b", "520a4b", "3d14ab",
    "6002ad", "4a056d", "36cb69", "5c0da9", "460d92", "309d25", "560d25", "415a4d", "640a56", "4e02b6", "38c5b5",
    "5e06d5", "480ea9", "34be92", "5a0e92", "440d26", "2c6a56", "500a57", "3d14d6", "62035a", "4a06d5", "36b6c9",
    "5c0749", "460693", "2e952b", "54052b", "3e0a5b", "2a555a", "4e056a", "38fb55", "600ba4", "4a0b49", "32ba93",
    "580a95", "42052d", "2c8aad", "500ab5", "3d35aa", "6205d2", "4c0da5", "36dd4a", "5c0d4a", "460c95", "30952e",
    "540556", "3e0ab5", "2a55b2", "5006d2", "38cea5", "5e0725", "48064b", "32ac97", "560cab", "42055a", "2c6ad6",
    "520b69", "3d7752", "620b52", "4c0b25",
])


def solar_date(year: int, month: int, day: int) -> dt.date | None:
    """The common date of a lunar one, read as an ordinary and not a leap month; None if there is no such day."""
    index = year - FIRST_YEAR
    if not (0 <= index < len(_YEARS) and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    code = _YEARS[index]
    leap = code >> 13 & 15
    position = month - 1 + (1 if leap and month > leap else 0)
    lengths = [30 if code >> i & 1 else 29 for i in range(position + 1)]
    if day > lengths[position]:
        return None
    return dt.date(year, 1, 1) + dt.timedelta(days=(code >> 17) + sum(lengths[:position]) + day - 1)
