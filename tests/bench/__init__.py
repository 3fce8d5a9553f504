"""Benches: run by hand, never by the test command. They print ratios and growth."""
