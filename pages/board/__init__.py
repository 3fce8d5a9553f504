"""The board of all open questions, and who covers the county."""
