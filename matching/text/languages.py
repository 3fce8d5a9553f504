"""The language an asker wishes to speak, where the words say so."""

from __future__ import annotations

import re

_MONGOLIAN = re.compile(
    r"(?:汉话|汉语|普通话).{0,4}(?:不好|不行|不利索|不会|听不懂|说不来)|(?:不会|听不懂|不懂|不太会)(?:说|讲)?(?:汉话|汉语|普通话)"
    r"|(?:会|说|讲|懂)(?:蒙语|蒙古语|蒙古话|蒙话)"
)


def language_of(text: str) -> str | None:
    """"mn" where a normalised `text` asks for Mongolian, or says that Chinese is hard; None = nothing said."""
    return "mn" if _MONGOLIAN.search(text) else None
