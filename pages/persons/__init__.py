"""People: who is the same person, and what reached somebody."""
