"""`python -m matching understand < in.jsonl > out.jsonl`, `python -m matching identify people.csv --out out.csv`"""

from __future__ import annotations

import sys
from io import TextIOWrapper

from matching.commands import main

if __name__ == "__main__":
    lines = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
    code = main(sys.argv[1:], sys.stdin.buffer, lines, sys.stderr)
    lines.flush()
    sys.exit(code)
