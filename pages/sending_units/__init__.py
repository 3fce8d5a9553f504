"""Screens for the units that send experts: list, and one with its form and history."""
