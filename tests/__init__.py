"""Honest tests: real databases, real servers, a real browser; none skipped."""
