"""Delivery: what people see and call. No script may lie directly in this folder (it would answer without sign-in)."""
