"""`python -m matching understand < in.jsonl > out.jsonl`"""

from __future__ import annotations

import sys

from matching.commands import main

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.exit(main(sys.argv[1:], sys.stdin.buffer, sys.stdout, sys.stderr))
