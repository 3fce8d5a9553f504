"""Places: the list with the tile map, one place, changes of places and their history."""
