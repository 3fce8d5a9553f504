"""Sums kept beside the visits: written in the transaction that changes a visit, rebuilt at will, never typed in."""
