"""Pure rules: statuses, permissions, clocks, codes, errors. Standard library only."""
