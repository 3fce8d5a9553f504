"""The expert's work: what waits, logging a visit, one visit with its evidence."""
