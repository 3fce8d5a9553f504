"""Timed work: inside the server, and from the shell as `python3 -m data jobs`."""
