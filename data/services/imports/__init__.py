"""Lists that come in: kept, read, checked, compared, merged in one transaction, taken back as a whole."""
