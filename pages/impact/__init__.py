"""The leader's figures: how many, how sure, where, by which project, and the rows behind each."""
