"""What is fixed about a demonstration database, which says so on every screen."""

PASSWORD = "yanshi2026"  # noqa: S105 - of invented people, printed at start and shown at sign-in
