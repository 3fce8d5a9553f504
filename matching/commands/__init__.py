"""The shell's way in. One module per command; it adds its own parser and says what runs it.

A command has `register(commands)`, which adds a parser with `run` among its defaults, and
`run(options, stdin, stdout)`, which raises BadInputError with the one sentence to print. What is slow to import
(engines, solvers) is imported inside `run`, so that no command waits for another one's libraries.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import BinaryIO, TextIO

from matching.commands import allocate, evaluate, identify, understand
from matching.commands.errors import BadInputError

COMMANDS = (allocate, evaluate, identify, understand)
BAD_INPUT = 2


def main(arguments: Sequence[str], stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    """Exit code 0, or 2 with one sentence on stderr."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options, stdin, stdout)
    except BadInputError as error:
        stderr.write(f"{error}\n")
        return BAD_INPUT
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m matching")
    commands = parser.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        command.register(commands)
    return parser
