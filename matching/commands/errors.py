from __future__ import annotations


class BadInputError(Exception):
    """A line or file that cannot be read; the message is the sentence to print."""
