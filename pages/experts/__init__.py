"""Screens for experts: list, one expert, add and change, many at once."""
