"""Industries of the county, as a tree, and what each town is known for."""
