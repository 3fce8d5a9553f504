"""Pure counting: what each figure means, what may be added up, and how far a people figure is certain."""
