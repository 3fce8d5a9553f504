"""Importing lists: bringing one in, going through it step by step, taking it back."""
