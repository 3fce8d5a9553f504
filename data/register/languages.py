"""Languages that people of the county speak."""

from __future__ import annotations

from data.i18n import N_

LANGUAGES = {"zh": N_("汉语"), "mn": N_("蒙古语")}
